import { describe, expect, it } from 'vitest';
import type { RulesSettings } from '../../app/incident/settings.ts';
import { ruleChanges } from './ruleChanges.ts';

const names: Readonly<Record<string, string>> = { 'zone-1': 'Bridge', 'line-1': 'north in', 'line-2': 'east out' };
const words = { untold: 'as the site again', nameOf: (id: string) => names[id] ?? id };
const told = (before: RulesSettings, after: RulesSettings): string[] => ruleChanges(before, after, words);

describe('what became of rules from one version to the next', () => {
  it('is nothing between equal ones, and where a rule without settings came or went', () => {
    const rules = { queue: { onKmh: 8, classes: ['car'] } };
    expect([told(rules, structuredClone(rules)), told({ queue: {} }, {})]).toEqual([[], []]);
  });

  it('is told with the names and units that the form shows', () => {
    const before = { 'stopped-vehicle': { dwellS: 12, severity: 'low' }, 'wrong-way': { onDeg: 120 }, debris: {} };
    const after = {
      'stopped-vehicle': { dwellS: 9, severity: 'high' },
      'wrong-way': { onDeg: 135 },
      debris: { enabled: false },
      congestion: { onVehKmLane: 30, offSpeedShare: 0.6 },
      pedestrian: { shoulders: true, enabled: true },
    };
    expect(told(before, after)).toEqual([
      'Stopped vehicle: dwell 12 s became 9 s, severity low became high.',
      'Wrong way: on 120° became 135°.',
      'Debris: switched off.',
      'Congestion: on set to 30 vehicles/km of lane, off speed share set to 0.6.',
      'Pedestrian: shoulders switched on, switched on.',
    ]);
  });

  it('says what a rule goes back to, one setting or all of them', () => {
    const before = { queue: { onKmh: 8, enabled: false }, speeding: { dwellS: 2 } };
    expect(told(before, { queue: { onKmh: 8 } })).toEqual([
      'Queue: switched as the site again.',
      'Speeding: as the site again.',
    ]);
  });

  it('names zones, ways, classes and times, and not their ids', () => {
    const weekdays = { days: [1, 2], fromMinute: 360, toMinute: 1200 };
    const before = { pedestrian: { zones: null, classes: ['person'], schedule: weekdays } };
    const after = {
      pedestrian: { zones: ['zone-1'], classes: null, schedule: { ...weekdays, days: [1, 2, 3, 4, 5, 6, 7] } },
      'illegal-turn': { forbidden: [{ fromLineId: 'line-1', toLineId: 'line-2' }], schedule: null, severity: null },
    };
    expect([told(before, after), told(after, { 'illegal-turn': { forbidden: [] } })]).toEqual([
      [
        'Pedestrian: zones everywhere became Bridge, classes person became all that the rule concerns, ' +
          'schedule Mon Tue 06:00 to 20:00 became daily 06:00 to 20:00.',
        'Illegal turn: forbidden set to north in → east out, schedule set to always, severity set to as the rule judges.',
      ],
      [
        'Pedestrian: as the site again.',
        'Illegal turn: forbidden north in → east out became none, schedule as the site again, severity as the site again.',
      ],
    ]);
  });
});

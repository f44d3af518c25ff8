import { describe, expect, it } from 'vitest';
import { CameraJudge } from './judge.ts';
import { ruleProblems, sceneRuleProblems } from './ruleProblems.ts';
import { rules } from './rules/knownRules.ts';
import type { RulesSettings } from './settings.ts';
import { siteRuleProblems } from './siteRules.ts';
import { area, storyAtMs, toyScene, views } from './testing/story.ts';

describe('settings of rules', () => {
  it('are whole by default: every rule can be used as it is', () => {
    expect(rules).toHaveLength(20);
    for (const { settings } of rules) expect(settings.parse({})).toMatchObject({ enabled: true, schedule: null });
  });

  it.each<[RulesSettings, string]>([
    [{ hover: {} }, 'There is no rule "hover"; the known ones are stopped-vehicle, wrong-way'],
    [{ 'stopped-vehicle': { dwellS: 0 } }, 'The rule "stopped-vehicle" cannot work with its dwellS'],
    [{ queue: { onKmh: 30, offKmh: 10 } }, 'The rule "queue" contradicts itself: offKmh must not be below onKmh.'],
    [{ speeding: { colour: 1 } }, 'The rule "speeding" has no setting "colour"; leave it out.'],
    [
      { speeding: { classes: ['tram'] } },
      'The rule "speeding" asks for the class "tram", which no detector here tells apart.',
    ],
    [
      { pedestrian: { schedule: { days: [1], fromMinute: 60, toMinute: 60 } } },
      'The rule "pedestrian" contradicts itself: its schedule ends when it begins',
    ],
  ])('that cannot be are refused in one sentence: %j', (settings, text) => {
    expect(ruleProblems(settings)).toEqual([expect.stringContaining(text)]);
    const refused = () => new CameraJudge({ scene: toyScene(), sceneVersion: 1, rules: settings, newId: () => '1' });
    expect(refused).toThrow(text);
  });

  it('that are in order have no problem', () => {
    expect(ruleProblems({ speeding: { onOverKmh: 20, classes: ['car', 'truck'] }, queue: { enabled: false } })).toEqual(
      [],
    );
  });

  it('of a scene must name zones that it has', () => {
    const { scene } = toyScene({ rules: { pedestrian: { zones: ['road', 'park'] } } });
    expect(sceneRuleProblems(scene)).toEqual([
      'The rule "pedestrian" is meant for the zone "park", which the scene does not have.',
    ]);
  });

  it('of a scene are judged together with those of the site', () => {
    const { scene } = toyScene({ rules: { queue: { offKmh: 12 } } });
    expect(sceneRuleProblems(scene, { queue: { onKmh: 8, offKmh: 20 } })).toEqual([]);
    expect(sceneRuleProblems(scene, { queue: { onKmh: 18, offKmh: 20 } })).toEqual([
      'The rule "queue" contradicts itself: offKmh must not be below onKmh.',
    ]);
  });

  it('of the whole site must not name what only one camera has', () => {
    const forbidden = [{ fromLineId: 'in', toLineId: 'out' }];
    expect(siteRuleProblems({ pedestrian: { zones: ['road'] }, 'illegal-turn': { forbidden } })).toEqual([
      'The rule "pedestrian" names zones of one camera\'s scene, which other cameras do not have; set it for that camera.',
      'The rule "illegal-turn" names ways of one camera\'s scene, which other cameras do not have; set it for that camera.',
    ]);
    expect(siteRuleProblems({ pedestrian: { zones: null, dwellS: 2 }, 'illegal-turn': { forbidden: [] } })).toEqual([]);
  });
});

describe('what a rule is told', () => {
  const stops = (rulesOfSite: RulesSettings, scene = toyScene(), className = 'car') => {
    const judge = new CameraJudge({ scene, sceneVersion: 1, rules: rulesOfSite, newId: () => 'one' });
    const users = [{ trackId: 1, className, xM: 100, yM: 50, stillSinceS: 0 }];
    const changes = [...views(scene, 20, () => ({ users }), 5)].flatMap((view) => judge.step(view));
    const found = changes.find(({ incident }) => incident.type === 'stopped-vehicle');
    return found ? (found.incident.detectedAtMs - storyAtMs) / 1000 : null;
  };

  it('by the site counts, and what the scene says goes before it', () => {
    expect(stops({ 'stopped-vehicle': { dwellS: 12 } })).toBe(12);
    const scene = toyScene({ rules: { 'stopped-vehicle': { dwellS: 5 } } });
    expect(stops({ 'stopped-vehicle': { dwellS: 12 } }, scene)).toBe(5);
    expect(stops({ 'stopped-vehicle': { enabled: false } })).toBeNull();
  });

  it('makes its incidents as grave as the site wants them', () => {
    const graveness = (rulesOfSite: RulesSettings) => {
      const judge = new CameraJudge({ scene: toyScene(), sceneVersion: 1, rules: rulesOfSite, newId: () => 'one' });
      const users = [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0 }];
      const changes = [...views(toyScene(), 20, () => ({ users }), 5)].flatMap((view) => judge.step(view));
      return changes.map(({ incident }) => incident.severity)[0];
    };
    expect([graveness({}), graveness({ 'stopped-vehicle': { severity: 'low' } })]).toEqual(['high', 'low']);
  });

  it('limits it to classes and zones', () => {
    expect(stops({ 'stopped-vehicle': { classes: ['truck'] } })).toBeNull();
    expect(stops({ 'stopped-vehicle': { classes: ['truck'] } }, toyScene(), 'truck')).toBe(7);
    const road = toyScene().scene.zones[0]!;
    const scene = toyScene({
      zones: [road, { id: 'far', name: 'far', kind: 'carriageway', outline: area(150, 48, 200, 52) }],
    });
    expect(stops({ 'stopped-vehicle': { zones: ['far'] } }, scene)).toBeNull();
    expect(stops({ 'stopped-vehicle': { zones: ['road'] } }, scene)).toBe(7);
  });

  it('holds it to its hours, local time; over midnight they belong to the day they begin on', () => {
    // The story is a Monday at 8:00.
    const during = (days: number[], fromMinute: number, toMinute: number) =>
      stops({ 'stopped-vehicle': { schedule: { days, fromMinute, toMinute } } });
    expect(during([1], 480, 540)).toBe(7);
    expect(during([1], 540, 600)).toBeNull();
    expect(during([2], 480, 540)).toBeNull();
    expect(during([7], 1320, 600)).toBe(7);
    expect(during([1], 1320, 600)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { CameraJudge } from './judge.ts';
import type { RulesSettings } from './settings.ts';
import { toyScene, views } from './testing/story.ts';

/** A car stands for a minute; after 20 s the site gets other rules. */
function standing(changed: RulesSettings, scene = toyScene()) {
  let ids = 0;
  const judge = new CameraJudge({ scene, sceneVersion: 1, rules: {}, newId: () => `incident-${++ids}` });
  const users = [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0 }];
  const told: string[] = [];
  const note = (changes: ReturnType<CameraJudge['step']>): void => {
    for (const { entries, incident } of changes) {
      for (const { what, text } of entries) told.push(`${incident.incidentId} ${what}: ${text}`);
    }
  };
  let changes = 0;
  for (const view of views(scene, 60, () => ({ users }), 5)) {
    note(judge.step(view));
    if (++changes === 100) note(judge.changeRules(changed));
  }
  return { told, open: judge.open.map(({ type, severity }) => [type, severity]) };
}

describe('rules of the site that change while an incident lasts', () => {
  const found = ['incident-1 began:', 'incident-1 detected:'].map((text) => expect.stringContaining(text));

  it('leave it as it is where they are about something else', () => {
    expect(standing({ speeding: { onOverKmh: 30 } })).toEqual({ told: found, open: [['stopped-vehicle', 'high']] });
  });

  it('end it where its rule is switched off', () => {
    expect(standing({ 'stopped-vehicle': { enabled: false } })).toEqual({
      told: [...found, 'incident-1 ended: Stopped vehicle: the rule was switched off.'],
      open: [],
    });
  });

  it('go on with the same incident where only its threshold changed', () => {
    expect(standing({ 'stopped-vehicle': { dwellS: 9 } })).toEqual({
      told: found,
      open: [['stopped-vehicle', 'high']],
    });
  });

  it('do not touch what the scene sets on its own', () => {
    const scene = toyScene({ rules: { 'stopped-vehicle': { enabled: true } } });
    expect(standing({ 'stopped-vehicle': { enabled: false } }, scene).open).toEqual([['stopped-vehicle', 'high']]);
  });

  it('change nothing when they cannot be', () => {
    const judge = new CameraJudge({ scene: toyScene(), sceneVersion: 1, rules: {}, newId: () => 'one' });
    expect(() => judge.changeRules({ queue: { onKmh: 30, offKmh: 10 } })).toThrow(
      'The rule "queue" contradicts itself',
    );
    expect(judge.changeRules({ queue: { onKmh: 8, offKmh: 10 } })).toEqual([]);
  });
});

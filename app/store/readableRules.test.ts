import { expect, it } from 'vitest';
import { silentLog } from '../base/log.ts';
import { CameraJudge } from '../incident/judge.ts';
import { sceneRuleProblems } from '../incident/ruleProblems.ts';
import { storedSettings } from '../incident/storedSettings.ts';
import { CompiledScene } from '../traffic/scene/compiledScene.ts';
import { emptyScene } from '../traffic/scene/scene.ts';
import { memoryStores } from './memoryStores.ts';
import { readableRules } from './readableRules.ts';

const saved = { author: 'Ann', savedAtMs: 1000, note: '' };
/** As an earlier version of the product stored them. */
const old = { collision: { fromKmh: 30, togetherS: 2 }, hover: { dwellS: 3 }, speeding: { dwellS: 0 } };
const drawn = { ...emptyScene({ width: 640, height: 360 }), rules: old };

function stored() {
  const stores = memoryStores(() => 'id-1');
  const playback = { pace: 'realTime', loop: true } as const;
  const camera = { number: 1, name: 'North', sourceUrl: 'rtsp://10.0.0.1/', enabled: true, analysisFps: 5, playback };
  stores.cameras.add(camera, null);
  stores.scenes.save({ ...saved, cameraId: 'id-1', scene: drawn }, null);
  stores.siteRules.save({ ...saved, rules: old }, null);
  const logged: unknown[] = [];
  const log = { ...silentLog, log: (...line: unknown[]) => void logged.push(line) };
  return { stores, readable: readableRules(stores, log), logged };
}

it('scenes and rules with settings that no rule has any more open without them, and that is said once', () => {
  const { stores, readable, logged } = stored();
  const usable = { collision: { togetherS: 2 }, speeding: {} };
  for (let read = 0; read < 2; read++) {
    expect([
      ...readable.scenes.newest().map(({ scene }) => scene.rules),
      ...readable.scenes.versions('id-1').map(({ scene }) => scene.rules),
      readable.siteRules.newest()?.rules,
      ...readable.siteRules.versions().map(({ rules }) => rules),
    ]).toEqual([usable, usable, usable, usable]);
  }
  const settings = ['collision fromKmh', 'hover', 'speeding dwellS'];
  const said = 'stored settings that no rule has any more are left out';
  expect(logged).toEqual([
    ['warn', said, { cameraId: 'id-1', version: 1, settings }],
    ['warn', said, { version: 1, settings }],
  ]);
  const judge = (from: typeof stores) =>
    new CameraJudge({
      scene: new CompiledScene(from.scenes.newest()[0]!.scene),
      ...{ sceneVersion: 1, rules: from.siteRules.newest()!.rules, newId: () => 'i' },
    });
  expect(judge(readable).open).toEqual([]);
  expect(() => judge(stores)).toThrow('"fromKmh"');
});

it('what is stored stays as it is, and new versions are saved beside it', () => {
  const { stores, readable } = stored();
  const rules = { queue: { onKmh: 8 } };
  readable.siteRules.save({ ...saved, rules }, 1);
  expect([stores.siteRules.versions().map((version) => version.rules), stores.scenes.newest()[0]?.scene.rules]).toEqual(
    [[rules, old], old],
  );
});

it('sound settings are what they were, and thresholds that contradict each other are still told', () => {
  const contradicting = { queue: { onKmh: 30, offKmh: 10 } };
  expect([storedSettings({ collision: { togetherS: 2 } }), storedSettings(contradicting).rules]).toEqual([
    { rules: { collision: { togetherS: 2 } }, dropped: [] },
    contradicting,
  ]);
  expect(sceneRuleProblems({ ...drawn, rules: contradicting })).toHaveLength(1);
});

import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import { AppError } from '../../base/error.ts';
import { sceneRuleProblems } from '../../incident/ruleProblems.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Scene } from '../../traffic/scene/scene.ts';
import { sceneProblems } from '../../traffic/scene/sceneProblems.ts';
import type { StationCore } from '../station/core.ts';

type SceneCalls = Pick<Implementation<typeof consoleContract>, 'scenes' | 'sceneVersions' | 'saveScene'>;

/** What windows may do with scenes. */
export function sceneCalls({ ports, scenes, traffic, vision }: StationCore): SceneCalls {
  const { stores, clock, committed } = ports;
  return {
    scenes: scenes.serve,
    sceneVersions: ({ cameraId }) => ({ versions: stores.scenes.versions(cameraId) }),
    saveScene({ cameraId, baseVersion, note, author, scene }, caller) {
      refuseImpossible(scene, stores.siteRules.newest()?.rules ?? {});
      const saved = { cameraId, author: author ?? caller.name, savedAtMs: clock.wallMs(), note, scene };
      const version = stores.scenes.save(saved, baseVersion);
      committed('scene saved');
      scenes.changed();
      traffic.scenesChanged();
      vision.configure();
      return { version };
    },
  };
}

function refuseImpossible(scene: Scene, siteRules: RulesSettings): void {
  const [problem] = [...sceneProblems(scene).map(({ text }) => text), ...sceneRuleProblems(scene, siteRules)];
  if (problem !== undefined) throw new AppError('invalid-argument', problem);
}

import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { StationCore } from '../station/core.ts';

type SceneCalls = Pick<Implementation<typeof consoleContract>, 'scenes' | 'sceneVersions' | 'saveScene'>;

/** What windows may do with scenes. */
export function sceneCalls({ ports, scenes, traffic }: StationCore): SceneCalls {
  const { stores, clock, committed } = ports;
  return {
    scenes: scenes.serve,
    sceneVersions: ({ cameraId }) => ({ versions: stores.scenes.versions(cameraId) }),
    saveScene({ cameraId, baseVersion, note, scene }, caller) {
      const saved = { cameraId, author: caller.name, savedAtMs: clock.wallMs(), note, scene };
      const version = stores.scenes.save(saved, baseVersion);
      committed('scene saved');
      scenes.changed();
      traffic.scenesChanged();
      return { version };
    },
  };
}

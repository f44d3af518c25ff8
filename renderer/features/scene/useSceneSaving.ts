import { useState } from 'react';
import { toAppError } from '../../../app/base/error.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useConsole } from '../../state/context.tsx';
import { authorOf, useOwnName } from '../../state/ownName.ts';
import { useCall } from '../../ui/useCall.ts';
import { type Edited, sceneOf } from './edited.ts';
import { foreignIds, idsOfVersions, withFreshIds } from './elementIds.ts';
import type { SceneWork } from './useSceneDraft.ts';

export interface SceneSaving {
  readonly asking: boolean;
  readonly pending: boolean;
  readonly problem: string | null;
  /** True after the station refused because another version was saved meanwhile. */
  readonly outrun: boolean;
  /** Version of the last save of this page, until something is changed again. */
  readonly savedVersion: number | null;
  open(): void;
  close(): void;
  save(note: string): Promise<void>;
}

/** Saves the draft as the next version; whatever goes wrong, the draft stays. */
export function useSceneSaving(cameraId: string, work: SceneWork): SceneSaving {
  const console = useConsole();
  const call = useCall();
  const [ownName] = useOwnName();
  const [asking, ask] = useState(false);
  const [outrun, setOutrun] = useState(false);
  const [savedVersion, setSaved] = useState<number | null>(null);
  const { changed, lineage } = work;
  const { present } = work.editor.history;
  /** What was drawn while others saved, or before the versions were known, may have an id that is somebody else's. */
  const ownIds = (versions: readonly SceneVersion[]): Edited => {
    const scene = withFreshIds(present.scene, foreignIds(versions, lineage), idsOfVersions(versions));
    return scene === present.scene ? present : { ...present, scene };
  };
  return {
    asking,
    pending: call.pending,
    problem: call.problem,
    outrun: outrun && changed,
    savedVersion: changed ? null : savedVersion,
    open: () => ask(changed),
    close() {
      ask(false);
      call.clear();
    },
    async save(note) {
      const reply = await call.run(async () => {
        try {
          const { versions } = await console.sceneVersions({ cameraId });
          const edited = ownIds(versions);
          const { version } = await console.saveScene({
            cameraId,
            baseVersion: work.baseVersion,
            note: note.trim().slice(0, 200),
            ...authorOf(ownName),
            scene: sceneOf(edited),
          });
          return { version, edited };
        } catch (thrown) {
          setOutrun(toAppError(thrown).code === 'aborted');
          throw thrown;
        }
      });
      if (!reply) return;
      setOutrun(false);
      setSaved(reply.version);
      if (reply.edited !== present) work.dispatch({ do: 'replace', edited: reply.edited });
      work.savedAs(reply.version, reply.edited);
      ask(false);
    },
  };
}

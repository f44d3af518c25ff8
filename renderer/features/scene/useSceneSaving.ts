import { useState } from 'react';
import { toAppError } from '../../../app/base/error.ts';
import { useConsole } from '../../state/context.tsx';
import { useCall } from '../../ui/useCall.ts';
import { sceneOf } from './edited.ts';
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
  const [asking, ask] = useState(false);
  const [outrun, setOutrun] = useState(false);
  const [savedVersion, setSaved] = useState<number | null>(null);
  const { changed } = work;
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
      const { baseVersion } = work;
      const scene = sceneOf(work.editor.history.present);
      const reply = await call.run(async () => {
        try {
          return await console.saveScene({ cameraId, baseVersion, note: note.trim().slice(0, 200), scene });
        } catch (thrown) {
          setOutrun(toAppError(thrown).code === 'aborted');
          throw thrown;
        }
      });
      if (!reply) return;
      setOutrun(false);
      setSaved(reply.version);
      work.savedAs(reply.version);
      ask(false);
    },
  };
}

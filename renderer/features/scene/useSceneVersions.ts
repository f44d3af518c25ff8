import { useEffect, useState } from 'react';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useConsole, useFresh } from '../../state/context.tsx';
import { failureText } from '../../text/shell.ts';

export interface KnownVersions {
  readonly versions: readonly SceneVersion[] | null;
  readonly problem: string | null;
}

/**
 * All versions of a camera's scene, newest first; `null` until they were read. Read again when there is a newer one, and
 * when the station answers again.
 * @param newest the newest version that the station has told of
 */
export function useSceneVersions(cameraId: string, newest: number | null): KnownVersions {
  const console = useConsole();
  const fresh = useFresh();
  const [versions, setVersions] = useState<readonly SceneVersion[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const known = versions?.[0]?.version ?? null;
  const current = versions !== null && known === newest;
  /** Names what is to be read; another name is another try. */
  const due = current ? null : `${newest} ${fresh}`;
  useEffect(() => {
    if (due === null) return undefined;
    let wanted = true;
    console.sceneVersions({ cameraId }).then(
      (reply) => {
        if (!wanted) return;
        setVersions(reply.versions);
        setProblem(null);
      },
      (thrown: unknown) => {
        if (wanted) setProblem(failureText(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [console, cameraId, due]);
  return { versions, problem };
}

import { useEffect, useState } from 'react';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { useConsole } from '../../state/context.tsx';
import { failureText } from '../../text/shell.ts';

/**
 * All versions of a camera's scene, newest first; `null` until they were read. Read again when there is a newer one.
 * @param newest the newest version that the station has told of
 */
export function useSceneVersions(cameraId: string, newest: number | null) {
  const console = useConsole();
  const [versions, setVersions] = useState<readonly SceneVersion[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const known = versions?.[0]?.version ?? null;
  const current = versions !== null && known === newest;
  useEffect(() => {
    if (current) return undefined;
    let wanted = true;
    console.sceneVersions({ cameraId }).then(
      (reply) => {
        if (wanted) setVersions(reply.versions);
      },
      (thrown: unknown) => {
        if (wanted) setProblem(failureText(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [console, cameraId, current]);
  return { versions, problem };
}

import { useMemo } from 'react';
import type { CameraState } from '../../../app/camera/cameraState.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { useFact, useLive } from '../../state/context.tsx';
import { shownState } from '../../state/shownState.ts';
import type { SiteCamera } from './siteFeatures.ts';

const separator = ' ';

/** The cameras with their states and scenes; a new list only when one of them changed. `null` until the station spoke. */
export function useSite(): readonly SiteCamera[] | null {
  const cameras = useFact((facts) => facts.cameras);
  const scenes = useFact((facts) => facts.scenes);
  const states = useLive((live) =>
    (cameras ?? []).map((camera) => shownState(camera, live.statusByCamera.get(camera.cameraId))).join(separator),
  );
  return useMemo(() => {
    const byId = new Map<string, Scene>((scenes ?? []).map(({ cameraId, scene }) => [cameraId, scene]));
    const each = states.split(separator) as CameraState[];
    return (
      cameras?.map((camera, at) => ({
        camera,
        state: each[at] ?? 'opening',
        scene: byId.get(camera.cameraId) ?? null,
      })) ?? null
    );
  }, [cameras, scenes, states]);
}

import type { Camera } from '../../app/camera/camera.ts';
import type { CameraState, CameraStatus } from '../../app/camera/cameraState.ts';
import { shownState } from '../state/shownState.ts';

/** How many cameras there are of each kind; `ill` are those that should be live and are not. */
export interface CameraTally {
  readonly live: number;
  readonly ill: number;
  readonly opening: number;
  readonly off: number;
}

const kindOf: Readonly<Record<CameraState, keyof CameraTally>> = {
  live: 'live',
  stalled: 'ill',
  failed: 'ill',
  opening: 'opening',
  off: 'off',
};

export function tallyOf(cameras: readonly Camera[], statusByCamera: ReadonlyMap<string, CameraStatus>): CameraTally {
  const tally = { live: 0, ill: 0, opening: 0, off: 0 };
  for (const camera of cameras) tally[kindOf[shownState(camera, statusByCamera.get(camera.cameraId))]] += 1;
  return tally;
}

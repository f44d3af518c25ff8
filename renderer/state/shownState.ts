import type { Camera } from '../../app/camera/camera.ts';
import type { CameraState, CameraStatus } from '../../app/camera/cameraState.ts';

/** A switched-off camera is off at once, and one that the station has not spoken of yet is being opened. */
export function shownState(camera: Camera, status: CameraStatus | undefined): CameraState {
  return camera.enabled ? (status?.state ?? 'opening') : 'off';
}

import type { Camera } from '../../../app/camera/camera.ts';
import type { CameraState } from '../../../app/camera/cameraState.ts';
import { stateWords } from '../../text/shell.ts';

/** True where every word of the filter is part of the camera's number, name, address or state. */
export function fits(camera: Camera, state: CameraState, filter: string): boolean {
  const text = `${camera.number} ${camera.name} ${camera.sourceUrl} ${stateWords[state]}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

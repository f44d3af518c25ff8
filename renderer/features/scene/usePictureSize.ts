import type { Size } from '../../../app/space/box.ts';
import { useLive } from '../../state/context.tsx';

const same = (a: Size | null, b: Size | null): boolean => a?.width === b?.width && a?.height === b?.height;

/** Size of the camera's own picture; `null` until it has sent one. */
export function usePictureSize(cameraId: string): Size | null {
  return useLive((live): Size | null => {
    const { width, height } = live.statusByCamera.get(cameraId)?.quality ?? { width: null, height: null };
    return width === null || height === null ? null : { width, height };
  }, same);
}

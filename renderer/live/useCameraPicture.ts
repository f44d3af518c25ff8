import type { Camera } from '../../app/camera/camera.ts';
import { useFresh, useLive } from '../state/context.tsx';
import type { LiveTile } from './liveTile.ts';
import type { Look } from './pictureAge.ts';
import type { OverlayStyle } from './overlayPainter.ts';
import { type TileCondition, tileCondition } from './tileCondition.ts';
import { type TileRefs, useLiveTile, useTileView } from './useLiveTile.ts';

export interface CameraPicture {
  /** `null` for the first moment. */
  readonly tile: LiveTile | null;
  readonly look: Look;
  /** What must be said of the picture, so that nothing that is not live looks so. */
  readonly condition: TileCondition;
}

/**
 * The live picture of a camera in two elements, and how it stands.
 * @param camera `undefined` for one that is no longer in the station
 */
export function useCameraPicture(
  cameraId: string,
  camera: Camera | undefined,
  refs: TileRefs,
  style: OverlayStyle,
): CameraPicture {
  const tile = useLiveTile(cameraId, refs, style);
  const status = useLive((live) => live.statusByCamera.get(cameraId));
  const statusIsFresh = useFresh();
  const look = useTileView(tile, (view) => view.look, 'none');
  const problem = useTileView(tile, (view) => view.problem, null);
  // Full seconds are enough for an old picture; a live one does not redraw anything for its age.
  const oldMs = useTileView(
    tile,
    (view) => (view.look === 'stale' ? Math.floor((view.ageMs ?? 0) / 1000) * 1000 : null),
    null,
  );
  const condition = tileCondition({ camera, status, statusIsFresh, view: { look, problem, ageMs: oldMs } });
  return { tile, look, condition };
}

import { useEffect, useEffectEvent, useState } from 'react';
import type { Wall } from '../../../app/camera/wall.ts';
import { usePageArgument } from '../../app/routes.ts';

/**
 * `#/wall/CAMERAID` shows that camera alone at first: in the tile it has, else called up into the first one.
 * @returns its tile; `null` where no camera was asked for
 */
export function useAskedTile(wall: Wall, callUp: (at: number, cameraId: string) => void): number | null {
  const cameraId = usePageArgument();
  const [at] = useState(() =>
    cameraId === null
      ? null
      : Math.max(
          0,
          wall.tiles.findIndex((tile) => tile.cameraId === cameraId),
        ),
  );
  const call = useEffectEvent(() => {
    if (at !== null && cameraId !== null && wall.tiles[at]?.cameraId !== cameraId) callUp(at, cameraId);
  });
  useEffect(() => call(), []);
  return at;
}

import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import { pageClock } from '../bridge/pageClock.ts';
import { useLiveView } from './liveContext.tsx';
import type { TileView } from './liveTile.ts';
import { LiveTile } from './liveTile.ts';
import type { OverlayStyle } from './overlayPainter.ts';

export interface TileRefs {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

/** The live picture of a camera in two elements, streaming while they can be seen. */
export function useLiveTile(cameraId: string, { video, canvas }: TileRefs, style: OverlayStyle): LiveTile | null {
  const view = useLiveView();
  const [tile, setTile] = useState<LiveTile | null>(null);
  useEffect(() => {
    if (!view || !video.current || !canvas.current) return undefined;
    const elements = { video: video.current, canvas: canvas.current };
    const opened = new LiveTile(cameraId, elements, { className: () => '', labels: false, tails: false }, pageClock);
    const place = view.add(opened);
    const seen = new IntersectionObserver((entries) => place.setVisible(entries.at(-1)?.isIntersecting ?? false));
    seen.observe(elements.canvas);
    // oxlint-disable-next-line react/set-state-in-effect -- the tile is an outside thing that lives as long as the effect
    setTile(opened);
    return () => {
      seen.disconnect();
      setTile(null);
      place.remove();
    };
  }, [view, cameraId, video, canvas]);
  useEffect(() => {
    tile?.draw(style);
  }, [tile, style]);
  return tile;
}

/** One value of a tile's view; redraws only when it changes. */
export function useTileView<T extends string | number | boolean | null>(
  tile: LiveTile | null,
  select: (view: TileView) => T,
  before: T,
): T {
  return useSyncExternalStore(tile?.subscribe ?? noTile, () => (tile ? select(tile.view()) : before));
}

const noTile = (): (() => void) => () => undefined;

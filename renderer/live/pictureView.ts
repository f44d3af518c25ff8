import type { Point, Size } from '../../app/space/box.ts';

/** A rectangle in a tile, in CSS pixels of the tile. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Digital zoom: how much, and which point of the picture (0..1 of its width and height) is in the middle of the tile. */
export interface Zoom {
  readonly scale: number;
  readonly centre: Point;
}

export const noZoom: Zoom = { scale: 1, centre: { x: 0.5, y: 0.5 } };
const largestScale = 8;

/** Where `object-fit: contain` puts a picture in a tile. */
export function containedRect(tile: Size, picture: Size): Rect {
  if (picture.width <= 0 || picture.height <= 0) return { x: 0, y: 0, width: tile.width, height: tile.height };
  const scale = Math.min(tile.width / picture.width, tile.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { x: (tile.width - width) / 2, y: (tile.height - height) / 2, width, height };
}

/** Where the zoomed picture lies in the tile; it may reach beyond the tile, which clips it. */
export function zoomedRect(tile: Size, picture: Size, zoom: Zoom): Rect {
  const whole = containedRect(tile, picture);
  const width = whole.width * zoom.scale;
  const height = whole.height * zoom.scale;
  return { x: tile.width / 2 - zoom.centre.x * width, y: tile.height / 2 - zoom.centre.y * height, width, height };
}

/** The zoom after turning the wheel over a point of the tile: what is under the pointer stays there. */
export function zoomedAbout(zoom: Zoom, factor: number, pointInTile: Point, tile: Size, picture: Size): Zoom {
  const scale = Math.min(largestScale, Math.max(1, zoom.scale * factor));
  const before = zoomedRect(tile, picture, zoom);
  const inPicture = {
    x: (pointInTile.x - before.x) / before.width,
    y: (pointInTile.y - before.y) / before.height,
  };
  const whole = containedRect(tile, picture);
  const width = whole.width * scale;
  const height = whole.height * scale;
  return kept({
    scale,
    centre: {
      x: inPicture.x + (tile.width / 2 - pointInTile.x) / width,
      y: inPicture.y + (tile.height / 2 - pointInTile.y) / height,
    },
  });
}

/** The zoom after moving the picture by a distance in tile pixels. */
export function panned(zoom: Zoom, by: Point, tile: Size, picture: Size): Zoom {
  const { width, height } = zoomedRect(tile, picture, zoom);
  return kept({ ...zoom, centre: { x: zoom.centre.x - by.x / width, y: zoom.centre.y - by.y / height } });
}

/** The picture never leaves the place it had unzoomed. */
function kept(zoom: Zoom): Zoom {
  const half = 0.5 / zoom.scale;
  const keep = (at: number): number => Math.min(1 - half, Math.max(half, at));
  return { scale: zoom.scale, centre: { x: keep(zoom.centre.x), y: keep(zoom.centre.y) } };
}

import type { Point, Size } from '../../space/box.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import { speedReachMPerPx } from '../road/speedFit.ts';

/** What a pixel is worth on the road at a point of the picture, metres. */
export interface ScaleAt {
  readonly image: Point;
  readonly acrossM: number;
  readonly upM: number;
}

const [columns, rows] = [16, 9];

/** The middles of 16 x 9 even fields of the picture; those that do not see the road are left out. */
export function scaleGrid(plane: RoadPlane, picture: Size): ScaleAt[] {
  const fields: ScaleAt[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const image = { x: ((column + 0.5) * picture.width) / columns, y: ((row + 0.5) * picture.height) / rows };
      const scale = plane.metresPerPixel(image);
      if (scale) fields.push({ image, ...scale });
    }
  return fields;
}

/**
 * Up to where speeds can be measured, from the left of the picture to the right: the highest point of each column where
 * a pixel up the picture is worth 0.2 m or less. Columns that see no such road are left out.
 */
export function speedReach(plane: RoadPlane, picture: Size): Point[] {
  const within = (x: number, y: number): boolean => {
    const scale = plane.metresPerPixel({ x, y });
    return scale !== null && scale.upM <= speedReachMPerPx;
  };
  const reach: Point[] = [];
  for (let column = 0; column <= columns; column++) {
    const x = (column * picture.width) / columns;
    if (!within(x, picture.height)) continue;
    let [inside, beyond] = [picture.height, 0];
    if (within(x, 0)) inside = 0;
    while (inside - beyond > 0.5) {
      const y = (inside + beyond) / 2;
      if (within(x, y)) inside = y;
      else beyond = y;
    }
    reach.push({ x, y: inside });
  }
  return reach;
}

import type { Point } from './box.ts';
import type { GroundPoint } from './ground.ts';
import { mapped } from './homography.ts';
import { inverseOf, type Matrix3 } from './matrix3.ts';

/** Radial distortion: a point at r (in focal lengths from the centre) appears at r (1 + k1 r^2). */
export interface Lens {
  readonly k1: number;
  readonly focalPx: number;
  readonly cxPx: number;
  readonly cyPx: number;
}

/** The road as one camera sees it. Image points are pixels of the source picture. */
export interface RoadPlane {
  /** `null` at and above the horizon. */
  groundOf(image: Point): GroundPoint | null;
  /** `null` behind the camera. */
  imageOf(ground: GroundPoint): Point | null;
  /** How far on the road one pixel reaches at an image point: across the picture and up it, metres. */
  metresPerPixel(image: Point): { readonly acrossM: number; readonly upM: number } | null;
}

/** @param groundFromImage with a weight that is positive on the road */
export function roadPlane(groundFromImage: Matrix3, lens: Lens | null = null): RoadPlane {
  const imageFromGround = inverseOf(groundFromImage);
  // Where the two weights agree in sign at one place, they do on the whole visible side of the horizon.
  const groundOf = (image: Point): GroundPoint | null => {
    const { x, y } = lens ? straightened(lens, image) : image;
    const { x: xM, y: yM, w } = mapped(groundFromImage, x, y);
    return w > 0 ? { xM, yM } : null;
  };
  return {
    groundOf,
    imageOf({ xM, yM }) {
      const { x, y, w } = mapped(imageFromGround, xM, yM);
      if (!(w > 0)) return null;
      return lens ? bent(lens, { x, y }) : { x, y };
    },
    metresPerPixel(image) {
      const [here, across, up] = [
        groundOf(image),
        groundOf({ x: image.x + 0.5, y: image.y }),
        groundOf({ x: image.x, y: image.y - 0.5 }),
      ];
      if (!here || !across || !up) return null;
      return {
        acrossM: 2 * Math.hypot(across.xM - here.xM, across.yM - here.yM),
        upM: 2 * Math.hypot(up.xM - here.xM, up.yM - here.yM),
      };
    },
  };
}

/** Metres on the road by one pixel to the right (`x`) and one down (`y`) at an image point. */
export interface GroundSteps {
  readonly x: GroundPoint;
  readonly y: GroundPoint;
}

/** The derivative of `plane.groundOf`, by differences; `null` where one of them lies beyond the horizon. */
export function groundSteps(plane: RoadPlane, { x, y }: Point): GroundSteps | null {
  const [left, right] = [plane.groundOf({ x: x - 0.5, y }), plane.groundOf({ x: x + 0.5, y })];
  const [above, below] = [plane.groundOf({ x, y: y - 0.5 }), plane.groundOf({ x, y: y + 0.5 })];
  if (!left || !right || !above || !below) return null;
  return {
    x: { xM: right.xM - left.xM, yM: right.yM - left.yM },
    y: { xM: below.xM - above.xM, yM: below.yM - above.yM },
  };
}

/** From the picture as it is to the one a lens without distortion would give. */
export function straightened(lens: Lens, { x, y }: Point): Point {
  const { k1, focalPx, cxPx, cyPx } = lens;
  const [u, v] = [(x - cxPx) / focalPx, (y - cyPx) / focalPx];
  const distorted = Math.hypot(u, v);
  if (k1 === 0 || distorted === 0) return { x, y };
  const fold = foldOf(lens);
  // Beyond the fold the stretch stays what it is there.
  let r = distorted / stretchAt(lens, fold);
  if (!(r >= fold)) {
    r = distorted;
    for (let round = 0; round < 24; round++) {
      const step = (r * (1 + k1 * r * r) - distorted) / (1 + 3 * k1 * r * r);
      r = Math.min(r - step, fold);
      if (Math.abs(step) < 1e-14) break;
    }
  }
  const by = r / distorted;
  return { x: cxPx + u * by * focalPx, y: cyPx + v * by * focalPx };
}

export function bent(lens: Lens, { x, y }: Point): Point {
  const { focalPx, cxPx, cyPx } = lens;
  const [u, v] = [(x - cxPx) / focalPx, (y - cyPx) / focalPx];
  const by = stretchAt(lens, Math.hypot(u, v));
  return { x: cxPx + u * by * focalPx, y: cyPx + v * by * focalPx };
}

/** How much farther out a point at r appears; beyond the fold as there, so that nothing outside comes back into view. */
function stretchAt(lens: Lens, r: number): number {
  const within = Math.min(r, foldOf(lens));
  return 1 + lens.k1 * within * within;
}

/** The radius from which on a barrel lens by its formula would fold the picture over itself. */
function foldOf({ k1 }: Lens): number {
  return k1 < 0 ? Math.sqrt(-1 / (3 * k1)) : Number.POSITIVE_INFINITY;
}

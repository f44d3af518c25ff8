import type { Size } from './box.ts';
import type { GroundPoint } from './ground.ts';
import { inverseOf, type Matrix3 } from './matrix3.ts';

/** From where, and to where, a picture of the road was taken. */
export interface Viewpoint {
  /** The place on the road straight below the lens. */
  readonly foot: GroundPoint;
  readonly heightM: number;
  /** Direction of the optical axis over the road, radians from x counter-clockwise. */
  readonly headingRad: number;
}

/**
 * The camera that a homography of the road implies: square pixels, its axis through the middle of the picture.
 * @returns `null` where the homography does not tell, as when the camera looks straight down
 */
export function viewpointOf(
  groundFromImage: Matrix3,
  picture: Size,
  knownFocalPx: number | null = null,
): Viewpoint | null {
  const centred = fromMiddle(inverseOf(groundFromImage), picture);
  const focalPx = knownFocalPx ?? focalOf(centred);
  if (focalPx === null) return null;
  // Columns of [r1 r2 t]: the road's x and y axis and its origin, in the camera's frame (x right, y down, z forward).
  const column = (at: 0 | 1 | 2): Vector => [centred[at]! / focalPx, centred[3 + at]! / focalPx, centred[6 + at]!];
  const scale = 2 / (lengthOf(column(0)) + lengthOf(column(1)));
  // Places on the road lie before the camera: the homography's weight is positive there.
  const [r1, r2, t] = [column(0), column(1), column(2)].map((v) => v.map((value) => value * scale)) as unknown as [
    Vector,
    Vector,
    Vector,
  ];
  const up = cross(r1, r2);
  const heightM = -dot(up, t);
  const forward: GroundPoint = { xM: r1[2], yM: r2[2] };
  if (!(heightM > 0) || Math.hypot(forward.xM, forward.yM) < 1e-3) return null;
  return {
    foot: { xM: -dot(r1, t), yM: -dot(r2, t) },
    heightM,
    headingRad: Math.atan2(forward.yM, forward.xM),
  };
}

type Vector = readonly [number, number, number];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const lengthOf = (a: Vector): number => Math.sqrt(dot(a, a));
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Image points from the middle of the picture. */
function fromMiddle(m: Matrix3, { width, height }: Size): Matrix3 {
  const [cx, cy] = [width / 2, height / 2];
  return [
    m[0] - cx * m[6],
    m[1] - cx * m[7],
    m[2] - cx * m[8],
    m[3] - cy * m[6],
    m[4] - cy * m[7],
    m[5] - cy * m[8],
    m[6],
    m[7],
    m[8],
  ];
}

/** The road's axes are square to each other and of one length: each says the focal length, the stronger one is taken. */
function focalOf(m: Matrix3): number | null {
  const square = { over: -(m[0] * m[1] + m[3] * m[4]), under: m[6] * m[7] };
  const equal = { over: m[0] ** 2 + m[3] ** 2 - m[1] ** 2 - m[4] ** 2, under: m[7] ** 2 - m[6] ** 2 };
  const { over, under } = Math.abs(2 * square.under) > Math.abs(equal.under) ? square : equal;
  const focalSquare = over / under;
  return Number.isFinite(focalSquare) && focalSquare > 0 ? Math.sqrt(focalSquare) : null;
}

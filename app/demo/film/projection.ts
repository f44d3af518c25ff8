import { AppError } from '../../base/error.ts';
import type { Point } from '../../space/box.ts';
import { inverseOf, type Matrix3 } from '../../space/matrix3.ts';
import type { CameraPose, GroundPoint } from '../scene.ts';

type Vector = readonly [number, number, number];

/** The geometry of one camera. Image points are pixels, the centre of the top left pixel is (0.5, 0.5). */
export interface Projection {
  readonly pose: CameraPose;
  readonly focalPx: number;
  readonly right: Vector;
  readonly down: Vector;
  readonly forward: Vector;
  /** Writes image x, image y and depth along the optical axis in metres; the image point means nothing at depth <= 0. */
  project(xM: number, yM: number, zM: number, out: Float64Array): void;
  /** The image point of a place; `null` behind the camera. It may lie outside the picture. */
  imageOf(place: GroundPoint, zM?: number): Point | null;
  /** Where the ground is seen at an image point; `null` at and above the horizon. The inverse of `imageOf`. */
  groundOf(image: Point): GroundPoint | null;
  /** Writes the direction of the ray through an image point, of depth 1 along the optical axis. */
  ray(xPx: number, yPx: number, out: Float64Array): void;
  /** Maps (xM, yM, 1) to the image point as it would be without lens distortion. */
  readonly imageFromGround: Matrix3;
  readonly groundFromImage: Matrix3;
}

const nearM = 1e-6;

/** @throws AppError `invalid-argument` for a pose no camera on a mast can have */
export function projectionOf(pose: CameraPose): Projection {
  refuseImpossible(pose);
  const { xM, yM, zM, k1, size } = pose;
  const focalPx = size.width / 2 / Math.tan(pose.horizontalFovRad / 2);
  const centreX = size.width / 2;
  const centreY = size.height / 2;
  const [right, down, forward] = axesOf(pose);
  // Beyond this radius a barrel lens would fold the picture over itself; the scale stays what it is there.
  const foldSquare = k1 < 0 ? -1 / (3 * k1) : Infinity;

  const project = (x: number, y: number, z: number, out: Float64Array): void => {
    const dx = x - xM;
    const dy = y - yM;
    const dz = z - zM;
    const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
    const u = (dx * right[0] + dy * right[1] + dz * right[2]) / depth;
    const v = (dx * down[0] + dy * down[1] + dz * down[2]) / depth;
    const scale = focalPx * (1 + k1 * Math.min(u * u + v * v, foldSquare));
    out[0] = centreX + u * scale;
    out[1] = centreY + v * scale;
    out[2] = depth;
  };

  /** The radius without distortion by the radius with it. */
  const undistortedBy = (distorted: number): number => {
    if (k1 === 0 || distorted === 0) return 1;
    const fold = Math.sqrt(foldSquare);
    if (distorted >= fold * (1 + k1 * foldSquare)) return 1 / (1 + k1 * foldSquare);
    let r = distorted;
    for (let round = 0; round < 12; round++) {
      const step = (r * (1 + k1 * r * r) - distorted) / (1 + 3 * k1 * r * r);
      r = Math.min(r - step, fold);
      if (Math.abs(step) < 1e-14) break;
    }
    return r / distorted;
  };

  const ray = (xPx: number, yPx: number, out: Float64Array): void => {
    const ud = (xPx - centreX) / focalPx;
    const vd = (yPx - centreY) / focalPx;
    const scale = undistortedBy(Math.sqrt(ud * ud + vd * vd));
    const u = ud * scale;
    const v = vd * scale;
    out[0] = forward[0] + u * right[0] + v * down[0];
    out[1] = forward[1] + u * right[1] + v * down[1];
    out[2] = forward[2] + u * right[2] + v * down[2];
  };

  const scratch = new Float64Array(3);
  const imageFromGround = homographyOf(pose, focalPx, [right, down, forward]);
  return {
    pose,
    focalPx,
    right,
    down,
    forward,
    project,
    ray,
    imageOf(place, height = 0) {
      project(place.xM, place.yM, height, scratch);
      return scratch[2]! > nearM ? { x: scratch[0]!, y: scratch[1]! } : null;
    },
    groundOf(image) {
      ray(image.x, image.y, scratch);
      if (scratch[2]! > -nearM) return null;
      const along = -zM / scratch[2]!;
      return { xM: xM + along * scratch[0]!, yM: yM + along * scratch[1]! };
    },
    imageFromGround,
    groundFromImage: inverseOf(imageFromGround),
  };
}

function axesOf({ panRad, tiltRad, rollRad }: CameraPose): [Vector, Vector, Vector] {
  const [cosPan, sinPan] = [Math.cos(panRad), Math.sin(panRad)];
  const [cosTilt, sinTilt] = [Math.cos(tiltRad), Math.sin(tiltRad)];
  const [cosRoll, sinRoll] = [Math.cos(rollRad), Math.sin(rollRad)];
  const level: Vector = [sinPan, -cosPan, 0];
  const below: Vector = [-sinTilt * cosPan, -sinTilt * sinPan, -cosTilt];
  const turned = (a: number, b: number): Vector => [
    a * level[0] + b * below[0],
    a * level[1] + b * below[1],
    a * level[2] + b * below[2],
  ];
  return [turned(cosRoll, sinRoll), turned(-sinRoll, cosRoll), [cosTilt * cosPan, cosTilt * sinPan, -sinTilt]];
}

function homographyOf({ xM, yM, zM, size }: CameraPose, focalPx: number, axes: [Vector, Vector, Vector]): Matrix3 {
  const [right, down, forward] = axes;
  const row = (a: Vector, f: number, centre: number): Vector => {
    const along = (i: 0 | 1 | 2) => f * a[i] + centre * forward[i];
    return [along(0), along(1), -(along(0) * xM + along(1) * yM + along(2) * zM)];
  };
  return [
    ...row(right, focalPx, size.width / 2),
    ...row(down, focalPx, size.height / 2),
    ...row(forward, 1, 0),
  ] as unknown as Matrix3;
}

function refuseImpossible(pose: CameraPose): void {
  const refuse = (why: string): never => {
    throw new AppError('invalid-argument', `Camera ${pose.name} cannot stand like that: ${why}.`);
  };
  const { xM, yM, zM, panRad, tiltRad, rollRad, horizontalFovRad, k1, size } = pose;
  if (![xM, yM, zM, panRad, tiltRad, rollRad, horizontalFovRad, k1].every(Number.isFinite))
    refuse('a value of its pose is not a number');
  if (!(Number.isInteger(size.width) && Number.isInteger(size.height) && size.width >= 16 && size.height >= 16))
    refuse('its picture needs whole pixels, at least 16 x 16');
  if (zM <= 0.1) refuse('it is not above the ground');
  const fovDeg = (horizontalFovRad * 180) / Math.PI;
  if (fovDeg < 5 || fovDeg > 120) refuse(`its field of view of ${fovDeg.toFixed(1)} degrees is not within 5..120`);
  if (Math.abs(k1) > 0.5) refuse(`a lens distortion of ${k1} is not within -0.5..0.5`);
  const halfHeight = Math.atan((Math.tan(horizontalFovRad / 2) * size.height) / size.width);
  if (tiltRad <= -halfHeight) refuse('it sees only sky');
  if (tiltRad > Math.PI / 2) refuse('it is tilted beyond straight down');
}

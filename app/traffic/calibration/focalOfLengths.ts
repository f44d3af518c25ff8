import { AppError } from '../../base/error.ts';
import { mapped } from '../../space/homography.ts';
import type { KnownLength } from '../scene/scene.ts';
import { cross } from './imageLines.ts';
import type { VanishingCamera } from './vanishingCamera.ts';

/** Focal lengths of cameras, in half diagonals of the picture: 147 and 4 degrees from corner to corner. */
const [leastFocal, greatestFocal] = [0.3, 30];
/** Where a focal length that is 1 % longer makes the lengths less than this longer, per cent, they do not tell it. */
const leastGrowth = 0.3;

/**
 * The focal length with which known lengths come out right, in half diagonals. On a road seen from the height h, a length
 * along it comes out as h k sqrt((f^2 + a)(f^2 + b)) / f, where a and b are the squared distances of the horizon and of
 * the vanishing point from the middle of the picture: it grows with f from f^4 = ab on, and shorter focal lengths would
 * have the camera look down more steeply than 45 degrees.
 * @param at the camera with a focal length
 * @throws AppError `invalid-argument` when no focal length does it, or all do it
 */
export function focalOfLengths(at: (f: number) => VanishingCamera, lengths: readonly KnownLength[]): number {
  const excess = (f: number): number =>
    lengths.reduce((sum, length) => sum + Math.log(lengthBy(at(f), length) / length.lengthM), 0) / lengths.length;
  let low = Math.max(leastFocal, turningFocal(at(1)));
  let high = greatestFocal;
  if (!(growthOf(excess, low, high) > leastGrowth)) throw saysNothing();
  if (!(excess(low) <= 0)) throw noFocal('longer');
  if (!(excess(high) >= 0)) throw noFocal('shorter');
  while (high / low > 1 + 1e-12) {
    const middle = Math.sqrt(low * high);
    if (middle <= low || middle >= high) break;
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  if (!(growthOf(excess, low, 1.01 * low) > leastGrowth)) throw saysNothing();
  return low;
}

const growthOf = (excess: (f: number) => number, from: number, to: number): number =>
  (excess(to) - excess(from)) / Math.log(to / from);

function lengthBy({ groundFromImage }: VanishingCamera, { from, to }: KnownLength): number {
  const [a, b] = [mapped(groundFromImage, from.x, from.y), mapped(groundFromImage, to.x, to.y)];
  if (!(a.w > 0 && b.w > 0)) {
    throw new AppError(
      'invalid-argument',
      'A known length to fit by reaches above the horizon of the lines along the road; check it against the picture.',
    );
  }
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function turningFocal({ alongPoint: u, acrossPoint: v }: VanishingCamera): number {
  const [nx, ny, d] = cross(u, v);
  return Math.sqrt((Math.abs(d) / Math.hypot(nx, ny)) * (Math.hypot(u[0], u[1]) / Math.abs(u[2])));
}

function saysNothing(): AppError {
  return new AppError(
    'invalid-argument',
    'The known length says nothing of the focal length: mark one that runs along the road, such as a lane dash and its gap.',
  );
}

function noFocal(than: 'longer' | 'shorter'): AppError {
  return new AppError(
    'invalid-argument',
    `The known length comes out ${than} than it is with every focal length: check its metres and the height of the camera.`,
  );
}

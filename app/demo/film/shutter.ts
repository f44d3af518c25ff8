import type { Body } from '../scene.ts';
import type { Shot } from './frame.ts';

const [shortestS, longestS] = [1 / 1000, 1 / 50];
/** Of a road in bright sun, for which a traffic camera opens its shutter for 1/500 s. */
const [sunnyLight, sunnyS] = [0.11, 1 / 500];

/**
 * Seconds that the shutter is open. A camera first takes more time where there is less light; at 1/50 s it stops, for more
 * would smear everything, and amplifies from there on.
 * @param meanLight of the still scene
 */
export function shutterTimeS(meanLight: number): number {
  return Math.min(longestS, Math.max(shortestS, (sunnyS * sunnyLight) / meanLight));
}

const image = new Float64Array(3);

/** Writes how far a body moves in the picture while the shutter is open, pixels across and down. */
export function smearOf({ projection, shutterS }: Shot, body: Body, smear: Float64Array): void {
  smear[0] = smear[1] = 0;
  if (body.speedMps === 0) return;
  // The instant is the middle of the exposure.
  const halfX = (body.speedMps * shutterS * Math.cos(body.headingRad)) / 2;
  const halfY = (body.speedMps * shutterS * Math.sin(body.headingRad)) / 2;
  projection.project(body.xM - halfX, body.yM - halfY, body.heightM / 2, image);
  if (image[2]! < 1) return;
  const [x, y] = [image[0]!, image[1]!];
  projection.project(body.xM + halfX, body.yM + halfY, body.heightM / 2, image);
  if (image[2]! < 1) return;
  smear[0] = image[0]! - x;
  smear[1] = image[1]! - y;
}

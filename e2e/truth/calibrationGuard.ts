import { between, seededRandom } from '../../app/base/random.ts';
import { projectionOf } from '../../app/demo/film/projection.ts';
import { calibrationReport } from '../../app/traffic/calibration/calibrationReport.ts';
import type { PointsCalibration } from '../../app/traffic/calibration/groundMatrix.ts';
import { exactCalibration, pairsOf, usualPose } from '../../app/traffic/calibration/testing/mast.ts';
import type { TruthRow } from './row.ts';

const mast = projectionOf(usualPose);
const exact = exactCalibration(mast);
const trials = 500;

/** Calibrations of goal 11 that must be refused, and their like that must not. */
export function calibrationGuardRows(): TruthRow[] {
  return [badTapes(), mixedUpPoints(), pointsOnLines()];
}

function isRefused(changed: Partial<PointsCalibration>): boolean {
  return calibrationReport({ ...exact, ...changed }, usualPose.size).problem !== null;
}

/** Control points measured with a tape that is up to 6 % too long or too short. */
function badTapes(): TruthRow {
  const random = seededRandom(12);
  let wrong = 0;
  for (let trial = 0; trial < trials; trial++) {
    const stretchBy = between(random, 0.94, 1.06);
    const controlPoints = exact.controlPoints.map(({ image, ground: { xM, yM } }) => ({
      image,
      ground: { xM: xM * stretchBy, yM: yM * stretchBy },
    }));
    const errorPct = 100 * Math.abs(1 / stretchBy - 1);
    if (isRefused({ controlPoints }) !== errorPct > 2) wrong++;
  }
  return row(`${trials} control lengths up to 6 % off: more than 2 % refused, less accepted`, wrong);
}

/** The four points given to the four places in every order but the right one. */
function mixedUpPoints(): TruthRow {
  const images = exact.pairs.map(({ image }) => image);
  const orders = ordersOf([0, 1, 2, 3]);
  const wrong = orders.filter((order) => {
    const isRight = order.every((at, i) => at === i);
    const pairs = exact.pairs.map(({ ground }, i) => ({ image: images[order[i]!]!, ground }));
    return isRefused({ pairs }) === isRight;
  });
  return row(`the ${orders.length} orders of four points: all but the right one refused`, wrong.length);
}

/** Three of four points on one line across the road, at random places of it. */
function pointsOnLines(): TruthRow {
  const random = seededRandom(13);
  let wrong = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [x, y, slope] = [between(random, -3, 0), between(random, 20, 30), between(random, -3, 3)];
    const onLine = [0, 1, 2].map((along) => ({ xM: x + along, yM: y + along * slope }));
    const offLine = { xM: x + 1.5, yM: y + 1.5 * slope + between(random, 15, 25) };
    if (!isRefused({ pairs: pairsOf(mast, [...onLine, offLine]) })) wrong++;
  }
  return row(`${trials} times three of four points on one line: refused`, wrong);
}

function ordersOf(of: readonly number[]): number[][] {
  if (of.length <= 1) return [[...of]];
  return of.flatMap((first) => ordersOf(of.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

function row(what: string, wrong: number): TruthRow {
  return { goal: '11', what, figure: `${wrong} judged wrongly`, limit: '0', met: wrong === 0 };
}

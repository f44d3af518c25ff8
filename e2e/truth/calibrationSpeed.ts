import { between, type Random, seededRandom } from '../../app/base/random.ts';
import { type Projection, projectionOf } from '../../app/demo/film/projection.ts';
import { calibratedPlane } from '../../app/traffic/calibration/calibratedPlane.ts';
import type { PointsCalibration } from '../../app/traffic/calibration/groundMatrix.ts';
import { planeSpread } from '../../app/traffic/calibration/planeSpread.ts';
import { exactCalibration, normalFrom, roughPairs, usualPose } from '../../app/traffic/calibration/testing/mast.ts';
import { type FootSample, fitSpeed } from '../../app/traffic/road/speedFit.ts';
import type { TruthRow } from './row.ts';

const [trials, exactTrials] = [2000, 200];
/** What a hand, a tape and a detector are off by. */
const sigma = { clickPx: 2, surveyM: 0.05 };
const footSigmaPx = 2;
const frameMs = 1000 / 15;
/** A detector's foot point in the exact case; only its weight in the fit. */
const exactSigmaPx = 0.1;

interface Drive {
  readonly speedMps: number;
  /** Beside the middle of the road. */
  readonly xM: number;
  readonly fromM: number;
  readonly toM: number;
}

/** The error budget's car: away from the camera, 22 to 60 m, in one of two lanes. */
const usualDrive = (random: Random): Drive => ({
  speedMps: 25,
  xM: random() < 0.5 ? -1.75 : 1.75,
  fromM: 22,
  toM: 60,
});

/** Speeds of goal 10: with points set by hand, and without any error. */
export function speedRows(): TruthRow[] {
  const byHand = errorsByHand();
  const sizesPct = byHand.map(({ errorPct }) => Math.abs(errorPct)).toSorted((a, b) => a - b);
  const [medianPct, p95Pct] = [0.5, 0.95].map((share) => sizesPct[Math.floor(share * trials)]!) as [number, number];
  const coveredPct = (100 * byHand.filter(({ isCovered }) => isCovered).length) / trials;
  const exactPct = Math.max(...errorsWithoutNoise());
  const hand = '4 points, 2 px, 5 cm, foot 2 px, 38 m at 15 Hz';
  return [
    row(`speed, median error (${hand})`, `${medianPct.toFixed(2)} %`, '<= 1 %', medianPct <= 1),
    row(`speed, P95 error (${hand})`, `${p95Pct.toFixed(2)} %`, '<= 3 %', p95Pct <= 3),
    row(
      'speed, greatest error without noise, straight and bending lenses',
      `${exactPct.toExponential(1)} %`,
      '<= 0.1 %',
      exactPct <= 0.1,
    ),
    row(
      `speeds within their 95 % interval (${trials} calibrations)`,
      `${coveredPct.toFixed(1)} %`,
      '93 to 97 %',
      coveredPct >= 93 && coveredPct <= 97,
    ),
  ];
}

/** Each with its own calibration and car. */
function errorsByHand(): { readonly errorPct: number; readonly isCovered: boolean }[] {
  const random = seededRandom(10);
  const normal = normalFrom(random);
  const projection = projectionOf(usualPose);
  const exact = exactCalibration(projection);
  return Array.from({ length: trials }, () => {
    const calibration = { ...exact, pairs: roughPairs(exact.pairs, normal, sigma) };
    const drive = usualDrive(random);
    const feet = feetOf(projection, drive, footSigmaPx).map((foot) => ({
      ...foot,
      footInImage: {
        x: foot.footInImage.x + footSigmaPx * normal(),
        y: foot.footInImage.y + footSigmaPx * normal(),
      },
    }));
    const fit = fitOrFail(calibration, feet);
    const offMps = fit.speedMps - drive.speedMps;
    return {
      errorPct: (100 * offMps) / drive.speedMps,
      isCovered: Math.abs(offMps) <= 1.96 * fit.standardErrorMps,
    };
  });
}

/** Per cent, for cars of any speed and lane that drive 20 m or more within reach. */
function errorsWithoutNoise(): number[] {
  const random = seededRandom(11);
  const views = [0, -0.12, 0.05].map((k1) => projectionOf({ ...usualPose, k1 }));
  return Array.from({ length: exactTrials }, (_, trial) => {
    const projection = views[trial % views.length]!;
    const speedMps = between(random, 5, 20);
    const fromM = between(random, 18, 24);
    const drive = { speedMps, xM: between(random, -3, 3), fromM, toM: fromM + Math.max(20, 1.1 * speedMps) };
    const fit = fitOrFail(exactCalibration(projection), feetOf(projection, drive, exactSigmaPx));
    return (100 * Math.abs(fit.speedMps - speedMps)) / speedMps;
  });
}

function feetOf(projection: Projection, { speedMps, xM, fromM, toM }: Drive, sigmaPx: number): FootSample[] {
  const frames = Math.floor((((toM - fromM) / speedMps) * 1000) / frameMs) + 1;
  return Array.from({ length: frames }, (_, i) => {
    const ptsMs = i * frameMs;
    const footInImage = projection.imageOf({ xM, yM: fromM + (speedMps * ptsMs) / 1000 })!;
    return { ptsMs, footInImage, sigmaPx };
  });
}

function fitOrFail(calibration: PointsCalibration, feet: readonly FootSample[]) {
  const { size } = usualPose;
  const fit = fitSpeed(feet, calibratedPlane(calibration, size), planeSpread(calibration, size, sigma));
  if (!fit) throw new Error('a car of the error budget has no speed');
  return fit;
}

function row(what: string, figure: string, limit: string, met: boolean): TruthRow {
  return { goal: '10', what, figure, limit, met };
}

import { between, type Random, seededRandom } from '../../app/base/random.ts';
import { type Projection, projectionOf } from '../../app/demo/film/projection.ts';
import { exactCalibration, normalFrom, roughPairs, usualPose } from '../../app/traffic/calibration/testing/mast.ts';
import { RoadObserver } from '../../app/traffic/road/roadObserver.ts';
import { type MeasuredSpeed, TrackSpeed } from '../../app/traffic/road/trackSpeed.ts';
import { CompiledScene } from '../../app/traffic/scene/compiledScene.ts';
import { type Calibration, emptyScene } from '../../app/traffic/scene/scene.ts';
import type { TruthRow } from './row.ts';

const [trials, exactTrials] = [2000, 200];
/** What a hand and a tape are off by, and the boxes' lower edges. */
const [clickPx, surveyM, footPx] = [2, 0.05, 2];
const frameMs = 1000 / 15;
/** Of the car, which makes the height of its box. */
const roofM = 1.5;

interface Drive {
  readonly speedMps: number;
  /** Beside the middle of the road. */
  readonly xM: number;
  readonly fromM: number;
  readonly toM: number;
}

/** Speeds of goal 10, by the station's own road observer: calibrated by hand, and without any error. */
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
      `speed, greatest error without noise (${exactTrials} cars, straight and bending lenses)`,
      `${exactPct.toFixed(4)} %`,
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

/** The error budget's car, away from the camera in one of two lanes; each with its own calibration. */
function errorsByHand(): { readonly errorPct: number; readonly isCovered: boolean }[] {
  const random = seededRandom(10);
  const normal = normalFrom(random);
  const projection = projectionOf(usualPose);
  const exact = exactCalibration(projection);
  return Array.from({ length: trials }, () => {
    const calibration = { ...exact, pairs: roughPairs(exact.pairs, normal, { clickPx, surveyM }) };
    const drive = { speedMps: 25, xM: random() < 0.5 ? -1.75 : 1.75, fromM: 22, toM: 60 };
    const measured = measuredSpeed(projection, calibration, drive, () => footPx * normal());
    const offMps = measured.speedMps - drive.speedMps;
    return {
      errorPct: (100 * offMps) / drive.speedMps,
      isCovered: Math.abs(offMps) <= 1.96 * measured.standardErrorMps,
    };
  });
}

/** Per cent, for cars of any speed and lane that drive 20 m or more. */
function errorsWithoutNoise(): number[] {
  const random = seededRandom(11);
  const views = [0, -0.12, 0.05].map((k1) => projectionOf({ ...usualPose, k1 }));
  return Array.from({ length: exactTrials }, (_, trial) => {
    const projection = views[trial % views.length]!;
    const drive = anyDrive(random);
    const measured = measuredSpeed(projection, exactCalibration(projection), drive, () => 0);
    return (100 * Math.abs(measured.speedMps - drive.speedMps)) / drive.speedMps;
  });
}

function anyDrive(random: Random): Drive {
  const speedMps = between(random, 5, 20);
  const fromM = between(random, 18, 24);
  return { speedMps, xM: between(random, -3, 3), fromM, toM: fromM + Math.max(20, 1.1 * speedMps) };
}

function measuredSpeed(
  projection: Projection,
  calibration: Calibration,
  { speedMps, xM, fromM, toM }: Drive,
  offPx: () => number,
): MeasuredSpeed {
  const scene = new CompiledScene({ ...emptyScene(usualPose.size), calibration });
  const [observer, speed] = [new RoadObserver('camera', scene), new TrackSpeed(scene)];
  const lastMs = ((toM - fromM) / speedMps) * 1000;
  for (let atMs = 0; atMs <= lastMs; atMs += frameMs) {
    const place = { xM, yM: fromM + (speedMps * atMs) / 1000 };
    const [foot, roof] = [projection.imageOf(place)!, projection.imageOf(place, roofM)!];
    const h = foot.y - roof.y;
    const boxInImage = { cx: foot.x + offPx(), cy: (foot.y + roof.y) / 2 + offPx(), w: 1.3 * h, h };
    const track = { trackId: 1, className: 'car', score: 0.9, boxInImage };
    const { users } = observer.observe({ cameraId: 'camera', atMs, tracks: [track], ended: [], signals: new Map() });
    for (const user of users) speed.observe(atMs, user);
  }
  const best = speed.best();
  if (!best) throw new Error('a car of the error budget has no speed');
  return best;
}

function row(what: string, figure: string, limit: string, met: boolean): TruthRow {
  return { goal: '10', what, figure, limit, met };
}

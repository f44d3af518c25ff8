import { projectionOf } from '../../film/projection.ts';
import type { Body, BodyKind, CameraPose } from '../../scene.ts';
import { solidBoxes } from '../solidBoxes.ts';
import { truthHeader } from '../truthHeader.ts';
import { TruthRecorder } from '../truthRecorder.ts';
import type { TruthRecord } from '../truthRecords.ts';

/** Stands at the origin on a mast of 8 m, looks along +x and down. */
export const toyPose: CameraPose = {
  name: 'toy',
  xM: 0,
  yM: 0,
  zM: 8,
  panRad: 0,
  tiltRad: 0.25,
  rollRad: 0,
  horizontalFovRad: 0.9,
  k1: 0,
  size: { width: 640, height: 384 },
};

export function toyBody(id: number, kind: BodyKind, xM: number, yM: number, change: Partial<Body> = {}): Body {
  return {
    id,
    kind,
    lookSeed: id,
    xM,
    yM,
    headingRad: 0,
    lengthM: 4.5,
    widthM: 1.8,
    heightM: 1.5,
    speedMps: 10,
    odometerM: 0,
    braking: false,
    indicator: 'none',
    ...change,
  };
}

export const toyStepMs = 80;

/** The truth of bodies by step, seen by the toy camera, with the line "near" across the road 30 m away. */
export function toyTruth(steps: readonly (readonly Body[])[]): TruthRecord[] {
  const line = { name: 'near', from: { xM: 30, yM: 6 }, to: { xM: 30, yM: -6 } };
  const header = truthHeader({
    seed: 7,
    scenarios: [],
    startHour: 8,
    light: 'day',
    stepMs: toyStepMs,
    steps: steps.length,
    boxesFrom: 'solid',
    lanes: [{ id: 'one', type: 'street', lengthM: 100, widthM: 3.5, speedLimitMps: 13.9 }],
    cameras: [{ pose: toyPose, lines: [line], film: null }],
  });
  const recorder = new TruthRecorder(header);
  const projection = projectionOf(toyPose);
  const records = steps.flatMap((bodies, step) =>
    recorder.step({
      instant: { timeMs: step * toyStepMs, bodies, signals: new Map([['head', step < 2 ? 'red' : 'green']]) },
      laneOf: () => 'one',
      laneEnds: step === 5 ? [{ lane: 'one', bodyId: 1 }] : [],
      light: step < 9 ? 'day' : 'rain',
      boxes: [solidBoxes(projection, bodies)],
    }),
  );
  const place = { xM: 30, yM: 0, lane: 'one' };
  const incident = { type: 'breakdown', beginMs: 80, endMs: null, place, bodies: [1] };
  return [header, ...records, ...recorder.finish([incident])];
}

/** A car that drives away from the camera over the line at 10 m/s, 17 m to 41 m, and one that stands 60 m away. */
export function carsOverTheLine(steps = 30): Body[][] {
  return Array.from({ length: steps }, (_, step) => [
    toyBody(1, 'car', 17.2 + 0.8 * step, 0),
    toyBody(2, 'truck', 60, 3, { speedMps: 0, heightM: 3, lengthM: 9, widthM: 2.5 }),
  ]);
}

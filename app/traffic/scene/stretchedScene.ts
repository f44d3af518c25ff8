import type { Point, Size } from '../../space/box.ts';
import type { Calibration, Scene } from './scene.ts';

interface Stretch {
  readonly byX: number;
  readonly byY: number;
}

interface Ends {
  readonly from: Point;
  readonly to: Point;
}

/** The scene with every point moved as a picture is that is stretched to another size. */
export function stretchedScene(scene: Scene, { width, height }: Size): Scene {
  const by = { byX: width / scene.picture.width, byY: height / scene.picture.height };
  return {
    ...scene,
    picture: { width, height },
    calibration: scene.calibration && stretchedCalibration(scene.calibration, by),
    lanes: scene.lanes.map((lane) => ({ ...lane, course: stretched(lane.course, by) })),
    zones: scene.zones.map((zone) => ({ ...zone, outline: stretched(zone.outline, by) })),
    lines: scene.lines.map((line) => withEnds(line, by)),
    stopLines: scene.stopLines.map((line) => withEnds(line, by)),
    signalHeads: scene.signalHeads.map((head) => ({ ...head, outline: head.outline && stretched(head.outline, by) })),
    masks: scene.masks.map((mask) => ({ ...mask, outline: stretched(mask.outline, by) })),
  };
}

function stretchedCalibration(calibration: Calibration, by: Stretch): Calibration {
  const places = (pairs: Calibration['controlPoints']) =>
    pairs.map(({ image, ground }) => ({ image: moved(image, by), ground }));
  const lines = <T extends Ends>(list: readonly T[]) => list.map((line) => withEnds(line, by));
  const controls = {
    controlPoints: places(calibration.controlPoints),
    controlLengths: lines(calibration.controlLengths),
  };
  if (calibration.method === 'vanishing') {
    const { along, across, fitLengths, focalPx } = calibration;
    return {
      ...{ ...calibration, ...controls, along: lines(along), across: lines(across), fitLengths: lines(fitLengths) },
      focalPx: focalPx && focalPx * Math.sqrt(by.byX * by.byY),
    };
  }
  const { pairs, lens } = calibration;
  return { ...calibration, ...controls, pairs: places(pairs), lens: lens && stretchedLens(lens, by) };
}

type Lens = NonNullable<Extract<Calibration, { method: 'points' }>['lens']>;

function stretchedLens({ k1, focalPx, cxPx, cyPx }: Lens, { byX, byY }: Stretch): Lens {
  return { k1, focalPx: focalPx * Math.sqrt(byX * byY), cxPx: cxPx * byX, cyPx: cyPx * byY };
}

function stretched(points: readonly Point[], by: Stretch): Point[] {
  return points.map((point) => moved(point, by));
}

function withEnds<T extends Ends>(line: T, by: Stretch): T {
  return { ...line, from: moved(line.from, by), to: moved(line.to, by) };
}

function moved({ x, y }: Point, { byX, byY }: Stretch): Point {
  return { x: x * byX, y: y * byY };
}

import type { Point } from '../../space/box.ts';
import type { Calibration } from '../scene/scene.ts';

/** One sigma of what a calibration is made from. */
export interface CalibrationSigma {
  /** Of a point set by hand, in x and in y, pixels. */
  readonly clickPx: number;
  /** Of a surveyed place, in x and in y, and of the camera's height, metres. */
  readonly surveyM: number;
}

/** A data sheet gives focal length and sensor to about this share, one sigma. */
const focalShare = 0.02;

export const usualSigma: CalibrationSigma = { clickPx: 2, surveyM: 0.05 };

/** The calibration with each of its inputs moved by one sigma, one at a time. */
export function movedByOneSigma(calibration: Calibration, { clickPx, surveyM }: CalibrationSigma): Calibration[] {
  if (calibration.method === 'points') {
    return calibration.pairs.flatMap((pair, i) => {
      const { image, ground } = pair;
      const moved = [
        ...stepsOf(image, clickPx).map((to) => ({ ...pair, image: to })),
        { ...pair, ground: { ...ground, xM: ground.xM + surveyM } },
        { ...pair, ground: { ...ground, yM: ground.yM + surveyM } },
      ];
      return moved.map((to) => ({ ...calibration, pairs: calibration.pairs.with(i, to) }));
    });
  }
  const byLines = (['along', 'across'] as const).flatMap((way) =>
    calibration[way].flatMap((line, i) => {
      const moved = [
        ...stepsOf(line.from, clickPx).map((from) => ({ ...line, from })),
        ...stepsOf(line.to, clickPx).map((to) => ({ ...line, to })),
      ];
      return moved.map((to) => ({ ...calibration, [way]: calibration[way].with(i, to) }));
    }),
  );
  const { fitLengths, focalPx, cameraHeightM } = calibration;
  const byLengths = fitLengths.flatMap((length, i) => {
    const moved = [
      ...stepsOf(length.from, clickPx).map((from) => ({ ...length, from })),
      ...stepsOf(length.to, clickPx).map((to) => ({ ...length, to })),
      { ...length, lengthM: length.lengthM + surveyM },
    ];
    return moved.map((to) => ({ ...calibration, fitLengths: fitLengths.with(i, to) }));
  });
  const byFocal = focalPx === null ? [] : [{ ...calibration, focalPx: focalPx * (1 + focalShare) }];
  return [...byLines, ...byLengths, ...byFocal, { ...calibration, cameraHeightM: cameraHeightM + surveyM }];
}

function stepsOf({ x, y }: Point, px: number): [Point, Point] {
  return [
    { x: x + px, y },
    { x, y: y + px },
  ];
}

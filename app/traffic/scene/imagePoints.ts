import type { Point } from '../../space/box.ts';
import type { Calibration, Scene } from './scene.ts';
import { calledAs } from './calledAs.ts';

/** Points of the picture that make up one thing of a scene. */
export interface DrawnPoints {
  /** Where in the scene, for example `lanes.0.course`. */
  readonly path: string;
  /** What it is, as the begin of a sentence. */
  readonly what: string;
  readonly points: readonly Point[];
}

/** Everything that is drawn on the picture of a scene. */
export function imagePointsOf(scene: Scene): DrawnPoints[] {
  const ends = ({ from, to }: { readonly from: Point; readonly to: Point }) => [from, to];
  return [
    ...(scene.calibration ? ofCalibration(scene.calibration) : []),
    ...scene.lanes.map(({ name, course }, i) => drawn(`lanes.${i}.course`, calledAs('Lane', name), course)),
    ...scene.zones.map(({ name, outline }, i) => drawn(`zones.${i}.outline`, calledAs('Zone', name), outline)),
    ...scene.lines.map((line, i) => drawn(`lines.${i}`, calledAs('Line', line.name), ends(line))),
    ...scene.stopLines.map((line, i) => drawn(`stopLines.${i}`, calledAs('Stop line', line.name), ends(line))),
    ...scene.signalHeads.map(({ name, outline }, i) =>
      drawn(`signalHeads.${i}.outline`, calledAs('Signal head', name), outline ?? []),
    ),
    ...scene.masks.map(({ id, outline }, i) => drawn(`masks.${i}.outline`, `Privacy mask ${id}`, outline)),
  ];
}

function ofCalibration(calibration: Calibration): DrawnPoints[] {
  const fitted =
    calibration.method === 'points'
      ? calibration.pairs.map(({ image }, i) => drawn(`calibration.pairs.${i}`, `Calibration point ${i + 1}`, [image]))
      : [
          ...(['along', 'across'] as const).flatMap((way) =>
            calibration[way].map(({ from, to }, i) =>
              drawn(`calibration.${way}.${i}`, `Line ${i + 1} ${way} the road`, [from, to]),
            ),
          ),
          ...calibration.fitLengths.map(({ from, to }, i) =>
            drawn(`calibration.fitLengths.${i}`, `Length to fit by ${i + 1}`, [from, to]),
          ),
        ];
  return [
    ...fitted,
    ...calibration.controlPoints.map(({ image }, i) =>
      drawn(`calibration.controlPoints.${i}`, `Control point ${i + 1}`, [image]),
    ),
    ...calibration.controlLengths.map(({ from, to }, i) =>
      drawn(`calibration.controlLengths.${i}`, `Control length ${i + 1}`, [from, to]),
    ),
  ];
}

function drawn(path: string, what: string, points: readonly Point[]): DrawnPoints {
  return { path, what, points };
}

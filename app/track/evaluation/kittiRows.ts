import type { CornerBox } from './sequence.ts';
import { badRow, numberAt, requireFields, textRows, wholeAt } from './textRows.ts';
import type { TextRow } from './textRows.ts';

/** A row of a KITTI tracking label or result file: `frame id type truncation occlusion alpha x1 y1 x2 y2 …`. */
export interface KittiLabel extends CornerBox {
  /** In small letters, as TrackEval compares them. */
  readonly type: string;
  /** 0 no, 1 partly, 2 largely cut by the picture's edge; -1 in results. */
  readonly truncation: number;
  /** 0 visible … 3 unknown; -1 in results and for regions. */
  readonly occlusion: number;
}

/** A 3D detector's row for the car class, as PointRCNN's boxes are published for KITTI. */
export interface KittiDetection extends CornerBox {
  readonly score: number;
  /** h, w, l, x, y, z, ry, alpha: carried to the result unchanged. Absent values are KITTI's "unknown". */
  readonly solid: readonly number[];
}

const labelFields = 'frame id type truncation occlusion alpha x1 y1 x2 y2';

/** @throws AppError `invalid-argument` naming the line */
export function kittiLabels(text: string): KittiLabel[] {
  return textRows(text, /\s+/).map((row) => {
    requireFields(row, 10, labelFields);
    const type = row.fields[2]!.toLowerCase();
    if (/^[-\d.]/.test(type)) throw badRow(row, `has "${type}" where the object type (a word) belongs`);
    return {
      frame: wholeAt(row, 0, 'the frame', 0),
      id: wholeAt(row, 1, 'the id', -1),
      type,
      truncation: Math.trunc(numberAt(row, 3, 'the truncation')),
      occlusion: Math.trunc(numberAt(row, 4, 'the occlusion')),
      ...cornersAt(row, 6),
    };
  });
}

const carType = 2;
const unknownSolid: readonly number[] = [-1, -1, -1, -1000, -1000, -1000, -10, -10];

/**
 * Rows `frame, type, x1, y1, x2, y2, score[, h, w, l, x, y, z, ry, alpha]`; types other than 2 (car) are left out.
 * @throws AppError `invalid-argument` naming the line
 */
export function kittiDetections(text: string): KittiDetection[] {
  return textRows(text, /\s*,\s*|\s+/).flatMap((row) => {
    requireFields(row, 7, 'frame, type, x1, y1, x2, y2, score');
    if (wholeAt(row, 1, 'the type (2 is car)', 0) !== carType) return [];
    return {
      frame: wholeAt(row, 0, 'the frame', 0),
      id: -1,
      ...cornersAt(row, 2),
      score: numberAt(row, 6, 'the score'),
      solid: unknownSolid.map((unknown, index) =>
        row.fields.length > 7 + index ? numberAt(row, 7 + index, 'a measure of the solid box') : unknown,
      ),
    };
  });
}

/** The result line of a tracked detection: `frame id Car -1 -1 alpha x1 y1 x2 y2 h w l x y z ry score`. */
export function kittiResultLine(trackId: number, detection: KittiDetection, score: number): string {
  const { frame, x1, y1, x2, y2, solid } = detection;
  const [alpha, solidBox] = [solid[7]!, solid.slice(0, 7)];
  return [frame, trackId, 'Car', -1, -1, alpha, x1, y1, x2, y2, ...solidBox, Number(score.toFixed(6))].join(' ');
}

function cornersAt(row: TextRow, index: number): Pick<CornerBox, 'x1' | 'y1' | 'x2' | 'y2'> {
  const [x1, y1] = [numberAt(row, index, 'x1'), numberAt(row, index + 1, 'y1')];
  const [x2, y2] = [numberAt(row, index + 2, 'x2'), numberAt(row, index + 3, 'y2')];
  if (x2 < x1 || y2 < y1) throw badRow(row, `has a box whose right or lower edge lies before its left or upper one`);
  return { x1, y1, x2, y2 };
}

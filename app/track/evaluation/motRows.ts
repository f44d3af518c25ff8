import type { CornerBox } from './sequence.ts';
import { badRow, numberAt, requireFields, textRows, wholeAt } from './textRows.ts';

/** A row of a MOTChallenge file: `frame, id, left, top, width, height, conf, class, …`, frames from 1. */
export interface MotRow extends CornerBox {
  /** Detections: the score. Labels: 0 marks a row that does not count. */
  readonly confidence: number;
  /** MOT16 and later labels: 1 is a pedestrian; -1 where the file names no class. */
  readonly motClass: number;
}

/** @throws AppError `invalid-argument` naming the line */
export function motRows(text: string): MotRow[] {
  return textRows(text, /\s*,\s*|\s+/).map((row) => {
    requireFields(row, 6, 'frame, id, left, top, width, height');
    const [x1, y1] = [numberAt(row, 2, 'the left edge'), numberAt(row, 3, 'the top edge')];
    const [width, height] = [numberAt(row, 4, 'the width'), numberAt(row, 5, 'the height')];
    if (width < 0 || height < 0) throw badRow(row, 'has a box with a negative width or height');
    return {
      frame: wholeAt(row, 0, 'the frame', 1),
      id: wholeAt(row, 1, 'the id', -1),
      x1,
      y1,
      x2: x1 + width,
      y2: y1 + height,
      confidence: row.fields.length > 6 ? numberAt(row, 6, 'the confidence') : 1,
      motClass: row.fields.length > 8 ? Math.trunc(numberAt(row, 7, 'the class')) : -1,
    };
  });
}

/** The result line of a tracked detection: `frame,id,left,top,width,height,conf,-1,-1,-1`. */
export function motResultLine(trackId: number, row: MotRow): string {
  const [width, height] = [row.x2 - row.x1, row.y2 - row.y1].map((length) => Number(length.toFixed(6)));
  return [row.frame, trackId, row.x1, row.y1, width, height, row.confidence, -1, -1, -1].join(',');
}

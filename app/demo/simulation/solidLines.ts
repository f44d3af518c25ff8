import type { Lane } from '../site/lane.ts';

/** A solid line on one side of a stretch of a lane: drivers do not change over it. */
export interface SolidLine {
  readonly lane: Lane;
  readonly side: 'left' | 'right';
  readonly fromM: number;
  readonly toM: number;
}

/** Whether a change of lanes that takes from `sM` to `toM` would go over a solid line. */
export function isOverSolidLine(
  lines: readonly SolidLine[],
  lane: Lane,
  side: 'left' | 'right',
  sM: number,
  toM: number,
): boolean {
  const beside = lane[side];
  return lines.some((line) => {
    if (line.lane === lane) return line.side === side && toM > line.fromM && sM < line.toM;
    if (!beside || line.lane.id !== beside.laneId || line.side === side) return false;
    return toM + beside.offsetM > line.fromM && sM + beside.offsetM < line.toM;
  });
}

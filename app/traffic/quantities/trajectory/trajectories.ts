import { AppError } from '../../../base/error.ts';

export interface TrajectoryPoint {
  /** Since the beginning of the recording. */
  readonly atMs: number;
  readonly xM: number;
  readonly yM: number;
}

/** The way of one vehicle, by time. */
export interface Trajectory {
  readonly id: string;
  /** As the file says it; `vehicle` where it has no classes. */
  readonly className: string;
  readonly points: readonly TrajectoryPoint[];
}

const columns = ['trajid', 'x', 'y', 'time'];
const classColumn = 'class';

/**
 * Reads `TrajID;x;y;Time` with metres and seconds, and `Class` as a fifth column where there is one.
 * @throws AppError `invalid-argument` with the line and what it should be
 */
export function parseTrajectories(text: string): Trajectory[] {
  const lines = text.split(/\r?\n/);
  const heading = (lines[0] ?? '')
    .replace(/^\uFEFF/, '')
    .split(';')
    .map((name) => name.trim().toLowerCase());
  const hasClass = heading[4] === classColumn;
  if (columns.some((name, at) => heading[at] !== name) || heading.length > (hasClass ? 5 : 4)) {
    throw invalid('The first line of a trajectory file must be TrajID;x;y;Time, or TrajID;x;y;Time;Class.');
  }
  const byId = new Map<string, { className: string; points: TrajectoryPoint[] }>();
  lines.forEach((line, at) => {
    if (at === 0 || line.trim() === '') return;
    const [id = '', x = '', y = '', time = '', className = ''] = line.split(';').map((field) => field.trim());
    const [xM, yM, s] = [x, y, time].map((field) => (field === '' ? Number.NaN : Number(field))) as [
      number,
      number,
      number,
    ];
    if (id === '' || ![xM, yM, s].every(Number.isFinite)) {
      throw invalid(
        `Line ${at + 1} is not TrajID;x;y;Time with metres and seconds, and a point in numbers: "${line.slice(0, 80)}".`,
      );
    }
    const known = byId.get(id) ?? { className: hasClass && className !== '' ? className : 'vehicle', points: [] };
    byId.set(id, known);
    known.points.push({ atMs: s * 1000, xM, yM });
  });
  if (byId.size === 0) throw invalid('The trajectory file has no points. Give at least one line after the heading.');
  return [...byId].map(([id, { className, points }]) => ({
    ...{ id, className },
    points: points.sort((a, b) => a.atMs - b.atMs),
  }));
}

function invalid(sentence: string): AppError {
  return new AppError('invalid-argument', sentence);
}

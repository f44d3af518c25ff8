import type { Grade, Interval, QualityFlag } from '../../../app/traffic/quantities/interval.ts';
import { type Quantities, quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import { rollUp } from '../../../app/traffic/quantities/rollUp.ts';
import type { Span } from './span.ts';

/** How a place of a time axis is marked: its values must not be used, there are none, or they are doubtful. */
export const marks = ['bad', 'none', 'doubtful'] as const;
export type Mark = (typeof marks)[number];

/** One place of a time axis: what was measured there, or that nothing was. */
export interface SeriesPoint {
  readonly beginAtMs: number;
  readonly lengthMs: number;
  /** `null` where there is no interval. */
  readonly quantities: Quantities | null;
  readonly grade: Grade | null;
  readonly flags: readonly QualityFlag[];
  readonly mark: Mark | null;
}

/** The course of one element; one point for each length of the span, gaps included. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly points: readonly SeriesPoint[];
}

const dayMs = 86_400_000;

/**
 * @param intervals of one element, as they were read
 * @param drawnMs length of a point; whole days are those of local time
 * @param nowMs what is not over yet is not missed
 */
export function seriesOf(
  { key, label }: Pick<Series, 'key' | 'label'>,
  intervals: readonly Interval[],
  span: Span,
  drawnMs: number,
  nowMs: number,
): Series {
  const isLocal = drawnMs >= dayMs;
  const [toAxis, fromAxis] = isLocal ? [localMs, wallMs] : [same, same];
  const shifted = isLocal ? intervals.map((each) => ({ ...each, beginAtMs: toAxis(each.beginAtMs) })) : intervals;
  const drawn = (intervals[0]?.lengthMs ?? drawnMs) < drawnMs ? rollUp(shifted, drawnMs) : shifted;
  const byBegin = new Map(drawn.map((interval) => [interval.beginAtMs, interval]));
  const points: SeriesPoint[] = [];
  const endMs = toAxis(span.toAtMs);
  for (let atMs = Math.floor(toAxis(span.fromAtMs) / drawnMs) * drawnMs; atMs < endMs; atMs += drawnMs) {
    const [beginAtMs, nextAtMs] = [fromAxis(atMs), fromAxis(atMs + drawnMs)];
    const interval = byBegin.get(atMs);
    const quantities = interval ? quantitiesOf(interval) : null;
    const isMissed = intervals.length > 0 && nextAtMs + drawnMs <= nowMs;
    points.push({
      beginAtMs,
      lengthMs: nextAtMs - beginAtMs,
      quantities,
      grade: interval?.grade ?? null,
      flags: interval?.flags ?? [],
      mark: quantities?.volume ? markOf(interval?.grade ?? null) : isMissed ? 'none' : null,
    });
  }
  return { key, label, points };
}

const same = (atMs: number): number => atMs;

/** Wall time as a clock on the wall shows it, counted as if there were no time zones; and back. */
const localMs = (atMs: number): number => atMs - new Date(atMs).getTimezoneOffset() * 60_000;
function wallMs(local: number): number {
  const at = new Date(local);
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
  ).getTime();
}

const markOf = (grade: Grade | null): Mark | null => (grade === 'D' ? 'bad' : grade === 'C' ? 'doubtful' : null);

/** The worst mark of all series at one place. */
export function worstMark(series: readonly Series[], at: number): Mark | null {
  return marks.find((mark) => series.some(({ points }) => points[at]?.mark === mark)) ?? null;
}

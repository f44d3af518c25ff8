import { type Grade, type Interval, type QualityFlag } from '../../../app/traffic/quantities/interval.ts';
import { type Quantities, quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import { rollUp } from '../../../app/traffic/quantities/rollUp.ts';
import type { Span } from './span.ts';

/** One place of a time axis: what was measured there, or that nothing was. */
export interface SeriesPoint {
  readonly beginAtMs: number;
  readonly lengthMs: number;
  /** `null` where there is no interval. */
  readonly quantities: Quantities | null;
  readonly grade: Grade | null;
  readonly flags: readonly QualityFlag[];
}

/** The course of one element; one point for each length of the span, gaps included. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly points: readonly SeriesPoint[];
}

/** @param intervals of one element, as they were read */
export function seriesOf(
  { key, label }: Pick<Series, 'key' | 'label'>,
  intervals: readonly Interval[],
  span: Span,
  drawnMs: number,
): Series {
  const drawn = (intervals[0]?.lengthMs ?? drawnMs) < drawnMs ? rollUp(intervals, drawnMs) : intervals;
  const byBegin = new Map(drawn.map((interval) => [interval.beginAtMs, interval]));
  const points: SeriesPoint[] = [];
  for (let beginAtMs = Math.floor(span.fromAtMs / drawnMs) * drawnMs; beginAtMs < span.toAtMs; beginAtMs += drawnMs) {
    const interval = byBegin.get(beginAtMs);
    points.push({
      beginAtMs,
      lengthMs: drawnMs,
      quantities: interval ? quantitiesOf(interval) : null,
      grade: interval?.grade ?? null,
      flags: interval?.flags ?? [],
    });
  }
  return { key, label, points };
}

export type ShadeKind = 'none' | 'bad' | 'doubtful';

/** A stretch of time whose values are worth less, or of which there are none. */
export interface Shade {
  readonly kind: ShadeKind;
  readonly fromAtMs: number;
  readonly toAtMs: number;
}

/** The worst of all series decides; times that are not over yet are not missed. */
export function shadesOf(series: readonly Series[], nowMs: number): Shade[] {
  const shades: { kind: ShadeKind; fromAtMs: number; toAtMs: number }[] = [];
  const [first] = series;
  first?.points.forEach(({ beginAtMs, lengthMs }, at) => {
    const toAtMs = beginAtMs + lengthMs;
    const kind = worstOf(series.flatMap(({ points }) => points[at] ?? []));
    if (kind === null || (kind === 'none' && toAtMs + lengthMs > nowMs)) return;
    const last = shades.at(-1);
    if (last?.kind === kind && last.toAtMs === beginAtMs) last.toAtMs = toAtMs;
    else shades.push({ kind, fromAtMs: beginAtMs, toAtMs });
  });
  return shades;
}

function worstOf(points: readonly SeriesPoint[]): ShadeKind | null {
  const isUnwatched = ({ quantities }: SeriesPoint): boolean => !quantities || quantities.volume === null;
  if (points.every(isUnwatched)) return 'none';
  if (points.some((point) => point.grade === 'D' || isUnwatched(point))) return 'bad';
  return points.some(({ grade }) => grade === 'C') ? 'doubtful' : null;
}

import type { Series } from './series.ts';
import type { Span } from './span.ts';

export const comparedLengths = ['day', 'week'] as const;
export type ComparedLength = (typeof comparedLengths)[number];

/** A local day, or the seven days from it: 23 to 25 hours a day. `null` for what is no day. */
export function comparedSpan(day: string, length: ComparedLength): Span | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const at = (plus: number): number => new Date(Number(year), Number(month) - 1, Number(date) + plus).getTime();
  return { fromAtMs: at(0), toAtMs: at(length === 'day' ? 1 : 7) };
}

/** A series laid over the times of another one, so that both have one axis; its true times stay in its values. */
export function laidOver(series: Series, from: Span, onto: Span): Series {
  const byMs = onto.fromAtMs - from.fromAtMs;
  return {
    ...series,
    points: series.points.map((point) => ({ ...point, beginAtMs: point.beginAtMs + byMs })),
  };
}

import { intervalLengthsMs } from '../../../app/traffic/quantities/interval.ts';

const [, minuteMs, , quarterMs, hourMs] = intervalLengthsMs;
const dayMs = 24 * hourMs;

/** Wall time, Unix ms; the end is not part of it. */
export interface Span {
  readonly fromAtMs: number;
  readonly toAtMs: number;
}

export const spanNames = ['hour', 'day', 'week', 'month', 'year', 'custom'] as const;
export type SpanName = (typeof spanNames)[number];

const lengthOf: Readonly<Record<Exclude<SpanName, 'custom'>, number>> = {
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  month: 31 * dayMs,
  year: 366 * dayMs,
};

/** The time up to now, ending with the interval that is not yet over. */
export function spanUpTo(name: Exclude<SpanName, 'custom'>, nowMs: number): Span {
  const stepMs = readLengthMs(lengthOf[name]);
  const toAtMs = Math.ceil(nowMs / stepMs) * stepMs;
  return { fromAtMs: toAtMs - lengthOf[name], toAtMs };
}

/** Length of the stored intervals that are read for a span: fine enough to see its course, few enough to send. */
export function readLengthMs(spanMs: number): number {
  if (spanMs <= 3 * hourMs) return minuteMs;
  if (spanMs <= 2 * dayMs) return 5 * minuteMs;
  return spanMs <= 8 * dayMs ? quarterMs : hourMs;
}

const mostPoints = 800;

/** Length of what is drawn as one point: more than about 800 beside each other cannot be told apart. */
export function drawnLengthMs(spanMs: number): number {
  const readMs = readLengthMs(spanMs);
  if (spanMs / readMs <= mostPoints) return readMs;
  // Half days would draw day and night as a comb.
  const lengths = [2 * hourMs, 3 * hourMs, 6 * hourMs, dayMs];
  return lengths.find((lengthMs) => spanMs / lengthMs <= mostPoints) ?? 7 * dayMs;
}

/** The longest span the store may hold with room to spare. */
const longestMs = 3 * 366 * dayMs;

/** The two fields of a date input as a span; `null` unless both are given, in order, and at most three years apart. */
export function customSpan(from: string, to: string): Span | null {
  const [fromAtMs, toAtMs] = [new Date(from).getTime(), new Date(to).getTime()];
  if (!(toAtMs - fromAtMs >= minuteMs) || toAtMs - fromAtMs > longestMs) return null;
  return { fromAtMs, toAtMs };
}

/** What a field of type `datetime-local` takes, local time to the minute. */
export function fieldTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

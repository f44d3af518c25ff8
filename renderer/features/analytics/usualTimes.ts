import { intervalLengthsMs } from '../../../app/traffic/quantities/interval.ts';
import { weeksLookedBack } from '../../../app/traffic/quantities/sameHour.ts';
import type { Span } from './span.ts';

const [, , , quarterMs, hourMs] = intervalLengthsMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** Longer spans are drawn by days, which have no hour of the week. */
const longestMs = 32 * dayMs;
export const isTooLong = ({ fromAtMs, toAtMs }: Span): boolean => toAtMs - fromAtMs > longestMs;
/** Intervals are stored a moment after they end. */
const storedAfterMs = 60_000;

/** What of a span is compared with the weeks before, and by intervals of which length. */
export interface ComparedSpan extends Span {
  readonly lengthMs: number;
}

/**
 * Quarters of an hour for up to two days, hours for up to a month. Only intervals that are over are compared: a part of
 * one would be unusual for being a part. `null` for longer spans and for those without such an interval.
 */
export function comparedPart(span: Span, nowMs: number): ComparedSpan | null {
  if (isTooLong(span)) return null;
  const { fromAtMs, toAtMs } = span;
  const lengthMs = toAtMs - fromAtMs <= 2 * dayMs ? quarterMs : hourMs;
  const whole = (atMs: number): number => Math.floor(atMs / lengthMs) * lengthMs;
  const part = { fromAtMs: whole(fromAtMs), toAtMs: whole(Math.min(toAtMs, nowMs - storedAfterMs)), lengthMs };
  return part.fromAtMs < part.toAtMs ? part : null;
}

/** The span and the same times of the weeks before it, as few spans in order; an hour more at each end for clock changes. */
export function withWeeksBefore({ fromAtMs, toAtMs }: Span): Span[] {
  const spans: Span[] = [];
  for (let week = weeksLookedBack; week >= 0; week--) {
    const from = Math.floor((fromAtMs - week * weekMs - (week === 0 ? 0 : hourMs)) / hourMs) * hourMs;
    const to = toAtMs - week * weekMs + (week === 0 ? 0 : 2 * hourMs);
    const last = spans.at(-1);
    if (last && from <= last.toAtMs) spans[spans.length - 1] = { fromAtMs: last.fromAtMs, toAtMs: to };
    else spans.push({ fromAtMs: from, toAtMs: to });
  }
  return spans;
}

import type { Span } from './span.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

export interface TimeTicks {
  readonly ticks: readonly number[];
  text(atMs: number): string;
}

/** Where a time axis has its marks: full minutes, hours, days or months of local time, at most about a dozen. */
export function timeTicks({ fromAtMs, toAtMs }: Span): TimeTicks {
  const spanMs = toAtMs - fromAtMs;
  if (spanMs <= 2 * dayMs) {
    const steps = [5, 10, 15, 30, 60, 120, 180, 360].map((minutes) => minutes * 60_000);
    const stepMs = steps.find((step) => spanMs / step <= 12) ?? 6 * hourMs;
    return { ticks: everyLocal(fromAtMs, toAtMs, stepMs), text: (atMs) => clock.format(atMs) };
  }
  const days = spanMs / dayMs;
  if (days <= 100) {
    const step = [1, 2, 5, 7, 14].find((each) => days / each <= 12) ?? 14;
    const text = days <= 10 ? weekday : date;
    return { ticks: midnights(fromAtMs, toAtMs, step), text: (atMs) => text.format(atMs) };
  }
  return { ticks: monthStarts(fromAtMs, toAtMs, days > 400 ? 3 : 1), text: (atMs) => month.format(atMs) };
}

/** Counted from the local midnight before the span, so that marks fall on full hours in every time zone. */
function everyLocal(fromAtMs: number, toAtMs: number, stepMs: number): number[] {
  const ticks: number[] = [];
  for (let atMs = new Date(fromAtMs).setHours(0, 0, 0, 0); atMs <= toAtMs; atMs += stepMs) {
    if (atMs >= fromAtMs) ticks.push(atMs);
  }
  return ticks;
}

function midnights(fromAtMs: number, toAtMs: number, stepDays: number): number[] {
  const ticks: number[] = [];
  const day = new Date(new Date(fromAtMs).setHours(0, 0, 0, 0));
  for (; day.getTime() <= toAtMs; day.setDate(day.getDate() + stepDays)) {
    if (day.getTime() >= fromAtMs) ticks.push(day.getTime());
  }
  return ticks;
}

function monthStarts(fromAtMs: number, toAtMs: number, stepMonths: number): number[] {
  const ticks: number[] = [];
  const first = new Date(fromAtMs);
  const start = new Date(first.getFullYear(), first.getMonth());
  for (; start.getTime() <= toAtMs; start.setMonth(start.getMonth() + stepMonths)) {
    if (start.getTime() >= fromAtMs) ticks.push(start.getTime());
  }
  return ticks;
}

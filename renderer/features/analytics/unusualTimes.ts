import type { Usual } from '../../../app/traffic/quantities/anomaly.ts';
import type { Quantity } from '../../../app/traffic/quantities/quantitiesOf.ts';
import type { ComparedPoint, ComparedQuantity, UsualCourse } from './usualCourse.ts';

/** A time in which one quantity of one element was above, or below, what is usual, without a break. */
export interface UnusualTime {
  readonly key: string;
  readonly label: string;
  readonly name: ComparedQuantity;
  readonly fromAtMs: number;
  readonly toAtMs: number;
  /** It reaches to the newest interval there is. */
  readonly lasts: boolean;
  /** Of its newest interval while it lasts, else of its most unusual one. */
  readonly measured: Quantity;
  readonly usual: Usual;
}

interface Found {
  readonly beginAtMs: number;
  readonly measured: Quantity;
  readonly usual: Usual;
  readonly above: boolean;
}

/** All unusual times: those that last first, then the newest. @param nowMs a span that ended before says nothing of now */
export function unusualTimes(courses: readonly UsualCourse[], nowMs: number): UnusualTime[] {
  return courses
    .flatMap((course) => timesOf(course, nowMs))
    .toSorted((a, b) => Number(b.lasts) - Number(a.lasts) || b.toAtMs - a.toAtMs || b.fromAtMs - a.fromAtMs);
}

function timesOf({ key, label, name, span, points }: UsualCourse, nowMs: number): UnusualTime[] {
  const runs: Found[][] = [];
  for (const found of points.flatMap(foundOf)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const goesOn = last && last.above === found.above && last.beginAtMs + span.lengthMs === found.beginAtMs;
    if (run && goesOn) run.push(found);
    else runs.push([found]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    const toAtMs = last.beginAtMs + span.lengthMs;
    const lasts = toAtMs === span.toAtMs && nowMs - toAtMs < 2 * span.lengthMs;
    const { measured, usual } = lasts ? last : mostUnusual(run, last);
    return [{ key, label, name, fromAtMs: first.beginAtMs, toAtMs, lasts, measured, usual }];
  });
}

const foundOf = ({ beginAtMs, measured, usual, unusual }: ComparedPoint): Found[] =>
  unusual && measured && usual ? [{ beginAtMs, measured, usual, above: measured.value > usual.value }] : [];

/** How far a value is off, in units of what is usual upwards. */
const strength = ({ measured, usual }: Found): number =>
  Math.abs(measured.value - usual.value) / (usual.high - usual.value);

const mostUnusual = (run: readonly Found[], last: Found): Found =>
  run.reduce((most, each) => (strength(each) > strength(most) ? each : most), last);

/** How much of what was measured could be compared. */
export interface Comparable {
  readonly label: string;
  readonly measured: number;
  readonly compared: number;
}

/** By element, for what it always has. */
export function comparableOf(courses: readonly UsualCourse[]): Comparable[] {
  const byKey = new Map<string, UsualCourse>();
  for (const course of courses) if (!byKey.has(course.key)) byKey.set(course.key, course);
  return [...byKey.values()].map(({ label, points }) => {
    const measured = points.filter((point) => point.measured !== null);
    return { label, measured: measured.length, compared: measured.filter(({ usual }) => usual !== null).length };
  });
}

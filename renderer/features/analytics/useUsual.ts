import { useMemo } from 'react';
import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import { useConsole, usePeriodMs } from '../../state/context.tsx';
import { useAnswer } from '../../ui/useAnswer.ts';
import type { ElementOption } from './elements.ts';
import { readIntervals } from './readIntervals.ts';
import type { Span } from './span.ts';
import { type UsualCourse, usualCourses } from './usualCourse.ts';
import { type ComparedSpan, comparedPart, isTooLong, withWeeksBefore } from './usualTimes.ts';

/** What is usual in a span, as far as it is known. */
export type UsualState =
  | { readonly state: 'too-long' | 'too-new' | 'reading' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'known'; readonly courses: readonly UsualCourse[]; readonly nowMs: number };

/** The elements' quantities beside those of the same hour of the weeks before, read anew when an interval ends. */
export function useUsual(options: readonly ElementOption[], span: Span): UsualState {
  const station = useConsole();
  const nowMs = usePeriodMs(60_000);
  const part = comparedPart(span, nowMs);
  const question = part && JSON.stringify([options.map(({ key }) => key), part]);
  const answer = useAnswer(question, async (signal) => {
    const asked: ComparedSpan = part ?? { fromAtMs: 0, toAtMs: 0, lengthMs: 1 };
    const byKey = new Map<string, Interval[]>(options.map(({ key }) => [key, []]));
    for (const each of withWeeksBefore(asked)) {
      const read = await readIntervals(station, options, each, asked.lengthMs, signal);
      for (const [key, intervals] of read.byKey) byKey.get(key)?.push(...intervals);
    }
    return { options, part: asked, byKey };
  });
  const { value, problem } = answer;
  const courses = useMemo(
    () => value?.options.flatMap((option) => usualCourses(option, value.byKey.get(option.key) ?? [], value.part)) ?? [],
    [value],
  );
  if (part === null) return { state: isTooLong(span) ? 'too-long' : 'too-new' };
  if (problem !== null) return { state: 'failed', problem };
  return value === null ? { state: 'reading' } : { state: 'known', courses, nowMs };
}

import { z } from 'zod';

const minute = z.int().min(0).max(1440);

/** When a rule is at work: days (1 Monday to 7 Sunday) and minutes since midnight, both in the site's local time. */
export const scheduleSchema = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    fromMinute: minute,
    /** Before `fromMinute`: until then of the next day. */
    toMinute: minute,
  })
  .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute, {
    message: 'its schedule ends when it begins; give it another end, or no schedule for always',
  });
export type Schedule = z.infer<typeof scheduleSchema>;

/** Local time is that of the machine, daylight saving included; a span over midnight belongs to the day it begins on. */
export function isWithin({ days, fromMinute, toMinute }: Schedule, atMs: number): boolean {
  const at = new Date(atMs);
  const minuteNow = at.getHours() * 60 + at.getMinutes();
  const today = at.getDay() || 7;
  if (fromMinute < toMinute) return days.includes(today) && minuteNow >= fromMinute && minuteNow < toMinute;
  const yesterday = today === 1 ? 7 : today - 1;
  return (days.includes(today) && minuteNow >= fromMinute) || (days.includes(yesterday) && minuteNow < toMinute);
}

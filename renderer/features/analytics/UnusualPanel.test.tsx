import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import {
  busy,
  hourMs,
  interval,
  lengthMs,
  line,
  minuteMs,
  openWith,
  saved,
  settle,
} from '../../../e2e/fixtures/analyticsPage.ts';
import { readTable, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';

describe('the analytics page', () => {
  describe('says what is unusual', () => {
    const quarterMs = 15 * minuteMs;
    const nineMs = startAtMs - 30 * minuteMs;
    /** The quarter from nine of so many Mondays before, 58 to 62 vehicles each, and of today. */
    function mondays(weeks: number, vehicles: number): Interval[] {
      const quarter = (atMs: number, forward: number): Interval => {
        const sums = { ...busy(quarterMs), counts: { car: { forward, backward: 0 } } };
        return interval(line, atMs, quarterMs, { sums });
      };
      const past = Array.from({ length: weeks }, (_, at) =>
        quarter(nineMs - (at + 1) * 7 * 24 * hourMs, 58 + (at % 5)),
      );
      return [...past, quarter(nineMs, vehicles), interval(line, nineMs, lengthMs)];
    }
    const panel = (): HTMLElement => screen.getByRole('region', { name: 'Unusual in this time' });

    it('with the figure, what is usual and since when; in the chart and in the CSV too', async () => {
      await openWith(mondays(6, 20));
      expect(readTable('Unusual in this time')[1]).toEqual([
        'Now',
        '1 · North',
        'Flow, below',
        '80 veh/h (49 to 124)',
        '238 veh/h (126 to 350)',
        '5 Jan, 09:00',
        'goes on',
      ]);
      const [head, first] = await saved('Unusual in this time as CSV');
      const rows = await saved('Flow (veh/h) as CSV');
      expect([
        head?.split(',').slice(0, 3),
        first?.split(',').slice(2, 7),
        rows[0]?.endsWith(',Unusual,Grade,Flags'),
        rows
          .find((row) => row.includes('T09:00:00'))
          ?.split(',')
          .slice(6, 10)
          .at(-1),
        screen.getByText('Unusual, in the colour of its element').tagName,
      ]).toEqual([['Since', 'Until', 'Lasts'], ['yes', '1 · North', 'Flow', 'veh/h', '80'], true, 'yes', 'LI']);
    });

    it('and that nothing is', async () => {
      await openWith(mondays(6, 61));
      expect(readText(panel())).toBe(
        'Unusual in this timeNothing unusual: every value lies within what is usual at its hour of the week.',
      );
    });

    it('and how much history it needs where there is too little', async () => {
      await openWith(mondays(3, 20));
      expect(readText(panel())).toBe(
        'Unusual in this time1 · North: too little history. It takes the same hour of 4 earlier weeks, of the last eight, to say what is usual.',
      );
    });

    it('not for a year, which is drawn by days', async () => {
      const page = await openWith([...mondays(6, 20), interval(line, nineMs - hourMs, hourMs)]);
      fireEvent.click(screen.getByRole('radio', { name: 'Year' }));
      await settle(page);
      expect(readText(panel())).toBe(
        'Unusual in this timeWhat is usual at an hour is shown for up to a month. Choose a shorter time.',
      );
    });
  });
});

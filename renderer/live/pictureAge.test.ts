import { describe, expect, it } from 'vitest';
import { ageText, lookOf, pictureAgeMs } from './pictureAge.ts';

describe('the age of a picture', () => {
  it.each([
    { story: 'no picture', shown: null, nowMonoMs: 5000, ageMs: null, look: 'none' },
    { story: 'just shown', shown: { shownMonoMs: 5000, onItsWayMs: 300 }, nowMonoMs: 5000, ageMs: 300, look: 'live' },
    {
      story: 'at the limit',
      shown: { shownMonoMs: 5000, onItsWayMs: 300 },
      nowMonoMs: 7700,
      ageMs: 3000,
      look: 'live',
    },
    { story: 'beyond it', shown: { shownMonoMs: 5000, onItsWayMs: 300 }, nowMonoMs: 7701, ageMs: 3001, look: 'stale' },
    {
      story: 'the last picture of a camera that stalled long ago, shown this moment',
      shown: { shownMonoMs: 5000, onItsWayMs: 60_000 },
      nowMonoMs: 5000,
      ageMs: 60_000,
      look: 'stale',
    },
    {
      story: 'clocks that differ do not make it younger than its time on the screen',
      shown: { shownMonoMs: 5000, onItsWayMs: -900 },
      nowMonoMs: 9000,
      ageMs: 4000,
      look: 'stale',
    },
  ])('$story', ({ shown, nowMonoMs, ageMs, look }) => {
    expect([pictureAgeMs(shown, nowMonoMs), lookOf(pictureAgeMs(shown, nowMonoMs))]).toEqual([ageMs, look]);
  });

  it.each([
    [420, '0.4 s'],
    [9940, '9.9 s'],
    [12_900, '12 s'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
  ])('%i ms reads %s', (ageMs, text) => {
    expect(ageText(ageMs)).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { type Observation, qualityOf } from './grading.ts';

const good: Observation = {
  ...{ observedShare: 1, views: 100, darkViews: 0, flatViews: 0, falseViews: 0, users: 400, hiddenUsers: 20 },
  ...{ wasClockSet: false, lengthErrorShare: 0.005, rateHz: 10 },
};

describe('the grade of an interval', () => {
  it('is A without a flag when nothing is wrong', () => {
    expect(qualityOf(good)).toEqual({ grade: 'A', flags: [] });
  });

  it.each<[string, Partial<Observation>, string]>([
    ['a little missing', { observedShare: 0.9 }, 'B not-observed'],
    ['a third missing', { observedShare: 0.65 }, 'C not-observed'],
    ['most of it missing', { observedShare: 0.3 }, 'D not-observed'],
    ['a view that was another one for a moment', { falseViews: 1 }, 'D view-changed'],
    ['dusk', { darkViews: 30 }, 'B dark'],
    ['night without lamps', { darkViews: 100 }, 'C dark'],
    ['fog', { flatViews: 100 }, 'C low-contrast'],
    ['a third of the road users partly hidden', { hiddenUsers: 140 }, 'B occluded'],
    ['most of them', { hiddenUsers: 300 }, 'C occluded'],
    ['four frames a second', { rateHz: 4 }, 'B low-rate'],
    ['a frame in two seconds', { rateHz: 0.5 }, 'D low-rate'],
    ['no calibration', { lengthErrorShare: null }, 'B uncalibrated'],
    ['lengths 1.5 % off', { lengthErrorShare: 0.015 }, 'B calibration-error'],
    ['a clock that was set', { wasClockSet: true }, 'C clock-step'],
  ])('%s', (_, change, expected) => {
    const { grade, flags } = qualityOf({ ...good, ...change });
    expect([grade, ...flags].join(' ')).toBe(expected);
  });

  it('is the worst of all weaknesses, and a failed detector is D', () => {
    expect(qualityOf({ ...good, darkViews: 30, wasClockSet: true })).toEqual({
      grade: 'C',
      flags: ['dark', 'clock-step'],
    });
    expect(qualityOf(good, ['chatter'])).toEqual({ grade: 'D', flags: ['chatter'] });
  });
});

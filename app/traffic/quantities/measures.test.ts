import { describe, expect, it } from 'vitest';
import { freewayLevel, signalLevel } from './levelOfService.ts';
import { speedPercentileKmh } from './speedPercentile.ts';

describe('levels of service', () => {
  it.each([
    [11, 'A', 'B'],
    [18, 'B', 'C'],
    [26, 'C', 'D'],
    [35, 'D', 'E'],
    [45, 'E', 'F'],
  ])('a freeway with %i cars a mile and lane is %s, with more %s', (perMile, at, above) => {
    expect(freewayLevel(perMile / 1.609344)).toBe(at);
    expect(freewayLevel(perMile / 1.609344 + 1e-9)).toBe(above);
  });

  it.each([
    [10, 'A', 'B'],
    [20, 'B', 'C'],
    [35, 'C', 'D'],
    [55, 'D', 'E'],
    [80, 'E', 'F'],
  ])('a signal with %i s of delay is %s, with more %s', (delayS, at, above) => {
    expect(signalLevel(delayS)).toBe(at);
    expect(signalLevel(delayS + 1e-9)).toBe(above);
  });
});

it('the 85th percentile lies where 85 of 100 vehicles are slower', () => {
  expect(speedPercentileKmh({ 50: 80, 60: 20 }, 0.85)).toBeCloseTo(60.25, 9);
  expect(speedPercentileKmh({}, 0.85)).toBeNull();
});

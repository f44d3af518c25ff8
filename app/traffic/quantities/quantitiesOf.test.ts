import { array, assert, constantFrom, double, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonLimits } from './confidence.ts';
import type { Interval } from './interval.ts';
import { quantitiesOf } from './quantitiesOf.ts';
import { rollUp } from './rollUp.ts';
import { interval, spotSums } from './testing/someIntervals.ts';

const lane = { element: { kind: 'lane', id: 'right' } } as const;
const driving = record({
  drivenM: double({ min: 0.1, max: 1e6, noNaN: true }),
  spentS: double({ min: 0.1, max: 1e5, noNaN: true }),
  areaMS: double({ min: 1, max: 1e7, noNaN: true }),
});
const speeds = array(double({ min: 0.5, max: 70, noNaN: true }), { minLength: 1, maxLength: 60 });

const closeTo = (value: number, other: number): boolean => Math.abs(value - other) <= 1e-9 * Math.abs(other);

describe('what holds for every interval', () => {
  it('flow is density times space-mean speed', () => {
    assert(
      property(driving, (sums) => {
        const { flow, density, spaceMeanSpeed } = quantitiesOf(interval(sums, lane));
        return closeTo(flow!.value, density!.value * spaceMeanSpeed!.value);
      }),
    );
    assert(
      property(speeds, integer({ min: 1, max: 200 }), (mps, forward) => {
        const sums = { ...spotSums(mps), counts: { car: { forward, backward: 0 } } };
        const { flow, density, spaceMeanSpeed } = quantitiesOf(interval(sums));
        return closeTo(flow!.value, density!.value * spaceMeanSpeed!.value);
      }),
    );
  });

  it('the space-mean speed is at most the time-mean speed, and they part by the variance', () => {
    assert(
      property(speeds, (mps) => {
        const { timeMeanSpeed, spaceMeanSpeed } = quantitiesOf(interval(spotSums(mps)));
        return spaceMeanSpeed!.value <= timeMeanSpeed!.value * (1 + 1e-12);
      }),
    );
    const { timeMeanSpeed, spaceMeanSpeed } = quantitiesOf(interval(spotSums([10, 30])));
    expect([timeMeanSpeed!.value, spaceMeanSpeed!.value]).toEqual([72, 54]);
  });

  it('the mean headway times the flow is an hour, where vehicles follow without end', () => {
    assert(
      property(integer({ min: 1, max: 100 }), (n) => {
        const counts = { car: { forward: n, backward: 0 } };
        const { flow, headway } = quantitiesOf(interval({ counts, headwayN: n, headwaySumS: 60 }));
        return closeTo(flow!.value * headway!.value, 3600);
      }),
    );
  });

  it('sums of sums are sums, in any order and over any steps', () => {
    const parts = array(
      record({ forward: nat(20), driven: integer({ min: 0, max: 500 }), grade: constantFrom('A', 'B', 'C', 'D') }),
      { minLength: 1, maxLength: 36 },
    );
    assert(
      property(parts, (all) => {
        const shortest = all.map(({ forward, driven, grade }, at) =>
          interval(
            { counts: { car: { forward, backward: 1 } }, drivenM: driven, observedMs: 10_000, queueMaxM: driven },
            { beginAtMs: at * 10_000, lengthMs: 10_000, grade: grade as Interval['grade'] },
          ),
        );
        const direct = rollUp(shortest, 3_600_000);
        const byMinutes = rollUp(rollUp(shortest, 60_000).toReversed(), 3_600_000);
        expect(byMinutes.map(({ sums }) => sums)).toEqual(direct.map(({ sums }) => sums));
        const good = all.filter(({ grade }) => grade !== 'D');
        expect(direct[0]!.sums.drivenM).toBe(good.reduce((sum, { driven }) => sum + driven, 0));
      }),
    );
  });
});

describe('a minute of a line', () => {
  const sums = {
    ...spotSums([20, 20, 20, 20]),
    counts: { car: { forward: 8, backward: 0 }, truck: { forward: 2, backward: 0 } },
    coveredMs: 3000,
  };

  it('in the terms of the field, each value within its limits', () => {
    const found = quantitiesOf(interval(sums));
    expect(found.volume).toMatchObject({ value: 10, unit: 'veh' });
    expect(found.flow).toMatchObject({ value: 600, unit: 'veh/h' });
    expect(found.pcuFlow!.value).toBeCloseTo((8 + 2 * 2.3) * 60, 9);
    expect(found.occupancy).toMatchObject({ value: 5, unit: '%' });
    expect(found.density!.value).toBeCloseTo(600 / 72, 9);
    expect(found).toMatchObject({ queue: null, travelTime: null, levelOfService: null });
    for (const quantity of Object.values(found)) {
      if (quantity === null || typeof quantity === 'string') continue;
      expect(quantity.low).toBeLessThanOrEqual(quantity.value);
      expect(quantity.high).toBeGreaterThanOrEqual(quantity.value);
    }
  });

  it('a speed is as uncertain as its measurement and the calibration together', () => {
    const { timeMeanSpeed } = quantitiesOf(interval(sums), 0.01);
    expect(timeMeanSpeed!.high - timeMeanSpeed!.value).toBeCloseTo(1.96 * 72 * Math.hypot(0.1 / 2 / 20, 0.01), 2);
  });

  it('nothing is said of what was not observed', () => {
    const found = quantitiesOf(interval({ observedMs: 0 }));
    expect(new Set(Object.values(found))).toEqual(new Set([null]));
  });

  it('no vehicle is a flow of 0 with an upper limit', () => {
    const { flow } = quantitiesOf(interval({}));
    expect(flow).toMatchObject({ value: 0, low: 0 });
    expect(flow!.high / 60).toBeGreaterThan(2.9);
  });
});

it('the limits of counts hold the exact Poisson limits', () => {
  expect([poissonLimits(0).low, poissonLimits(10).low, poissonLimits(100).low].map((low) => +low.toFixed(1))).toEqual([
    0, 4.8, 81.4,
  ]);
  expect(
    [poissonLimits(0).high, poissonLimits(10).high, poissonLimits(100).high].map((high) => +high.toFixed(1)),
  ).toEqual([3.7, 18.4, 121.6]);
});

import { describe, expect, it } from 'vitest';
import { DetectorHealth, type Watched } from './detectorHealth.ts';
import { noSums } from './interval.ts';

interface Ten {
  readonly hits?: number;
  readonly occupancy?: number;
  readonly observedMs?: number;
}

/** What a detector fails after intervals of ten seconds. */
function failed(tens: readonly Ten[], watched: Watched = { lanes: 1, kind: 'driving' }): string[] {
  const health = new DetectorHealth(watched);
  let flags: string[] = [];
  for (const { hits = 0, occupancy = 0, observedMs = 10_000 } of tens) {
    const counts = hits > 0 ? { car: { forward: hits, backward: 0 } } : {};
    flags = health.judge({ ...noSums, counts, coveredMs: occupancy * observedMs, observedMs });
  }
  return flags;
}

const times = (n: number, ten: (at: number) => Ten): Ten[] => Array.from({ length: n }, (_, at) => ten(at));
const hour = 360;

describe('a virtual detector fails itself', () => {
  it('with no hits for four hours of a driving lane, which one car ends', () => {
    expect(failed(times(4 * hour - 1, () => ({})))).toEqual([]);
    expect(failed(times(4 * hour, () => ({})))).toEqual(['no-hits']);
    expect(failed([...times(4 * hour, () => ({})), { hits: 1, occupancy: 0.02 }])).toEqual([]);
    expect(
      failed(
        times(8 * hour, () => ({})),
        { lanes: 1, kind: 'hard-shoulder' },
      ),
    ).toEqual([]);
  });

  it('time that was not observed is no time without hits', () => {
    expect(failed(times(8 * hour, () => ({ observedMs: 0 })))).toEqual([]);
  });

  it('with more vehicles than a lane can carry, which three lanes can', () => {
    const many = times(6, (at) => ({ hits: 13, occupancy: 0.3 + 0.01 * at }));
    expect(failed(many)).toEqual(['chatter']);
    expect(failed(many, { lanes: 3, kind: 'driving' })).toEqual([]);
    expect(failed(times(6, (at) => ({ hits: 12, occupancy: 0.3 + 0.01 * at })))).toEqual([]);
  });

  it('locked on, when it is covered for three minutes and nobody passes', () => {
    expect(failed(times(17, () => ({ occupancy: 1 })))).toEqual([]);
    expect(failed(times(18, () => ({ occupancy: 1 })))).toEqual(['locked-on']);
    expect(failed(times(60, (at) => ({ occupancy: 1, hits: at % 3 === 0 ? 1 : 0 })))).toEqual([]);
  });

  it('with an occupancy that does not change for five minutes', () => {
    expect(failed(times(31, () => ({ occupancy: 0.25, hits: 2 })))).toEqual(['no-change']);
    expect(failed(times(31, (at) => ({ occupancy: 0.25 + 0.001 * (at % 2), hits: 2 })))).toEqual([]);
  });

  it('with an occupancy that jumps up and down', () => {
    const jumps = times(15, (at) => ({ occupancy: Math.floor(at / 3) % 2 === 0 ? 0.95 : 0.02, hits: 1 }));
    expect(failed(jumps)).toEqual(['occupancy-spike']);
    const signal = times(15, (at) => ({ occupancy: Math.floor(at / 3) % 2 === 0 ? 0.7 : 0.2, hits: 1 }));
    expect(failed(signal)).toEqual([]);
  });
});

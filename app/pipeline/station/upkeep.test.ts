import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/error.ts';
import { SimulatedClock } from '../../base/simulatedClock.ts';
import { memoryStores } from '../../store/memoryStores.ts';
import type { Incident } from '../../incident/incident.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import { type Interval, noSums } from '../../traffic/quantities/interval.ts';
import { keepIntervalsMs, startRetention } from './retention.ts';
import { trackOf } from './testing/world.ts';
import { TrackWriter, trackWriterLimits } from './trackWriter.ts';

const dayMs = 86_400_000;

/** A store that fails for as long as a test wants, and a writer before it. */
function writer(limits = trackWriterLimits) {
  const clock = new SimulatedClock();
  const { tracks } = memoryStores(() => 'unused');
  const batches: number[] = [];
  let failure: AppError | null = null;
  const writing = new TrackWriter(
    {
      ...tracks,
      append(batch) {
        if (failure) throw failure;
        tracks.append(batch);
        batches.push(batch.length);
      },
    },
    clock,
    () => undefined,
    limits,
  );
  const fail = (error: AppError | null): void => {
    failure = error;
  };
  return { clock, tracks, batches, writing, fail };
}

describe('the writer of tracks', () => {
  it('writes 1000 at once without waiting, and the rest after a quarter of a second', async () => {
    const { clock, batches, writing } = writer();
    for (let id = 0; id < 2500; id++) writing.add(trackOf(id));
    const atOnce = [...batches];
    await clock.advance(249);
    const early = [...batches];
    await clock.advance(1);
    expect([atOnce, early, batches]).toEqual([
      [1000, 1000],
      [1000, 1000],
      [1000, 1000, 500],
    ]);
  });

  const full = new AppError('resource-exhausted', 'full');
  it('keeps the newest of what waits while the store fails, and counts what it lost', async () => {
    const { clock, tracks, writing, fail } = writer({ ...trackWriterLimits, mostWaiting: 100 });
    fail(full);
    for (let id = 0; id < 130; id++) writing.add(trackOf(id));
    await clock.advance(10_000);
    const whileFailing = writing.state;
    fail(null);
    await clock.advance(2000);
    const stored = [...tracks.between('id-1', 0, 1)].map(({ trackId }) => trackId);
    expect([whileFailing, writing.state, stored[0], stored.length]).toEqual([
      { waiting: 100, lost: 30, problem: 'full' },
      { waiting: 0, lost: 30, problem: null },
      30,
      100,
    ]);
  });

  it('would keep all of them without the bound (control)', async () => {
    const { clock, writing, fail } = writer({ ...trackWriterLimits, mostWaiting: Infinity });
    fail(full);
    for (let id = 0; id < 30_000; id++) writing.add(trackOf(id));
    await clock.advance(10_000);
    expect(writing.state.waiting).toBe(30_000);
  });

  it('stores the others of a batch when one track is impossible', async () => {
    const { clock, tracks, writing } = writer();
    const impossible: FinishedTrack = { ...trackOf(2), path: [[0, Number.NaN, 0, 1, 1]] };
    for (const track of [trackOf(1), impossible, trackOf(3)]) writing.add(track);
    await clock.advance(250);
    expect([[...tracks.between('id-1', 0, 1)].map(({ trackId }) => trackId), writing.state]).toEqual([
      [1, 3],
      { waiting: 0, lost: 1, problem: null },
    ]);
  });
});

describe('retention', () => {
  /** A site with one track a day for 40 days, the last one today. */
  function fortyDays(reachMs?: number) {
    const clock = new SimulatedClock();
    const stores = memoryStores(() => 'unused');
    stores.tracks.append(Array.from({ length: 40 }, (_, day) => trackOf(day, clock.wallMs() - day * dayMs)));
    const deleted: number[] = [];
    const stop = startRetention(
      stores,
      clock,
      (count) => deleted.push(count),
      () => undefined,
      reachMs,
    );
    return { clock, stores, deleted, stop };
  }

  it('deletes what is older than 30 days, a day at a time, and nothing else', async () => {
    const { clock, stores, deleted, stop } = fortyDays();
    await clock.advance(61_000);
    const first = [...deleted];
    await clock.advance(12 * 3_600_000);
    stop();
    expect([first, stores.tracks.statistics().tracks]).toEqual([[1], 30]);
  });

  it('loses at most a day of tracks an hour when the clock jumps ten years ahead', async () => {
    const { clock, stores } = fortyDays();
    clock.stepWall(3650 * dayMs);
    await clock.advance(3 * 3_600_000 + 61_000);
    expect(stores.tracks.statistics().tracks).toBe(36);
  });

  it('would lose everything at once without that bound (control)', async () => {
    const { clock, stores } = fortyDays(Infinity);
    clock.stepWall(3650 * dayMs);
    await clock.advance(61_000);
    expect(stores.tracks.statistics().tracks).toBe(0);
  });

  it('keeps intervals by their length, and incidents for a year after their end', async () => {
    const clock = new SimulatedClock();
    const stores = memoryStores(() => 'unused');
    const today = Math.floor(clock.wallMs() / dayMs) * dayMs;
    const days = [1, 6, 9, 80, 100, 1800, 1900];
    for (const [lengthMs] of keepIntervalsMs) {
      stores.intervals.append(days.map((day) => intervalOf(lengthMs, today - day * dayMs)));
    }
    for (const day of [1, 300, 400]) stores.incidents.save(incidentOf(`${day} days`, today - day * dayMs), []);
    stores.incidents.save(incidentOf('lasts', today - 400 * dayMs, null), []);
    const told: string[] = [];
    const stop = startRetention(
      stores,
      clock,
      (_, what) => told.push(what),
      () => undefined,
    );
    await clock.advance(6 * 3_600_000);
    stop();
    const kept = keepIntervalsMs.map(([lengthMs]) =>
      stores.intervals
        .find({ fromAtMs: 0, toAtMs: clock.wallMs(), cameraIds: ['a'], lengthMs, limit: 100 })
        .map(({ beginAtMs }) => (today - beginAtMs) / dayMs),
    );
    const incidents = stores.incidents.find({ fromAtMs: 0, toAtMs: clock.wallMs(), limit: 100 });
    expect([kept, incidents.map(({ incidentId }) => incidentId), new Set(told)]).toEqual([
      [
        [6, 1],
        [80, 9, 6, 1],
        [1800, 100, 80, 9, 6, 1],
        [1800, 100, 80, 9, 6, 1],
        [1800, 100, 80, 9, 6, 1],
      ],
      ['1 days', '300 days', 'lasts'],
      new Set(['incidents', 'intervals']),
    ]);
  });

  it('goes on in the next hour when the store failed', async () => {
    const clock = new SimulatedClock();
    const stores = memoryStores(() => 'unused');
    const problems: unknown[] = [];
    let fails = true;
    stores.tracks.append([trackOf(1, clock.wallMs() - 40 * dayMs)]);
    const tracks = {
      ...stores.tracks,
      deleteBefore(atMs: number) {
        if (fails) throw new AppError('resource-exhausted', 'full');
        return stores.tracks.deleteBefore(atMs);
      },
    };
    startRetention(
      { ...stores, tracks },
      clock,
      () => undefined,
      (thrown) => problems.push(thrown),
    );
    await clock.advance(61_000);
    fails = false;
    await clock.advance(3_600_000);
    expect([problems.length, stores.tracks.statistics().tracks]).toEqual([1, 0]);
  });
});

function intervalOf(lengthMs: number, beginAtMs: number): Interval {
  const element = { kind: 'line', id: 'in' } as const;
  return { cameraId: 'a', element, beginAtMs, lengthMs, sums: noSums, grade: 'A', flags: [], sceneVersion: 1 };
}

function incidentOf(incidentId: string, atMs: number, endedAtMs: number | null = atMs): Incident {
  return {
    incidentId,
    type: 'queue',
    severity: 'low',
    cameraId: 'a',
    beganAtMs: atMs,
    detectedAtMs: atMs,
    lastSeenAtMs: atMs,
    endedAtMs,
    place: { image: null, ground: null, laneId: 'north-1', zoneId: null },
    trackIds: [],
    boxes: [],
    confidence: 1,
    evidence: [],
    partOf: null,
    sceneVersion: 1,
    hasPicture: false,
  };
}

import { expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { SimulatedClock } from '../../base/simulatedClock.ts';
import { memoryStores } from '../../store/memoryStores.ts';
import { type Interval, intervalLengthsMs, noSums } from '../../traffic/quantities/interval.ts';
import { intervalWriter } from './intervalWriter.ts';

const hourMs = 3_600_000;
const begin = 1000 * hourMs;

function tenSeconds(beginAtMs: number): Interval {
  const counts = { car: { forward: 1, backward: 0 } };
  return {
    ...{ cameraId: 'a', element: { kind: 'line', id: 'north' }, beginAtMs, lengthMs: 10_000 },
    ...{ sums: { ...noSums, counts, observedMs: 10_000 }, grade: 'A', flags: [], sceneVersion: 1 },
  };
}

it('makes an hour of its ten seconds, once it is over and not before', async () => {
  const clock = new SimulatedClock();
  const stores = memoryStores(() => 'id');
  const writer = intervalWriter({ stores, clock, log: silentLog, committed: () => undefined });
  const stored = () =>
    intervalLengthsMs.map((lengthMs) => {
      const span = { fromAtMs: begin, toAtMs: begin + hourMs, limit: 1000 };
      const found = stores.intervals.find({ ...span, cameraIds: ['a'], lengthMs });
      return [found.length, found.reduce((sum, { sums }) => sum + (sums.counts['car']?.forward ?? 0), 0)];
    });
  for (let at = 0; at < hourMs - 10_000; at += 10_000) {
    writer.add([tenSeconds(begin + at)]);
    await clock.advance(10_000);
  }
  const before = stored();
  writer.add([tenSeconds(begin + hourMs - 10_000)]);
  await clock.advance(10_000);
  expect({ before, after: stored() }).toEqual({
    before: [
      [359, 359],
      [59, 354],
      [11, 330],
      [3, 270],
      [0, 0],
    ],
    after: [
      [360, 360],
      [60, 360],
      [12, 360],
      [4, 360],
      [1, 360],
    ],
  });
});

import type { IntervalStore } from '../../store/ports.ts';
import { type Interval, intervalLengthsMs } from '../../traffic/quantities/interval.ts';
import { rollUp } from '../../traffic/quantities/rollUp.ts';
import type { StationPorts } from '../station/ports.ts';
import { BatchWriter } from './batchWriter.ts';

const mostOfOneRollUp = 100_000;

/** Stores intervals, and makes the longer ones of them once their time is over. */
export function intervalWriter(ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>) {
  const { intervals } = ports.stores;
  return new BatchWriter<Interval>(ports, {
    // All cameras end their ten seconds at once: half a second makes one transaction for them all.
    ...{ what: 'intervals', waitMs: 500, mostWaiting: 50_000 },
    append: (ended) => intervals.append(ended),
    after: (ended) => rollUpAfter(intervals, ended),
  });
}

/** The longer intervals that are over now: each is the sum of those of the length below it. */
function rollUpAfter(store: IntervalStore, ended: readonly Interval[]): void {
  let news = ended;
  intervalLengthsMs.slice(1).forEach((lengthMs, i) => {
    const partMs = intervalLengthsMs[i]!;
    const over = new Map<string, { cameraId: string; beginAtMs: number }>();
    for (const { cameraId, beginAtMs, lengthMs: newMs } of news) {
      const endsAtMs = beginAtMs + newMs;
      if (newMs !== partMs || endsAtMs % lengthMs !== 0) continue;
      over.set(`${cameraId} ${endsAtMs}`, { cameraId, beginAtMs: endsAtMs - lengthMs });
    }
    news = [...over.values()].flatMap(({ cameraId, beginAtMs }) => {
      const span = { fromAtMs: beginAtMs, toAtMs: beginAtMs + lengthMs };
      const parts = store.find({ ...span, cameraIds: [cameraId], lengthMs: partMs, limit: mostOfOneRollUp });
      return rollUp(parts, lengthMs);
    });
    if (news.length > 0) store.append(news);
  });
}

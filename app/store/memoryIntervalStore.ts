import type { Interval } from '../traffic/quantities/interval.ts';
import { rowsDeletedAtOnce } from './deletions.ts';
import { decodeInterval, encodeInterval } from './intervalCodec.ts';
import type { IntervalStore } from './ports.ts';

/** All intervals of one length of one element of a camera. */
interface Series extends Pick<Interval, 'cameraId' | 'element' | 'lengthMs'> {
  /** The bytes of the codec by begin. */
  readonly packed: Map<number, Uint8Array>;
}

export function memoryIntervalStore(): IntervalStore {
  const all = new Map<string, Series>();
  const seriesOf = ({ cameraId, element, lengthMs }: Interval): Series => {
    const key = JSON.stringify([cameraId, element.kind, element.id, lengthMs]);
    const series = all.get(key) ?? { cameraId, element, lengthMs, packed: new Map<number, Uint8Array>() };
    all.set(key, series);
    return series;
  };
  return {
    append(intervals) {
      const rows = intervals.map((interval) => ({ interval, packed: encodeInterval(interval) }));
      for (const { interval, packed } of rows) seriesOf(interval).packed.set(interval.beginAtMs, packed);
    },
    find({ fromAtMs, toAtMs, cameraIds, elements, lengthMs, limit }) {
      const wanted = [...all.values()].filter(
        (series) =>
          series.lengthMs === lengthMs &&
          cameraIds.includes(series.cameraId) &&
          (elements?.some(({ kind, id }) => kind === series.element.kind && id === series.element.id) ?? true),
      );
      return wanted
        .flatMap(({ packed, ...of }) => [...packed].map(([beginAtMs, bytes]) => ({ of, beginAtMs, bytes })))
        .filter(({ beginAtMs }) => beginAtMs >= fromAtMs && beginAtMs < toAtMs)
        .sort((a, b) => a.beginAtMs - b.beginAtMs)
        .slice(0, limit)
        .map(({ of, beginAtMs, bytes }) => ({ ...of, beginAtMs, ...decodeInterval(bytes) }));
    },
    oldestAtMs: (lengthMs) =>
      [...all.values()]
        .filter((series) => series.lengthMs === lengthMs)
        .flatMap(({ packed }) => [...packed.keys()])
        .reduce<number | null>((oldest, beginAtMs) => Math.min(oldest ?? Infinity, beginAtMs), null),
    deleteBefore(lengthMs, atMs) {
      let deleted = 0;
      for (const series of all.values()) {
        if (series.lengthMs !== lengthMs) continue;
        const old = [...series.packed.keys()].filter((beginAtMs) => beginAtMs < atMs).sort((a, b) => a - b);
        for (const beginAtMs of old.slice(0, rowsDeletedAtOnce - deleted)) {
          series.packed.delete(beginAtMs);
          deleted++;
        }
      }
      return deleted;
    },
  };
}

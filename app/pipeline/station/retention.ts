import { type Clock, every } from '../../base/clock.ts';
import type { Stores } from '../../store/ports.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Pause between two deletions of a long row of them, so that other writes come in between. */
const breathMs = 200;

/** How long intervals are kept by their length, ms: the short ones show an event, the long ones a trend. */
export const keepIntervalsMs: readonly (readonly [lengthMs: number, keepMs: number])[] = [
  [10_000, 7 * dayMs],
  [60_000, 90 * dayMs],
  [300_000, 5 * 365 * dayMs],
  [900_000, 5 * 365 * dayMs],
  [hourMs, 5 * 365 * dayMs],
];

/** How long incidents are kept after their end, with timeline and picture: a year can be compared with the one before. */
const keepIncidentsMs = 365 * dayMs;

export type Kept = 'tracks' | 'signals' | 'incidents' | 'intervals';

/** Something that is deleted past its time. */
interface Keeping {
  readonly what: Kept;
  readonly keepMs: () => number;
  readonly oldestAtMs: () => number | null;
  readonly deleteBefore: (atMs: number) => number;
}

/**
 * Deletes tracks, what signals showed, incidents and intervals past their time: once soon after the start, then every hour. One round goes at
 * most a day beyond the oldest of each: a wall clock that jumps years ahead costs a day an hour, not everything at once.
 * @param deleted told after every deletion that removed rows
 * @param failed told what went wrong; the next round tries again, and what else is kept goes on
 * @param reachMs how far beyond the oldest a round may go; unlimited only in the test that shows what for
 */
export function startRetention(
  stores: Stores,
  clock: Clock,
  deleted: (count: number, what: Kept) => void,
  failed: (thrown: unknown, what: Kept) => void,
  reachMs = dayMs,
): () => void {
  let cancelRest = clock.after(60_000, () => round(keepings(stores)));
  const stop = every(clock, hourMs, () => round(keepings(stores)));
  function round([first, ...rest]: readonly Keeping[]): void {
    cancelRest();
    if (!first) return;
    try {
      const oldestAtMs = first.oldestAtMs();
      if (oldestAtMs !== null) {
        deleteUntil(first, Math.min(clock.wallMs() - first.keepMs(), oldestAtMs + reachMs), rest);
        return;
      }
    } catch (thrown) {
      failed(thrown, first.what);
    }
    round(rest);
  }
  function deleteUntil(keeping: Keeping, atMs: number, rest: readonly Keeping[]): void {
    try {
      const count = keeping.deleteBefore(atMs);
      if (count > 0) {
        deleted(count, keeping.what);
        cancelRest = clock.after(breathMs, () => deleteUntil(keeping, atMs, rest));
        return;
      }
    } catch (thrown) {
      failed(thrown, keeping.what);
    }
    round(rest);
  }
  return () => {
    cancelRest();
    stop();
  };
}

function keepings({ tracks, signals, incidents, intervals, settings }: Stores): Keeping[] {
  return [
    {
      what: 'tracks',
      keepMs: () => settings.read().keepTracksDays * dayMs,
      oldestAtMs: () => tracks.statistics().oldestAtMs,
      deleteBefore: (atMs) => tracks.deleteBefore(atMs),
    },
    {
      what: 'signals',
      keepMs: () => settings.read().keepTracksDays * dayMs,
      oldestAtMs: () => signals.oldestAtMs(),
      deleteBefore: (atMs) => signals.deleteBefore(atMs),
    },
    {
      what: 'incidents',
      keepMs: () => keepIncidentsMs,
      oldestAtMs: () => incidents.oldestEndAtMs(),
      deleteBefore: (atMs) => incidents.deleteBefore(atMs),
    },
    ...keepIntervalsMs.map(
      ([lengthMs, keepMs]): Keeping => ({
        what: 'intervals',
        keepMs: () => keepMs,
        oldestAtMs: () => intervals.oldestAtMs(lengthMs),
        deleteBefore: (atMs) => intervals.deleteBefore(lengthMs, atMs),
      }),
    ),
  ];
}

import { type Clock, every } from '../../base/clock.ts';
import type { Stores } from '../../store/ports.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Pause between two deletions of a long row of them, so that other writes come in between. */
const breathMs = 200;

/**
 * Deletes tracks past their time: once soon after the start, then every hour. One round goes at most a day beyond the
 * oldest track: a wall clock that jumps years ahead costs a day an hour, not everything at once.
 * @param deleted told after every deletion that removed rows
 * @param failed told what went wrong; the next round tries again
 * @param reachMs how far beyond the oldest track a round may go; unlimited only in the test that shows what for
 */
export function startRetention(
  stores: Stores,
  clock: Clock,
  deleted: (count: number) => void,
  failed: (thrown: unknown) => void,
  reachMs = dayMs,
): () => void {
  let cancelRest = clock.after(60_000, round);
  const stop = every(clock, hourMs, round);
  function round(): void {
    try {
      const { oldestAtMs } = stores.tracks.statistics();
      if (oldestAtMs === null) return;
      const keepMs = stores.settings.read().keepTracksDays * dayMs;
      deleteUntil(Math.min(clock.wallMs() - keepMs, oldestAtMs + reachMs));
    } catch (thrown) {
      failed(thrown);
    }
  }
  function deleteUntil(atMs: number): void {
    try {
      const count = stores.tracks.deleteBefore(atMs);
      if (count === 0) return;
      deleted(count);
      cancelRest = clock.after(breathMs, () => deleteUntil(atMs));
    } catch (thrown) {
      failed(thrown);
    }
  }
  return () => {
    cancelRest();
    stop();
  };
}

import type { SignalChange } from '../traffic/signals/signalChange.ts';
import { rowsDeletedAtOnce } from './deletions.ts';
import type { SignalStore } from './ports.ts';

export function memorySignalStore(): SignalStore {
  let stored: SignalChange[] = [];
  const keyOf = ({ cameraId, headId, atMs }: SignalChange): string => JSON.stringify([cameraId, headId, atMs]);
  return {
    append(changes) {
      const rows = new Map(stored.map((change) => [keyOf(change), change]));
      for (const change of changes) {
        const rounded = { ...change, atMs: Math.round(change.atMs) };
        rows.set(keyOf(rounded), rounded);
      }
      stored = [...rows.values()].sort((a, b) => a.atMs - b.atMs);
    },
    between(cameraId, fromAtMs, toAtMs) {
      const ofCamera = stored.filter((change) => change.cameraId === cameraId && change.atMs < toAtMs);
      const begun = new Map(ofCamera.filter(({ atMs }) => atMs <= fromAtMs).map((change) => [change.headId, change]));
      return ofCamera.filter((change) => change.atMs > fromAtMs || begun.get(change.headId) === change);
    },
    oldestAtMs: () => stored[0]?.atMs ?? null,
    deleteBefore(atMs) {
      const gone = new Set(stored.filter((change) => change.atMs < atMs).slice(0, rowsDeletedAtOnce));
      stored = stored.filter((change) => !gone.has(change));
      return gone.size;
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { type Interval, noSums } from '../../app/traffic/quantities/interval.ts';
import type { WritableDb } from '../../main/store/handles.ts';
import { secretBox } from '../../main/secrets/secretBox.ts';
import { openSqliteStores, type SqliteStores } from '../../main/store/sqliteStores.ts';

export const pointsOfTrack = 60;

/** The stores of a station that knows nothing. */
export function storesIn(folder: string, newId = () => 'unused'): SqliteStores {
  return openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, newId);
}

/** Runs `work` in a folder of its own, which goes afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One transaction that is committed durably. */
export function inOne(db: WritableDb, work: () => void): void {
  db.transaction(work).immediate();
}

export function trackOf(trackId: number, firstAtMs = trackId): FinishedTrack {
  const path = Array.from({ length: pointsOfTrack }, (_, at): [number, number, number, number, number] => [
    at * 200,
    100 + at * 9.25 + Math.sin(trackId + at * 1.7) * 1.5,
    200 + at * 2.5 + Math.cos(trackId + at * 2.3) * 1.5,
    40 + Math.sin(at * 3.1),
    30 + Math.cos(at * 2.9),
  ]);
  const size = { width: 1280, height: 720 };
  return { cameraId: 'a', epoch: 1, trackId, className: 'car', score: 0.8, firstAtMs, ...size, path };
}

export function intervalOf(element: number, minute: number): Interval {
  const sums = {
    ...noSums,
    counts: { car: { forward: 11, backward: 0 }, truck: { forward: 2, backward: 0 } },
    speedN: 13,
    speedSum: 311.5 + element / 7,
    speedSquareSum: 7504.25 + minute / 7,
    slownessSum: 0.5417,
    headwayN: 12,
    headwaySumS: 55.31,
    coveredMs: 4217,
    observedMs: 60_000,
  };
  const of = { cameraId: `c-${Math.floor(element / 20)}`, element: { kind: 'line', id: `l-${element % 20}` } } as const;
  return { ...of, beginAtMs: minute * 60_000, lengthMs: 60_000, sums, grade: 'A', flags: [], sceneVersion: 1 };
}

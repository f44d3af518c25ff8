import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { type Interval, noSums } from '../../app/traffic/quantities/interval.ts';
import { encodeInterval } from '../../app/store/intervalCodec.ts';
import type { WritableDb } from '../../main/store/handles.ts';
import { openWritable } from '../../main/store/pragmas.ts';
import { openSqliteStores, type SqliteStores } from '../../main/store/sqliteStores.ts';
import { secretBox } from '../../main/secrets/secretBox.ts';
import { measureIncidents } from './incidentBench.ts';
import { alternate, type Measure, ratioOf } from './measure.ts';

const pairs = 6;
/** Rows of one transaction, as the writer of tracks groups them. */
const batch = 1000;
const batches = 40;
const pointsOfTrack = 60;

/** The database's goals, 15 and 16, on the disk of the temporary folder; a minute on an idle machine. */
export async function measureStores(): Promise<Measure[]> {
  return [await measureDetections(), await measureIntervals(), ...(await measureIncidents())];
}

/** Goal 15: what the black box keeps of a detection, over a bare table with a row for each. */
async function measureDetections(): Promise<Measure> {
  const tracks = Array.from({ length: batch }, (_, id) => trackOf(id));
  const rows = tracks.slice(0, 200).flatMap((track) => track.path.map((point) => [track, point] as const));
  const windows = await alternate(
    pairs,
    async () =>
      inFolder((folder) => {
        const stores = storesIn(folder);
        const perS = perCpuS(batches * batch * pointsOfTrack, () => {
          for (let at = 0; at < batches; at++) stores.tracks.append(tracks);
        });
        stores.close();
        return perS;
      }),
    async () => inFolder((folder) => bareDetectionsPerCpuS(folder, rows)),
  );
  return ratioOf(
    { goal: 15, what: 'detections saved in whole tracks / bare rows of one each', bound: '>=', target: 0.8 },
    windows,
    { a: 'tracks', b: 'bare', unit: 'detections per CPU-s' },
  );
}

function bareDetectionsPerCpuS(folder: string, rows: readonly (readonly [FinishedTrack, readonly number[]])[]): number {
  const db = openWritable(join(folder, 'bare.db'));
  db.exec(`CREATE TABLE d (id INTEGER PRIMARY KEY, camera, epoch, track, class, score, t, x, y, w, h);
    CREATE INDEX d_by_time ON d (camera, t)`);
  const insert = db.prepare('INSERT INTO d VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const perS = perCpuS(batches * rows.length, () => {
    for (let at = 0; at < batches; at++) {
      for (let first = 0; first < rows.length; first += batch) {
        inOne(db, () => {
          for (const [track, point] of rows.slice(first, first + batch)) {
            insert.run(track.cameraId, track.epoch, track.trackId, track.className, track.score, ...point);
          }
        });
      }
    }
  });
  db.close();
  return perS;
}

/** Goal 15 for intervals: the store, packing and check sums included, over a bare transaction of the same bytes. */
async function measureIntervals(): Promise<Measure> {
  const minutes = Array.from({ length: batches }, (_, minute) =>
    Array.from({ length: batch }, (__, element) => intervalOf(element, minute)),
  );
  const packed = minutes.map((intervals) => intervals.map((interval) => encodeInterval(interval)));
  const windows = await alternate(
    pairs,
    async () =>
      inFolder((folder) => {
        const stores = storesIn(folder);
        const perS = perCpuS(batches * batch, () => {
          for (const intervals of minutes) stores.intervals.append(intervals);
        });
        stores.close();
        return perS;
      }),
    async () =>
      inFolder((folder) => {
        const db = openWritable(join(folder, 'bare.db'));
        db.exec('CREATE TABLE i (series, t, packed, PRIMARY KEY (series, t)) WITHOUT ROWID');
        const insert = db.prepare('INSERT INTO i VALUES (?, ?, ?)');
        const perS = perCpuS(batches * batch, () => {
          packed.forEach((rows, minute) => inOne(db, () => rows.forEach((row, at) => insert.run(at, minute, row))));
        });
        db.close();
        return perS;
      }),
  );
  return ratioOf(
    { goal: 15, what: 'intervals saved / bare transactions of the same bytes', bound: '>=', target: 0.8 },
    windows,
    { a: 'intervals', b: 'bare', unit: 'rows per CPU-s' },
  );
}

/** The stores of a station that knows nothing. */
export function storesIn(folder: string): SqliteStores {
  return openSqliteStores(folder, secretBox(new Uint8Array(32)), 0, () => 'unused');
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

function perCpuS(count: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}

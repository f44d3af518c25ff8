import { join } from 'node:path';
import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import { encodeInterval } from '../../app/store/intervalCodec.ts';
import { openWritable } from '../../main/store/pragmas.ts';
import { measureIncidents } from './incidentBench.ts';
import { interleave, type Measure, ratioOf, type Spent, spentOn } from './measure.ts';
import { inFolder, inOne, intervalOf, pointsOfTrack, storesIn, trackOf } from './storeRows.ts';

const [pairs, turns] = [9, 2];
/** Rows of one transaction, as the writer of tracks groups them. */
const batch = 1000;
const batches = 40;

/** The database's goals, 15 and 16, on the disk of the temporary folder; a minute on an idle machine. */
export async function measureStores(): Promise<Measure[]> {
  return [await measureDetections(), await measureIntervals(), ...(await measureIncidents())];
}

/** Goal 15: what the black box keeps of a detection, over a bare table with a row for each. */
async function measureDetections(): Promise<Measure> {
  const tracks = Array.from({ length: batch }, (_, id) => trackOf(id));
  const rows = tracks.slice(0, 200).flatMap((track) => track.path.map((point) => [track, point] as const));
  const windows = await interleave(
    pairs,
    turns,
    () =>
      inFolder((folder) => {
        const stores = storesIn(folder);
        const spent = spentOn(() => {
          for (let at = 0; at < batches; at++) stores.tracks.append(tracks);
          return batches * batch * pointsOfTrack;
        });
        stores.close();
        return spent;
      }),
    () => inFolder((folder) => bareDetections(folder, rows)),
  );
  return ratioOf(
    { goal: 15, what: 'detections saved in whole tracks / bare rows of one each', bound: '>=', target: 0.8 },
    windows,
    { a: 'tracks', b: 'bare', unit: 'detections per CPU-s' },
  );
}

function bareDetections(folder: string, rows: readonly (readonly [FinishedTrack, readonly number[]])[]): Spent {
  const db = openWritable(join(folder, 'bare.db'));
  db.exec(`CREATE TABLE d (id INTEGER PRIMARY KEY, camera, epoch, track, class, score, t, x, y, w, h);
    CREATE INDEX d_by_time ON d (camera, t)`);
  const insert = db.prepare('INSERT INTO d VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const spent = spentOn(() => {
    for (let at = 0; at < batches; at++) {
      for (let first = 0; first < rows.length; first += batch) {
        inOne(db, () => {
          for (const [track, point] of rows.slice(first, first + batch)) {
            insert.run(track.cameraId, track.epoch, track.trackId, track.className, track.score, ...point);
          }
        });
      }
    }
    return batches * rows.length;
  });
  db.close();
  return spent;
}

/** Goal 15 for intervals: the store, packing and check sums included, over a bare transaction of the same bytes. */
async function measureIntervals(): Promise<Measure> {
  const minutes = Array.from({ length: batches }, (_, minute) =>
    Array.from({ length: batch }, (__, element) => intervalOf(element, minute)),
  );
  const packed = minutes.map((intervals) => intervals.map((interval) => encodeInterval(interval)));
  const windows = await interleave(
    pairs,
    turns,
    () =>
      inFolder((folder) => {
        const stores = storesIn(folder);
        const spent = spentOn(() => {
          for (const intervals of minutes) stores.intervals.append(intervals);
          return batches * batch;
        });
        stores.close();
        return spent;
      }),
    () =>
      inFolder((folder) => {
        const db = openWritable(join(folder, 'bare.db'));
        db.exec('CREATE TABLE i (series, t, packed, PRIMARY KEY (series, t)) WITHOUT ROWID');
        const insert = db.prepare('INSERT INTO i VALUES (?, ?, ?)');
        const spent = spentOn(() => {
          packed.forEach((rows, minute) =>
            inOne(db, () => rows.forEach((row, at) => insert.run(at, minute * 60_000, row))),
          );
          return batches * batch;
        });
        db.close();
        return spent;
      }),
  );
  return ratioOf(
    { goal: 15, what: 'intervals saved / bare transactions of the same bytes', bound: '>=', target: 0.8 },
    windows,
    { a: 'intervals', b: 'bare', unit: 'rows per CPU-s' },
  );
}

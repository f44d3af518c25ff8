import { crc32 } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import { rowsDeletedAtOnce } from '../../app/store/deletions.ts';
import { decodeInterval, encodeInterval } from '../../app/store/intervalCodec.ts';
import type { IntervalQuery, IntervalStore } from '../../app/store/ports.ts';
import { type Interval, measuredElementSchema } from '../../app/traffic/quantities/interval.ts';
import type { SqlValue } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { SeriesKeys } from './seriesKeys.ts';
import { mapped } from './sqliteError.ts';

interface SeriesRow {
  readonly series_key: number;
  readonly camera_id: string;
  readonly element_kind: string;
  readonly element_id: string;
}

interface IntervalRow {
  readonly series_key: number;
  readonly begin_at_ms: number;
  readonly packed: Uint8Array;
  readonly row_crc32: number;
}

/** Intervals in `tracks.db`: those of one length of one element are a series, whose rows lie together by begin. */
export function sqliteIntervalStore(db: WritableDb): IntervalStore {
  const keys = new SeriesKeys(db);
  const seriesOfCameras = db.prepare<[number, string], SeriesRow>(`
    SELECT series_key, camera_id, element_kind, element_id FROM interval_series
    WHERE length_ms = ? AND camera_id IN (SELECT value FROM json_each(?))`);
  const seriesOfLength = db.prepare<[number], number>('SELECT series_key FROM interval_series WHERE length_ms = ?');
  const putOne = db.prepare<[SqlValue[]]>(puttingRows(1));
  const putMany = db.prepare<[SqlValue[]]>(puttingRows(rowsAtOnce));
  const begun = db.prepare<[string, number, number, number], IntervalRow>(`
    SELECT series_key, begin_at_ms, packed, row_crc32 FROM intervals
    WHERE series_key IN (SELECT value FROM json_each(?)) AND begin_at_ms >= ? AND begin_at_ms < ?
    ORDER BY begin_at_ms, series_key LIMIT ?`);
  const oldest = db.prepare<[number], number | null>(`
    SELECT min((SELECT min(begin_at_ms) FROM intervals WHERE intervals.series_key = interval_series.series_key))
    FROM interval_series WHERE length_ms = ?`);
  const remove = db.prepare<[number, number, number, number]>(`
    DELETE FROM intervals WHERE series_key = ? AND begin_at_ms IN (
      SELECT begin_at_ms FROM intervals WHERE series_key = ? AND begin_at_ms < ? ORDER BY begin_at_ms LIMIT ?)`);

  const appendAll = db.transaction((intervals: readonly Interval[]) => {
    const many = intervals.length - (intervals.length % rowsAtOnce);
    for (let first = 0; first < many; first += rowsAtOnce) {
      const values: SqlValue[] = [];
      for (let at = first; at < first + rowsAtOnce; at++) addValues(values, intervals[at]!);
      putMany.run(values);
    }
    for (let at = many; at < intervals.length; at++) putOne.run(addValues([], intervals[at]!));
  });
  const addValues = (values: SqlValue[], interval: Interval): SqlValue[] => {
    const key = keys.of(interval);
    const packed = encodeInterval(interval);
    values.push(key, interval.beginAtMs, packed, rowCrc32(key, interval.beginAtMs, packed));
    return values;
  };
  const append = (intervals: readonly Interval[]): void => {
    try {
      appendAll.immediate(intervals);
    } catch (thrown) {
      keys.forget();
      throw thrown;
    }
  };
  const deleteBefore = db.transaction((lengthMs: number, atMs: number): number => {
    let deleted = 0;
    for (const key of seriesOfLength.pluck().all(lengthMs)) {
      if (deleted < rowsDeletedAtOnce) deleted += remove.run(key, key, atMs, rowsDeletedAtOnce - deleted).changes;
    }
    return deleted;
  });
  const find = ({ fromAtMs, toAtMs, cameraIds, elements, lengthMs, limit }: IntervalQuery): Interval[] => {
    const wanted = elements && new Set(elements.map(({ kind, id }) => `${kind} ${id}`));
    const series = new Map(
      seriesOfCameras
        .all(lengthMs, JSON.stringify(cameraIds))
        .filter((row) => wanted?.has(`${row.element_kind} ${row.element_id}`) ?? true)
        .map((row) => [row.series_key, { cameraId: row.camera_id, element: elementOf(row), lengthMs }]),
    );
    return begun.all(JSON.stringify([...series.keys()]), fromAtMs, toAtMs, limit).flatMap((row) => {
      const of = series.get(row.series_key);
      return of ? { ...of, ...contentOf(row) } : [];
    });
  };
  return {
    append: (intervals) => mapped(() => append(intervals)),
    find: (query) => mapped(() => find(query)),
    oldestAtMs: (lengthMs) => mapped(() => oldest.pluck().get(lengthMs) ?? null),
    deleteBefore: (lengthMs, atMs) => mapped(() => deleteBefore.immediate(lengthMs, atMs)),
  };
}

/** A statement of several rows is begun and bound once. */
const rowsAtOnce = 8;

function puttingRows(count: number): string {
  const rows = Array.from({ length: count }, () => '(?, ?, ?, ?)').join(', ');
  // Unlike an update on conflict, this looks for the place of the row once.
  return `INSERT OR REPLACE INTO intervals (series_key, begin_at_ms, packed, row_crc32) VALUES ${rows}`;
}

function rowCrc32(seriesKey: number, beginAtMs: number, packed: Uint8Array): number {
  return crc32(packed, crc32(`${seriesKey} ${beginAtMs}`));
}

function contentOf(row: IntervalRow): Omit<Interval, 'cameraId' | 'element' | 'lengthMs'> {
  if (rowCrc32(row.series_key, row.begin_at_ms, row.packed) !== row.row_crc32) {
    const begin = new Date(row.begin_at_ms).toISOString();
    throw new AppError('data-loss', `A stored interval of ${begin} changed on the disk by itself.`);
  }
  return { beginAtMs: row.begin_at_ms, ...decodeInterval(row.packed) };
}

function elementOf(row: SeriesRow): Interval['element'] {
  const read = measuredElementSchema.safeParse({ kind: row.element_kind, id: row.element_id });
  if (!read.success) throw new AppError('data-loss', `What interval series ${row.series_key} is about cannot be read.`);
  return read.data;
}

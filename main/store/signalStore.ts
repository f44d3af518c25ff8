import { crc32 } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import { rowsDeletedAtOnce } from '../../app/store/deletions.ts';
import type { SignalStore } from '../../app/store/ports.ts';
import type { SignalChange } from '../../app/traffic/signals/signalChange.ts';
import type { ReadableDb, WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';

interface ChangeRow {
  readonly head_key: number;
  readonly head_id: string;
  readonly at_ms: number;
  readonly state: SignalChange['state'];
  readonly row_crc32: number;
}

/** Changes of signals, for who only reads them. */
export function sqliteSignalReader(db: ReadableDb): Pick<SignalStore, 'between'> {
  // From what each head showed at the beginning of the span on.
  const changes = db.prepare<{ cameraId: string; from: number; to: number }, ChangeRow>(`
    SELECT head_key, head_id, at_ms, state, row_crc32 FROM signal_heads JOIN signal_changes USING (head_key)
    WHERE camera_id = @cameraId AND at_ms < @to AND at_ms >= coalesce(
      (SELECT max(at_ms) FROM signal_changes AS earlier
       WHERE earlier.head_key = signal_heads.head_key AND earlier.at_ms <= @from), @from)
    ORDER BY at_ms, head_key`);
  return {
    between: (cameraId, fromAtMs, toAtMs) =>
      mapped(() => changes.all({ cameraId, from: fromAtMs, to: toAtMs }).map((row) => changeOf(cameraId, row))),
  };
}

/** Changes of signals in `tracks.db`; those of one head lie together by time. */
export function sqliteSignalStore(db: WritableDb): SignalStore {
  const addHead = db.prepare(`
    INSERT INTO signal_heads (camera_id, head_id) VALUES (?, ?) ON CONFLICT (camera_id, head_id) DO NOTHING`);
  const headKey = db.prepare<[string, string], number>(
    'SELECT head_key FROM signal_heads WHERE camera_id = ? AND head_id = ?',
  );
  const put = db.prepare(
    'INSERT OR REPLACE INTO signal_changes (head_key, at_ms, state, row_crc32) VALUES (?, ?, ?, ?)',
  );
  const heads = db.prepare<[], number>('SELECT head_key FROM signal_heads');
  const oldest = db.prepare<[], number | null>(`
    SELECT min((SELECT min(at_ms) FROM signal_changes WHERE signal_changes.head_key = signal_heads.head_key))
    FROM signal_heads`);
  const remove = db.prepare<[number, number, number, number]>(`
    DELETE FROM signal_changes WHERE head_key = ? AND at_ms IN (
      SELECT at_ms FROM signal_changes WHERE head_key = ? AND at_ms < ? ORDER BY at_ms LIMIT ?)`);
  const append = db.transaction((changes: readonly SignalChange[]) => {
    for (const { cameraId, headId, atMs, state } of changes) {
      addHead.run(cameraId, headId);
      const key = headKey.pluck().get(cameraId, headId)!;
      const roundedAtMs = Math.round(atMs);
      put.run(key, roundedAtMs, state, rowCrc32(key, roundedAtMs, state));
    }
  });
  const deleteBefore = db.transaction((atMs: number): number => {
    let deleted = 0;
    for (const key of heads.pluck().all()) {
      deleted += remove.run(key, key, atMs, rowsDeletedAtOnce - deleted).changes;
      if (deleted >= rowsDeletedAtOnce) break;
    }
    return deleted;
  });
  return {
    ...sqliteSignalReader(db),
    append: (changes) => mapped(() => append.immediate(changes)),
    oldestAtMs: () => mapped(() => oldest.pluck().get() ?? null),
    deleteBefore: (atMs) => mapped(() => deleteBefore.immediate(atMs)),
  };
}

function rowCrc32(key: number, atMs: number, state: string): number {
  return crc32(JSON.stringify([key, atMs, state]));
}

function changeOf(cameraId: string, { head_key, head_id, at_ms, state, row_crc32 }: ChangeRow): SignalChange {
  if (row_crc32 !== rowCrc32(head_key, at_ms, state)) {
    throw new AppError('data-loss', `What the signal ${head_id} showed changed on the disk by itself.`);
  }
  return { cameraId, headId: head_id, atMs: at_ms, state };
}

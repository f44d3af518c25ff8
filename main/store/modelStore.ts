import { AppError } from '../../app/base/error.ts';
import { type Model, modelSchema } from '../../app/model/model.ts';
import type { ModelStore } from '../../app/store/ports.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { SqlRow } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

const key = ['model_id'];

/** Models in `station.db`; what the import found of them stands as JSON. */
export function sqliteModelStore(db: WritableDb, tables: StationTables): ModelStore {
  const rows = (): SqlRow[] =>
    tables.models.rows().sort((a, b) => Number(a['imported_at_ms']) - Number(b['imported_at_ms']));
  const together = (work: () => void): void => mapped(() => db.transaction(work).immediate());
  return {
    list: () => mapped(() => rows().map(modelOf)),
    add: (model) =>
      together(() => {
        const stored = rows().find((row) => row['model_id'] === model.modelId);
        tables.models.put(db, { ...rowFrom(model), active: stored?.['active'] ?? 0 }, key);
      }),
    activate: (modelId) =>
      together(() => {
        const all = rows();
        known(all, modelId);
        // the former one first: at most one row may say active at any time
        for (const row of all.filter((candidate) => candidate['active'] === 1)) {
          tables.models.put(db, { ...row, active: 0 }, key);
        }
        for (const row of all.filter((candidate) => candidate['model_id'] === modelId)) {
          tables.models.put(db, { ...row, active: 1 }, key);
        }
      }),
    delete: (modelId) =>
      together(() => {
        known(rows(), modelId);
        tables.models.remove(db, 'model_id', modelId);
      }),
    untriedFile: () => mapped(() => (tables.untriedModel.rows()[0]?.['path'] as string | undefined) ?? null),
    keepUntriedFile: (path) =>
      together(() => {
        if (path === null) tables.untriedModel.remove(db, 'only', 1);
        else tables.untriedModel.put(db, { only: 1, path }, ['only']);
      }),
  };
}

function known(all: readonly SqlRow[], modelId: string): void {
  if (!all.some((row) => row['model_id'] === modelId)) throw refusals.noModel();
}

function rowFrom(model: Model): SqlRow {
  const { modelId, name, sha256, sizeBytes, importedAtMs, active, backend, ...findings } = model;
  return {
    model_id: modelId,
    name,
    sha256,
    size_bytes: sizeBytes,
    imported_at_ms: importedAtMs,
    active: Number(active),
    backend,
    findings_json: JSON.stringify(findings),
  };
}

function modelOf(row: SqlRow): Model {
  const read = modelSchema.safeParse({
    ...(JSON.parse(String(row['findings_json'])) as object),
    modelId: row['model_id'],
    name: row['name'],
    sha256: row['sha256'],
    sizeBytes: row['size_bytes'],
    importedAtMs: row['imported_at_ms'],
    active: row['active'] === 1,
    backend: row['backend'],
  });
  if (!read.success) throw new AppError('data-loss', `The stored model ${row['model_id']} cannot be read.`);
  return read.data;
}

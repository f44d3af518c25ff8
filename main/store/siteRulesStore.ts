import { AppError } from '../../app/base/error.ts';
import { type SiteRulesVersion, siteRulesVersionSchema } from '../../app/incident/siteRules.ts';
import type { SiteRulesStore } from '../../app/store/ports.ts';
import { refusals } from '../../app/store/refusals.ts';
import type { SqlRow } from './guardedTable.ts';
import type { WritableDb } from './handles.ts';
import { mapped } from './sqliteError.ts';
import type { StationTables } from './stationTables.ts';

/** Versions of the site's rules in `station.db`; the rules themselves stand as JSON. */
export function sqliteSiteRulesStore(db: WritableDb, tables: StationTables): SiteRulesStore {
  const newest = (): SiteRulesVersion | null =>
    tables.siteRules.select('ORDER BY version DESC LIMIT 1').map(versionOf)[0] ?? null;
  const save = db.transaction((version: Omit<SiteRulesVersion, 'version'>, baseVersion: number | null): number => {
    const before = newest()?.version ?? null;
    if (before !== baseVersion) throw refusals.newerRules();
    const saved = (before ?? 0) + 1;
    const { author, savedAtMs, note, rules } = version;
    const row = { version: saved, author, saved_at_ms: savedAtMs, note, rules_json: JSON.stringify(rules) };
    tables.siteRules.put(db, row, ['version']);
    return saved;
  });
  return {
    newest: () => mapped(newest),
    versions: () => mapped(() => tables.siteRules.select('ORDER BY version DESC').map(versionOf)),
    save: (version, baseVersion) => mapped(() => save.immediate(version, baseVersion)),
  };
}

function versionOf(row: SqlRow): SiteRulesVersion {
  const read = siteRulesVersionSchema.safeParse({
    version: row['version'],
    author: row['author'],
    savedAtMs: row['saved_at_ms'],
    note: row['note'],
    rules: JSON.parse(String(row['rules_json'])),
  });
  if (!read.success) {
    throw new AppError('data-loss', `Version ${row['version']} of the rules of the site cannot be read.`);
  }
  return read.data;
}

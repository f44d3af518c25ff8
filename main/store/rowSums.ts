import { AppError } from '../../app/base/error.ts';
import type { ReadableDb } from './handles.ts';

/**
 * SQL that keeps, for a guarded table, the number of its rows and the sum of their CRCs: triggers of the file itself,
 * so that no writer can forget it. A file whose pages are of two different times (a journal left beside a restored copy,
 * a page that was never written) has rows that are each right and a sum that is wrong.
 */
export function sumRowsOf(table: string): string {
  const change = (rows: number, total: string): string =>
    `BEGIN UPDATE row_sums SET rows = rows + (${rows}), total = total + ${total} WHERE table_name = '${table}'; END`;
  return `
    INSERT INTO row_sums VALUES ('${table}', 0, 0);
    CREATE TRIGGER ${table}_added AFTER INSERT ON ${table} ${change(1, 'NEW.row_crc32')};
    CREATE TRIGGER ${table}_changed AFTER UPDATE ON ${table} ${change(0, 'NEW.row_crc32 - OLD.row_crc32')};
    CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} ${change(-1, '0 - OLD.row_crc32')};
  `;
}

export const rowSumsTable = `
  CREATE TABLE row_sums (
    table_name TEXT PRIMARY KEY NOT NULL,
    rows INTEGER NOT NULL CHECK (rows >= 0),
    total INTEGER NOT NULL
  ) STRICT;
`;

/** Throws `data-loss` where the rows of a table are not those that were written together. */
export function verifyRowSums(db: ReadableDb, table: string): void {
  const found = db.prepare(`SELECT count(*) AS rows, coalesce(sum(row_crc32), 0) AS total FROM ${table}`).get();
  const written = db.prepare('SELECT rows, total FROM row_sums WHERE table_name = ?').get(table);
  if (JSON.stringify(found) !== JSON.stringify(written)) {
    throw new AppError('data-loss', `The rows of ${table} are not those that were written together.`);
  }
}

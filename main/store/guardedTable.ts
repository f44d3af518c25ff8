import type { Statement } from 'better-sqlite3';
import { crc32 } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import type { ReadableDb, WritableDb } from './handles.ts';

export type SqlValue = string | number | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * A table whose rows carry a CRC-32 of their values: SQLite has no page checksums, and `integrity_check` says ok to a
 * byte flipped inside a text. Names of tables and columns come from our own code only.
 */
export class GuardedTable {
  readonly #db: ReadableDb;
  readonly name: string;
  readonly #columns: readonly string[];
  readonly #statements = new Map<string, Statement<SqlValue[]>>();

  constructor(db: ReadableDb, name: string, columns: readonly string[]) {
    this.#db = db;
    this.name = name;
    this.#columns = columns;
  }

  /** Every row, or those whose column has the value; each verified. Throws `data-loss` for one that changed by itself. */
  rows(only?: readonly [column: string, value: SqlValue]): SqlRow[] {
    return only ? this.select(`WHERE ${only[0]} = ?`, only[1]) : this.select('');
  }

  /**
   * The rows that the end of a query picks and orders, each verified.
   * @param end SQL of our own code from behind the table's name on, `?` for each of `values`
   */
  select(end: string, ...values: SqlValue[]): SqlRow[] {
    const columns = [...this.#columns, 'row_crc32'].map((column) => `${this.name}.${column}`);
    const query = `SELECT ${columns.join(', ')} FROM ${this.name} ${end}`;
    const all = this.#db.prepare<SqlValue[], SqlRow>(query).all(...values);
    for (const row of all) this.#verify(row);
    return all;
  }

  /** Reads every row, one at a time. Throws as `rows` does. */
  verify(): void {
    const query = `SELECT ${this.#columns.join(', ')}, row_crc32 FROM ${this.name}`;
    for (const row of this.#db.prepare<[], SqlRow>(query).iterate()) this.#verify(row);
  }

  /** Inserts the row, or replaces the one with the same primary key (`key`). */
  put(db: WritableDb, row: SqlRow, key: readonly string[]): void {
    const columns = [...this.#columns, 'row_crc32'];
    const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
    this.#write(
      db,
      `INSERT INTO ${this.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}`,
    ).run(...this.#columns.map((column) => row[column] ?? null), this.#crc(row));
  }

  /** Removes the rows whose column `key` is `value`. */
  remove(db: WritableDb, key: string, value: SqlValue): void {
    this.#write(db, `DELETE FROM ${this.name} WHERE ${key} = ?`).run(value);
  }

  /** Preparing takes longer than running: each statement is prepared once. */
  #write(db: WritableDb, sql: string): Statement<SqlValue[]> {
    const statement = this.#statements.get(sql) ?? db.prepare<SqlValue[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #verify(row: SqlRow): void {
    if (row['row_crc32'] === this.#crc(row)) return;
    throw new AppError('data-loss', `A row of ${this.name} changed on the disk by itself.`);
  }

  #crc(row: SqlRow): number {
    const values = this.#columns.map((column) => {
      const value = row[column] ?? null;
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    });
    return crc32(JSON.stringify(values));
  }
}

import { openReadable } from '../pragmas.ts';

/** Everything in a database file: versions, schema and all rows of all tables, for comparison as one value. */
export function wholeDatabase(file: string): unknown {
  const db = openReadable(file);
  try {
    const schema = db
      .prepare<[], { type: string; name: string; sql: string | null }>(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all();
    const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
    return {
      version: db.pragma('user_version', { simple: true }),
      schema: schema.map(({ type, name }) => `${type} ${name}`),
      rows: Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()])),
    };
  } finally {
    db.close();
  }
}

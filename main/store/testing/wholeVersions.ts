/** The rows that version 1 of `twoVersions.ts` begins with. */
export const names = [
  { id: 1, name: 'north' },
  { id: 2, name: 'south' },
];

const step1 = { version: 1, name: 'names', applied_at_ms: 1 };

/** What `wholeDatabase` gives of version 1. */
export const atVersion1 = {
  version: 1,
  schema: ['table names', 'table schema_steps'],
  rows: { names, schema_steps: [step1] },
};

/** The same of version 2. */
export const atVersion2 = {
  version: 2,
  schema: ['table names', 'index names_by_length', 'table schema_steps'],
  rows: {
    names: names.map((row) => ({ ...row, length: 5 })),
    schema_steps: [step1, { version: 2, name: 'lengths', applied_at_ms: 2 }],
  },
};

export type Cell = string | number | null;

/** A table as RFC 4180 text: comma, CRLF, a head; fields in quotes where needed. An absent value is an empty field. */
export function csvText(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? numberText(cell) : unarmed(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Six digits are more than any of the values is good for. */
const numberText = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '');

/** A name that begins like a formula would be run by spreadsheets; an apostrophe makes it text. */
const unarmed = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** `2026-01-05T09:30:00+01:00`: local time with its offset, which says on which side of a clock change it lies. */
export function isoWithOffset(atMs: number): string {
  const at = new Date(atMs);
  const offsetMin = -at.getTimezoneOffset();
  const local = new Date(atMs + offsetMin * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${local}${offsetMin < 0 ? '-' : '+'}${two(Math.abs(offsetMin) / 60)}:${two(Math.abs(offsetMin) % 60)}`;
}

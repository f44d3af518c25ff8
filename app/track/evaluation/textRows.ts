import { AppError } from '../../base/error.ts';

/** One line of a benchmark file, cut into its fields. */
export interface TextRow {
  readonly lineNumber: number;
  readonly fields: readonly string[];
}

/** Lines of a text that are not empty, cut at commas or at white space. */
export function textRows(text: string, separator: RegExp): TextRow[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [{ lineNumber: index + 1, fields: trimmed.split(separator) }];
  });
}

/** @throws AppError `invalid-argument` unless the row has at least `least` fields; `expected` names them */
export function requireFields(row: TextRow, least: number, expected: string): void {
  if (row.fields.length >= least) return;
  throw badRow(row, `has ${row.fields.length} of the ${least} values that are needed (${expected})`);
}

/** The number in a field, which `name` names. @throws AppError `invalid-argument` when it is none, or not finite */
export function numberAt(row: TextRow, index: number, name: string): number {
  const text = row.fields[index]?.trim() ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw badRow(row, `has "${text.slice(0, 40)}" where ${name} (a number) belongs`);
}

/** As `numberAt`, and a whole number from `least` to `most`. */
export function wholeAt(row: TextRow, index: number, name: string, least: number, most = mostWhole): number {
  const value = numberAt(row, index, name);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw badRow(row, `has ${value} where ${name} (a whole number from ${least} to ${most}) belongs`);
}

/** Frame numbers are walked through one by one, so that a slip of the pen must not make a million hours of video. */
const mostWhole = 10_000_000;

export function badRow(row: TextRow, what: string): AppError {
  return new AppError(
    'invalid-argument',
    `Line ${row.lineNumber} ${what}. Correct the line, or choose the right --format.`,
  );
}

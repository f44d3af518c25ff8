import { type QuantityName, flagWords, quantityWords } from '../../text/analytics.ts';
import { type Cell, csvText, isoWithOffset } from './csv.ts';
import type { Series, SeriesPoint } from './series.ts';

/** The head of a quantity with its limits: name, unit and what the limits are. */
const headOf = (name: QuantityName): string[] => {
  const { name: words, unit } = quantityWords[name];
  return [`${words} (${unit})`, `${words}, low 95 % (${unit})`, `${words}, high 95 % (${unit})`];
};

/** Series as they are drawn: one row a point and element, gaps with empty values, grades and flags beside them. */
export function seriesCsv(series: readonly Series[], names: readonly QuantityName[]): string {
  const head = ['Begin', 'Length (s)', 'Element', ...names.flatMap(headOf), 'Grade', 'Flags'];
  const rows = series.flatMap(({ label, points }) => points.map((point) => rowOf(label, point, names)));
  return csvText(head, rows);
}

function rowOf(label: string, point: SeriesPoint, names: readonly QuantityName[]): Cell[] {
  const { beginAtMs, lengthMs, quantities, grade, flags } = point;
  return [
    isoWithOffset(beginAtMs),
    lengthMs / 1000,
    label,
    ...names.flatMap((name): Cell[] => {
      const quantity = quantities?.[name];
      return quantity ? [quantity.value, quantity.low, quantity.high] : [null, null, null];
    }),
    grade,
    flags.map((flag) => flagWords[flag]).join('; '),
  ];
}

/** `Flow 1 · Lane 1 2026-01-05.csv`, without what file systems do not take. */
export const fileName = (...parts: readonly string[]): string =>
  `${parts.join(' ').replaceAll(/[\\/:*?"<>|]/g, '-')}.csv`;

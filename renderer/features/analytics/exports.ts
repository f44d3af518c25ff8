import { type QuantityName, flagWords, quantityWords } from '../../text/analytics.ts';
import { type Cell, csvText, isoWithOffset } from './csv.ts';
import type { Series, SeriesPoint } from './series.ts';
import type { UnusualTime } from './unusualTimes.ts';
import { type UsualCourse, pointAt } from './usualCourse.ts';

/** The head of a quantity with its limits: name, unit and what the limits are. */
const headOf = (name: QuantityName): string[] => {
  const { name: words, unit } = quantityWords[name];
  return [`${words} (${unit})`, `${words}, low 95 % (${unit})`, `${words}, high 95 % (${unit})`];
};

/** Series as they are drawn: one row a point and element, gaps with empty values, grades and flags beside them. */
export function seriesCsv(
  series: readonly Series[],
  names: readonly QuantityName[],
  usual: readonly UsualCourse[] = [],
): string {
  const [main] = names;
  const courses = usual.filter(({ name }) => name === main);
  const usualHead = courses.length > 0 && main ? usualHeadOf(main) : [];
  const head = ['Begin', 'Length (s)', 'Element', ...names.flatMap(headOf), ...usualHead, 'Grade', 'Flags'];
  const rows = series.flatMap(({ key, label, points }) => {
    const course = courses.find((each) => each.key === key);
    return points.map((point) => rowOf(label, point, names, usualHead.length > 0 ? usualCells(course, point) : []));
  });
  return csvText(head, rows);
}

const usualHeadOf = (name: QuantityName): string[] => {
  const { name: words, unit } = quantityWords[name];
  const what = `${words}, usual at this hour`;
  return [`${what} (${unit})`, `${what}, low (${unit})`, `${what}, high (${unit})`, 'Unusual'];
};

/** Empty where too little history says nothing, or nothing was measured. */
function usualCells(course: UsualCourse | undefined, { beginAtMs }: SeriesPoint): Cell[] {
  const point = course && pointAt(course, beginAtMs);
  if (!point?.usual) return [null, null, null, null];
  const { value, low, high } = point.usual;
  return [value, low, high, point.measured ? (point.unusual ? 'yes' : 'no') : null];
}

function rowOf(
  label: string,
  point: SeriesPoint,
  names: readonly QuantityName[],
  usualOfPoint: readonly Cell[],
): Cell[] {
  const { beginAtMs, lengthMs, quantities, grade, flags } = point;
  return [
    isoWithOffset(beginAtMs),
    lengthMs / 1000,
    label,
    ...names.flatMap((name): Cell[] => {
      const quantity = quantities?.[name];
      return quantity ? [quantity.value, quantity.low, quantity.high] : [null, null, null];
    }),
    ...usualOfPoint,
    grade,
    flags.map((flag) => flagWords[flag]).join('; '),
  ];
}

/** Unusual times, one a row: since when, until when, what was measured and what is usual. */
export function unusualCsv(times: readonly UnusualTime[]): string {
  const head = ['Since', 'Until', 'Lasts', 'Element', 'Quantity', 'Unit'];
  const figures = [
    'Measured',
    'Measured, low 95 %',
    'Measured, high 95 %',
    'Usual',
    'Usual, low',
    'Usual, high',
    'Weeks',
  ];
  const rows = times.map(({ fromAtMs, toAtMs, lasts, label, name, measured, usual }): Cell[] => [
    ...[isoWithOffset(fromAtMs), isoWithOffset(toAtMs), lasts ? 'yes' : 'no', label],
    ...[quantityWords[name].name, quantityWords[name].unit, measured.value, measured.low, measured.high],
    ...[usual.value, usual.low, usual.high, usual.weeks],
  ]);
  return csvText([...head, ...figures], rows);
}

/** `Flow 1 · Lane 1 2026-01-05.csv`, without what file systems do not take. */
export const fileName = (...parts: readonly string[]): string =>
  `${parts.join(' ').replaceAll(/[\\/:*?"<>|]/g, '-')}.csv`;

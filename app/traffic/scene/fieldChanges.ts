type FieldText = (was: unknown, is: unknown) => string;

const redrawn: FieldText = () => 'redrawn';
const amount =
  (what: string, unit: string): FieldText =>
  (was, is) =>
    `${what} ${amountText(was, unit)} became ${amountText(is, unit)}`;
const toggled =
  (what: string): FieldText =>
  (_was, is) =>
    `${what} ${is ? 'added' : 'removed'}`;

/** By field of anything that a scene lists. */
const texts: Readonly<Record<string, FieldText>> = {
  name: (_was, is) => `renamed ${String(is)}`,
  course: redrawn,
  outline: redrawn,
  from: redrawn,
  to: redrawn,
  kind: (was, is) => `${String(was)} became ${String(is)}`,
  widthM: amount('width', ' m'),
  limitKmh: amount('limit', ' km/h'),
  solidLeft: toggled('solid line on the left'),
  solidRight: toggled('solid line on the right'),
  control: () => 'another control',
  source: (_was, is) => (is === 'picture' ? 'now read from the picture' : 'state now from outside'),
  fromLineId: (_was, is) => `now from line ${String(is)}`,
  toLineId: (_was, is) => `now to line ${String(is)}`,
};

/** What became of the fields of one thing of a scene, each once, as parts of a sentence. */
export function fieldChanges(was: object, is: object): string[] {
  const [before, after] = [was as Record<string, unknown>, is as Record<string, unknown>];
  const changes = Object.keys({ ...before, ...after })
    .filter((field) => !isEqual(before[field], after[field]))
    .map((field) => texts[field]?.(before[field], after[field]) ?? `${field} changed`);
  return [...new Set(changes)];
}

/** Whether two plain values are the same all the way down. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isEqual(a[key], b[key]));
}

function amountText(value: unknown, unit: string): string {
  return value === null ? 'none' : `${String(value)}${unit}`;
}

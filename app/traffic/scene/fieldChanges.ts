type FieldText = (was: unknown, is: unknown, lineNames: ReadonlyMap<string, string>) => string;

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
  kind: (was, is) => `${kindText(was)} became ${kindText(is)}`,
  widthM: amount('width', ' m'),
  limitKmh: amount('limit', ' km/h'),
  solidLeft: toggled('solid line on the left'),
  solidRight: toggled('solid line on the right'),
  control: () => 'another control',
  source: (_was, is) => (is === 'picture' ? 'now read from the picture' : 'state now from outside'),
  fromLineId: (_was, is, names) => `now from line ${lineText(is, names)}`,
  toLineId: (_was, is, names) => `now to line ${lineText(is, names)}`,
};

/**
 * What became of the fields of one thing of a scene, each once, as parts of a sentence.
 * @param lineNames of the scene's lines by id
 */
export function fieldChanges(was: object, is: object, lineNames: ReadonlyMap<string, string>): string[] {
  const [before, after] = [was as Record<string, unknown>, is as Record<string, unknown>];
  const changes = Object.keys({ ...before, ...after })
    .filter((field) => !isEqual(before[field], after[field]))
    .map((field) => texts[field]?.(before[field], after[field], lineNames) ?? `${field} changed`);
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

const kindText = (kind: unknown): string => String(kind).replaceAll('-', ' ');
const lineText = (id: unknown, names: ReadonlyMap<string, string>): string => names.get(String(id)) ?? String(id);

function amountText(value: unknown, unit: string): string {
  return value === null ? 'none' : `${String(value)}${unit}`;
}

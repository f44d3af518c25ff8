import type { Point } from '../../../app/space/box.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import type { CalibrationDraft } from './calibrationDraft.ts';
import type { Edited } from './edited.ts';

/** What has a place in the picture: elements of the scene, and marks of its calibration. */
export const elementKinds = ['lane', 'zone', 'line', 'stopLine', 'signalHead', 'section', 'mask'] as const;
export type ElementKind = (typeof elementKinds)[number];
export const markKinds = ['pair', 'along', 'across', 'fitLength', 'controlPoint', 'length'] as const;
export type MarkKind = (typeof markKinds)[number];

/** Names one shape; of a mark, `id` is its place in its list. */
export interface ShapeRef {
  readonly kind: ElementKind | MarkKind;
  readonly id: string;
}

export const sameShape = (a: ShapeRef | null, b: ShapeRef | null): boolean => a?.kind === b?.kind && a?.id === b?.id;
export const isMark = (kind: ShapeRef['kind']): kind is MarkKind => (markKinds as readonly string[]).includes(kind);

export const listOf = {
  lane: 'lanes',
  zone: 'zones',
  line: 'lines',
  stopLine: 'stopLines',
  signalHead: 'signalHeads',
  section: 'sections',
  mask: 'masks',
} as const satisfies Record<ElementKind, keyof Scene>;

export const markListOf = {
  pair: 'pairs',
  controlPoint: 'controlPoints',
  length: 'controlLengths',
  fitLength: 'fitLengths',
  along: 'along',
  across: 'across',
} as const satisfies Record<MarkKind, keyof CalibrationDraft>;

/** The fewest points a shape can have. */
export function fewestPoints(kind: ShapeRef['kind']): number {
  if (kind === 'pair' || kind === 'controlPoint') return 1;
  return isOutline(kind) ? 3 : 2;
}

/** Whether its points close to a ring. */
export const isOutline = (kind: ShapeRef['kind']): boolean =>
  kind === 'zone' || kind === 'signalHead' || kind === 'mask';

/** Whether points can be put into it and taken out of it. */
export const hasFreePoints = (kind: ShapeRef['kind']): boolean => kind === 'lane' || isOutline(kind);

type Drawn =
  | { readonly course: readonly Point[] }
  | { readonly outline: readonly Point[] | null }
  | { readonly from: Point; readonly to: Point }
  | { readonly image: Point };

function drawnOf({ scene, calibration }: Edited, { kind, id }: ShapeRef): Drawn | null {
  if (isMark(kind)) return calibration[markListOf[kind]][Number(id)] ?? null;
  if (kind === 'section') return null;
  const list: readonly ({ readonly id: string } & Drawn)[] = scene[listOf[kind]];
  return list.find((element) => element.id === id) ?? null;
}

/** The points of a shape, pixels of the scene's picture; none for what is not there and for sections. */
export function pointsOf(edited: Edited, ref: ShapeRef): readonly Point[] {
  const drawn = drawnOf(edited, ref);
  if (!drawn) return [];
  if ('course' in drawn) return drawn.course;
  // A signal head that the picture does not show has none.
  if ('outline' in drawn) return drawn.outline ?? [];
  return 'image' in drawn ? [drawn.image] : [drawn.from, drawn.to];
}

/** Whether there is such a shape. */
export const exists = (edited: Edited, ref: ShapeRef): boolean =>
  ref.kind === 'section' ? edited.scene.sections.some(({ id }) => id === ref.id) : drawnOf(edited, ref) !== null;

/** The same with other points in one of its shapes. */
export function withPoints(edited: Edited, ref: ShapeRef, points: readonly Point[]): Edited {
  return withShape(edited, ref, (drawn) => {
    if ('course' in drawn) return { ...drawn, course: points };
    if ('outline' in drawn) return { ...drawn, outline: points };
    if ('image' in drawn) return { ...drawn, image: points[0] };
    return { ...drawn, from: points[0], to: points[1] };
  });
}

/** The same with other fields of one shape. */
export const withFields = (edited: Edited, ref: ShapeRef, fields: object): Edited =>
  withShape(edited, ref, (shape) => ({ ...shape, ...fields }));

function withShape(edited: Edited, ref: ShapeRef, change: (shape: object) => object): Edited {
  const { kind, id } = ref;
  if (isMark(kind)) {
    const list: readonly object[] = edited.calibration[markListOf[kind]];
    const next = list.map((mark, at) => (String(at) === id ? change(mark) : mark));
    return { ...edited, calibration: { ...edited.calibration, [markListOf[kind]]: next } };
  }
  const list: readonly { readonly id: string }[] = edited.scene[listOf[kind]];
  const next = list.map((element) => (element.id === id ? change(element) : element));
  return { ...edited, scene: { ...edited.scene, [listOf[kind]]: next } };
}

/** Without one shape. What named it stays and is then listed as a problem, so that nothing vanishes unseen. */
export function withoutShape(edited: Edited, { kind, id }: ShapeRef): Edited {
  if (isMark(kind)) {
    const list: readonly object[] = edited.calibration[markListOf[kind]];
    const next = list.filter((_, at) => String(at) !== id);
    return { ...edited, calibration: { ...edited.calibration, [markListOf[kind]]: next } };
  }
  const list: readonly { readonly id: string }[] = edited.scene[listOf[kind]];
  return { ...edited, scene: { ...edited.scene, [listOf[kind]]: list.filter((element) => element.id !== id) } };
}

import type { Scene, SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { type ElementKind, elementKinds, listOf } from './shapes.ts';

/** Ids by kind, as `lane lane-3`: history and stored intervals are kept under them, so none is ever given again. */
export type ElementIds = ReadonlySet<string>;

const keyOf = (kind: ElementKind, id: string): string => `${kind} ${id}`;

export const noIds: ElementIds = new Set();

export const idsOf = (scene: Scene): ElementIds =>
  new Set(elementKinds.flatMap((kind) => scene[listOf[kind]].map(({ id }) => keyOf(kind, id))));

export const bothIds = (one: ElementIds, other: ElementIds): ElementIds => new Set([...one, ...other]);

type Saved = Pick<SceneVersion, 'version' | 'scene'>;

/** Every id that a version has or had. */
export const idsOfVersions = (versions: readonly Saved[]): ElementIds =>
  new Set(versions.flatMap(({ scene }) => [...idsOf(scene)]));

/**
 * Ids that mean something else than in a draft: those of versions that it does not come from.
 * @param lineage the versions that the draft comes from
 */
export function foreignIds(versions: readonly Saved[], lineage: readonly number[]): ElementIds {
  const own = idsOfVersions(versions.filter(({ version }) => lineage.includes(version)));
  return new Set([...idsOfVersions(versions)].filter((key) => !own.has(key)));
}

const idWord: Readonly<Record<ElementKind, string>> = {
  lane: 'lane',
  zone: 'zone',
  line: 'line',
  stopLine: 'stop-line',
  signalHead: 'signal',
  section: 'section',
  mask: 'mask',
};

/** The lowest number that was never given, and its id: `lane-3`. */
export function freeId(kind: ElementKind, used: ElementIds): { readonly id: string; readonly number: number } {
  let number = 1;
  while (used.has(keyOf(kind, `${idWord[kind]}-${number}`))) number += 1;
  return { id: `${idWord[kind]}-${number}`, number };
}

/**
 * A scene in which every element of a forbidden id has a fresh one, and what names it names that. The same scene where
 * there is none.
 * @param used what must not be given either
 */
export function withFreshIds(scene: Scene, forbidden: ElementIds, used: ElementIds): Scene {
  const taken = new Set([...idsOf(scene), ...forbidden, ...used]);
  const fresh = new Map<string, string>();
  for (const kind of elementKinds) {
    for (const { id } of scene[listOf[kind]]) {
      if (!forbidden.has(keyOf(kind, id))) continue;
      const next = freeId(kind, taken).id;
      taken.add(keyOf(kind, next));
      fresh.set(keyOf(kind, id), next);
    }
  }
  if (fresh.size === 0) return scene;
  const nameOf = (kind: ElementKind, id: string): string => fresh.get(keyOf(kind, id)) ?? id;
  const renamed = <T extends { readonly id: string }>(kind: ElementKind, list: readonly T[]): T[] =>
    list.map((element) => ({ ...element, id: nameOf(kind, element.id) }));
  return {
    ...scene,
    lanes: renamed('lane', scene.lanes),
    zones: renamed('zone', scene.zones),
    lines: renamed('line', scene.lines),
    signalHeads: renamed('signalHead', scene.signalHeads),
    masks: renamed('mask', scene.masks),
    stopLines: renamed('stopLine', scene.stopLines).map((line) =>
      line.control.kind === 'signal'
        ? { ...line, control: { ...line.control, signalHeadId: nameOf('signalHead', line.control.signalHeadId) } }
        : line,
    ),
    sections: renamed('section', scene.sections).map((section) => ({
      ...section,
      fromLineId: nameOf('line', section.fromLineId),
      toLineId: nameOf('line', section.toLineId),
    })),
    rules: renamedIn(scene.rules, nameOf) as Scene['rules'],
  };
}

/** Settings of rules name zones in lists called `zones`, and lines in fields that end with `LineId`. */
function renamedIn(value: unknown, nameOf: (kind: ElementKind, id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamedIn(each, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inside]) => {
      if (field.endsWith('LineId') && typeof inside === 'string') return [field, nameOf('line', inside)];
      if (field === 'zones' && Array.isArray(inside)) return [field, inside.map((id) => nameOf('zone', String(id)))];
      return [field, renamedIn(inside, nameOf)];
    }),
  );
}

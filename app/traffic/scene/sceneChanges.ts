import { calledAs } from './calledAs.ts';
import { fieldChanges, isEqual } from './fieldChanges.ts';
import type { Scene } from './scene.ts';

const lists = [
  ['lanes', 'Lane'],
  ['zones', 'Zone'],
  ['lines', 'Line'],
  ['stopLines', 'Stop line'],
  ['signalHeads', 'Signal head'],
  ['sections', 'Section'],
  ['masks', 'Privacy mask'],
] as const;

interface Listed {
  readonly id: string;
  readonly name?: string;
}

/**
 * What was changed from one version of a scene to the next, but for its rules: short sentences; empty when nothing was.
 */
export function sceneChanges(before: Scene | null, after: Scene): readonly string[] {
  if (!before) return ['First version.'];
  const lineNames = new Map(after.lines.map(({ id, name }) => [id, name]));
  return [
    ...pictureChange(before, after),
    ...calibrationChange(before, after),
    ...geoChange(before, after),
    ...lists.flatMap(([list, kind]) => listChanges(kind, before[list], after[list], lineNames)),
  ];
}

function pictureChange({ picture: was }: Scene, { picture: is }: Scene): string[] {
  if (isEqual(was, is)) return [];
  return [`Picture of ${was.width} x ${was.height} became ${is.width} x ${is.height}.`];
}

function calibrationChange({ calibration: was }: Scene, { calibration: is }: Scene): string[] {
  if (isEqual(was, is)) return [];
  if (!was) return ['Calibration added.'];
  if (!is) return ['Calibration removed.'];
  if (was.method !== is.method) {
    return [is.method === 'points' ? 'Calibration now by points.' : 'Calibration now by vanishing points.'];
  }
  const { controlPoints: wasPoints, controlLengths: wasLengths, ...wasFit } = was;
  const { controlPoints: isPoints, controlLengths: isLengths, ...isFit } = is;
  return [
    ...(isEqual(wasFit, isFit) ? [] : ['Calibration changed.']),
    ...(isEqual([wasPoints, wasLengths], [isPoints, isLengths]) ? [] : ['Control points or lengths changed.']),
  ];
}

function geoChange({ geo: was }: Scene, { geo: is }: Scene): string[] {
  if (isEqual(was, is)) return [];
  return [`Place on the map ${was ? (is ? 'changed' : 'removed') : 'added'}.`];
}

function listChanges(
  kind: string,
  before: readonly Listed[],
  after: readonly Listed[],
  lineNames: ReadonlyMap<string, string>,
): string[] {
  const called = ({ name, id }: Listed): string => calledAs(kind, name ?? id);
  const [old, fresh] = [new Map(before.map((one) => [one.id, one])), new Set(after.map(({ id }) => id))];
  return [
    ...after.flatMap((is) => {
      const was = old.get(is.id);
      if (!was) return [`${called(is)} added.`];
      const changes = fieldChanges(was, is, lineNames);
      return changes.length > 0 ? [`${called(was)}: ${changes.join(', ')}.`] : [];
    }),
    ...before.filter(({ id }) => !fresh.has(id)).map((was) => `${called(was)} removed.`),
  ];
}

import type { Point } from '../../../app/space/box.ts';
import type { Scene, SignalHead } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { type ElementIds, bothIds, freeId, idsOf } from './elementIds.ts';
import { type ElementKind, type ShapeRef, listOf } from './shapes.ts';
import { rectangleOf } from './pointEdit.ts';

/**
 * A scene with one element more, and its name in it. Points as clicked; a signal head's are two opposite corners.
 * @param used ids that were given before, see elementIds.ts
 */
export function withNewElement(
  scene: Scene,
  kind: Exclude<ElementKind, 'section'>,
  points: readonly Point[],
  used: ElementIds,
): { readonly scene: Scene; readonly ref: ShapeRef } {
  const { id, name } = freeName(scene, kind, used);
  const [from, to] = points as [Point, Point];
  const add = (element: object): Scene => ({ ...scene, [listOf[kind]]: [...scene[listOf[kind]], element] });
  const ref = { kind, id };
  switch (kind) {
    case 'lane': {
      // Neighbouring lanes are alike: the next one begins as the one before.
      const { kind: laneKind = 'driving', widthM = 3.5, limitKmh = null } = scene.lanes.at(-1) ?? {};
      const lane = { id, name, kind: laneKind, course: points, widthM, limitKmh, solidLeft: false, solidRight: false };
      return { ref, scene: add(lane) };
    }
    case 'zone':
      return { ref, scene: add({ id, name, kind: 'carriageway', outline: points }) };
    case 'line':
      return { ref, scene: add({ id, name, from, to }) };
    case 'stopLine': {
      const head = scene.signalHeads.at(-1);
      const control = head ? { kind: 'signal', signalHeadId: head.id } : { kind: 'stop-sign' };
      return { ref, scene: add({ id, name, from, to, control }) };
    }
    case 'signalHead':
      return { ref, scene: add({ id, name, outline: rectangleOf(from, to), source: 'picture' }) };
    case 'mask':
      return { ref, scene: add({ id, outline: points }) };
  }
}

/** A signal head that the picture does not show: its controller tells its state. */
export function withExternalHead(scene: Scene, used: ElementIds): { readonly scene: Scene; readonly ref: ShapeRef } {
  const { id, name } = freeName(scene, 'signalHead', used);
  const head: SignalHead = { id, name, outline: null, source: 'external' };
  return { ref: { kind: 'signalHead', id }, scene: { ...scene, signalHeads: [...scene.signalHeads, head] } };
}

/** A housing in the middle of a picture, to be dragged to where the signal is. */
export function housingIn({ width, height }: Scene['picture']): Point[] {
  const [halfWidth, halfHeight] = [Math.round(width / 64), Math.round(height / 14)];
  const [x, y] = [Math.round(width / 2), Math.round(height / 2)];
  return [...rectangleOf({ x: x - halfWidth, y: y - halfHeight }, { x: x + halfWidth, y: y + halfHeight })];
}

/** A section between two lines. */
export function withNewSection(
  scene: Scene,
  { fromLineId, toLineId }: { readonly fromLineId: string; readonly toLineId: string },
  used: ElementIds,
): { readonly scene: Scene; readonly ref: ShapeRef } {
  const { id, name } = freeName(scene, 'section', used);
  const section = { id, name, fromLineId, toLineId };
  return { ref: { kind: 'section', id }, scene: { ...scene, sections: [...scene.sections, section] } };
}

/** A free id and the name that goes with it: `lane-3` and “Lane 3”. The id never changes with the name. */
function freeName(scene: Scene, kind: ElementKind, used: ElementIds): { id: string; name: string } {
  const { id, number } = freeId(kind, bothIds(used, idsOf(scene)));
  return { id, name: `${sceneText.kinds[kind]} ${number}` };
}

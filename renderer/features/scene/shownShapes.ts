import type { Point } from '../../../app/space/box.ts';
import type { Edited } from './edited.ts';
import { type ElementKind, type ShapeRef, listOf, markKinds, markListOf, pointsOf } from './shapes.ts';

export interface NamedShape {
  readonly ref: ShapeRef;
  readonly name: string;
}

/** Masks and zones lie under lanes, and lanes under lines, so that what is small can be taken. */
const drawnFirst: readonly ElementKind[] = ['mask', 'zone', 'lane', 'section', 'line', 'stopLine', 'signalHead'];

/** Every element of a scene in the order in which they are drawn. */
export const elementsOf = ({ scene }: Edited): NamedShape[] =>
  drawnFirst.flatMap((kind) =>
    scene[listOf[kind]].map((element) => ({
      ref: { kind, id: element.id },
      name: 'name' in element ? element.name : '',
    })),
  );

/** Every mark of its calibration, by number. */
export const marksOf = ({ calibration }: Edited): NamedShape[] =>
  markKinds.flatMap((kind) =>
    calibration[markListOf[kind]].map((_, at) => ({ ref: { kind, id: String(at) }, name: String(at + 1) })),
  );

/** The points at which a shape is drawn. A section has none of its own: it goes from one line's middle to the other's. */
export function shownPoints(edited: Edited, ref: ShapeRef): readonly Point[] {
  if (ref.kind !== 'section') return pointsOf(edited, ref);
  const section = edited.scene.sections.find(({ id }) => id === ref.id);
  return [section?.fromLineId, section?.toLineId].flatMap((lineId) => {
    const line = edited.scene.lines.find(({ id }) => id === lineId);
    return line ? [{ x: (line.from.x + line.to.x) / 2, y: (line.from.y + line.to.y) / 2 }] : [];
  });
}

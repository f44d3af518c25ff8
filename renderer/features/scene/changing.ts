import type { Point } from '../../../app/space/box.ts';
import type { Edited } from './edited.ts';
import type { Editor } from './editorState.ts';
import { inserted, middles, movedBy, withPoint, within, without } from './pointEdit.ts';
import { changed } from './sceneHistory.ts';
import { type ShapeRef, fewestPoints, hasFreePoints, isOutline, pointsOf, withPoints, withoutShape } from './shapes.ts';
import { draws } from './tools.ts';

/** One step of the history. @param gesture see `changed` */
export const stepTo = (editor: Editor, present: Edited, gesture: string | null = null): Editor => ({
  ...editor,
  history: changed(editor.history, present, gesture),
});

/** What is selected, moved: a point or a whole shape, as far as the picture goes. */
export function shifted({ history: { present }, selected, point }: Editor, by: Point): Edited {
  if (!selected) return present;
  const points = pointsOf(present, selected);
  if (points.length === 0) return present;
  const { picture } = present.scene;
  if (point === null) return withPoints(present, selected, movedBy(points, by, picture));
  const from = points[point] ?? { x: 0, y: 0 };
  return withPoints(
    present,
    selected,
    withPoint(points, point, within(picture, { x: from.x + by.x, y: from.y + by.y })),
  );
}

/** Arrow keys move what is selected, or the cross while a drawing tool is chosen. */
export function arrowed(editor: Editor, by: Point): Editor {
  if (draws(editor.tool)) {
    const { cursor, history } = editor;
    return { ...editor, cursor: within(history.present.scene.picture, { x: cursor.x + by.x, y: cursor.y + by.y }) };
  }
  const { selected, point } = editor;
  return selected ? stepTo(editor, shifted(editor, by), `nudge ${selected.kind} ${selected.id} ${point}`) : editor;
}

/** A point put into the middle of a piece, and selected. */
export function insertedAfter(editor: Editor, ref: ShapeRef, after: number): Editor {
  const { present } = editor.history;
  const points = pointsOf(present, ref);
  const middle = middles(points, isOutline(ref.kind))[after];
  if (!hasFreePoints(ref.kind) || !middle) return editor;
  const next = withPoints(present, ref, inserted(points, after, within(present.scene.picture, middle)));
  return { ...stepTo(editor, next), selected: ref, point: after + 1 };
}

/** Takes out the selected point where the shape can spare it, else the shape. */
export function removed(editor: Editor): Editor {
  const { selected, point, history } = editor;
  if (!selected) return editor;
  const points = pointsOf(history.present, selected);
  if (point !== null && hasFreePoints(selected.kind) && points.length > fewestPoints(selected.kind)) {
    const next = withPoints(history.present, selected, without(points, point));
    return { ...stepTo(editor, next), point: Math.max(0, point - 1) };
  }
  return { ...stepTo(editor, withoutShape(history.present, selected)), selected: null, point: null };
}

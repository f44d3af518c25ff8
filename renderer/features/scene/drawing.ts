import type { Point } from '../../../app/space/box.ts';
import { type MarkedPoint, rectanglePairs } from './calibrationDraft.ts';
import type { Edited } from './edited.ts';
import type { Editor } from './editorState.ts';
import { withNewElement } from './newElement.ts';
import { changed } from './sceneHistory.ts';
import { type ShapeRef, fewestPoints, markListOf } from './shapes.ts';
import { draws, pointsToFinish } from './tools.ts';

/** The drawing with one more point at the cursor; finished when it has as many as its tool takes. */
export function drawn(editor: Editor): Editor {
  const more = { ...editor, drawing: [...editor.drawing, editor.cursor] };
  return more.drawing.length === pointsToFinish(editor.tool, editor.mark) ? drawingFinished(more) : more;
}

/** The element or mark of the drawing, selected; nothing happens while points are missing. */
export function drawingFinished(editor: Editor): Editor {
  const { tool, mark, drawing, history, rectangle } = editor;
  if (!draws(tool)) return editor;
  const needed = pointsToFinish(tool, mark) ?? (tool === 'calibrate' ? 1 : fewestPoints(tool));
  if (drawing.length < needed) return editor;
  const { present } = history;
  const made =
    tool === 'calibrate'
      ? withMarks(present, mark, drawing, rectangle)
      : withElement(present, withNewElement(present.scene, tool, drawing, editor.used));
  return { ...editor, history: changed(history, made.edited), drawing: [], selected: made.ref, point: null };
}

function withElement(edited: Edited, made: { scene: Edited['scene']; ref: ShapeRef }) {
  return { edited: { ...edited, scene: made.scene }, ref: made.ref };
}

function withMarks(
  edited: Edited,
  mark: Editor['mark'],
  points: readonly Point[],
  { widthM, lengthM }: Editor['rectangle'],
): { edited: Edited; ref: ShapeRef } {
  const kind = mark === 'rectangle' ? 'pair' : mark;
  const list: readonly object[] = edited.calibration[markListOf[kind]];
  const marks = mark === 'rectangle' ? rectanglePairs(points, widthM, lengthM) : [marked(kind, points)];
  const calibration = {
    ...edited.calibration,
    // Marking lines along the road means to calibrate by them, and marking points by points.
    ...(kind === 'pair' ? { method: 'points' as const } : {}),
    ...(kind === 'along' || kind === 'across' || kind === 'fitLength' ? { method: 'vanishing' as const } : {}),
    [markListOf[kind]]: [...list, ...marks],
  };
  return { edited: { ...edited, calibration }, ref: { kind, id: String(list.length) } };
}

function marked(kind: ShapeRef['kind'], points: readonly Point[]): MarkedPoint | object {
  const [from, to] = points as [Point, Point];
  if (kind === 'pair' || kind === 'controlPoint') return { image: from, xM: null, yM: null };
  return kind === 'length' || kind === 'fitLength' ? { from, to, lengthM: null } : { from, to };
}

import type { Point } from '../../../app/space/box.ts';
import type { Edited } from './edited.ts';
import { drawn, drawingFinished } from './drawing.ts';
import { withNewSection } from './newElement.ts';
import { inserted, middles, movedBy, withPoint, within, without } from './pointEdit.ts';
import { type History, changed, historyOf, redone, settled, undone } from './sceneHistory.ts';
import {
  type ShapeRef,
  exists,
  fewestPoints,
  hasFreePoints,
  isOutline,
  pointsOf,
  sameShape,
  withFields,
  withPoints,
  withoutShape,
} from './shapes.ts';
import { type MarkTool, type Tool, draws } from './tools.ts';

/** Everything of the scene page that undo, keys and pointer act on. Points are pixels of the scene's picture. */
export interface Editor {
  readonly history: History<Edited>;
  readonly tool: Tool;
  readonly mark: MarkTool;
  /** Sides of the rectangle that the tool Calibrate marks, metres. */
  readonly rectangle: { readonly widthM: number; readonly lengthM: number };
  /** Points placed for an element that is not finished. */
  readonly drawing: readonly Point[];
  /** First line of a section that is being made. */
  readonly sectionFrom: string | null;
  readonly selected: ShapeRef | null;
  /** Selected point of the selected shape. */
  readonly point: number | null;
  /** Where the keyboard draws. */
  readonly cursor: Point;
}

export type EditorAction =
  | { readonly do: 'chooseTool'; readonly tool: Tool }
  | { readonly do: 'chooseMark'; readonly mark: MarkTool }
  | { readonly do: 'setRectangle'; readonly widthM: number; readonly lengthM: number }
  | { readonly do: 'place'; readonly at: Point }
  | {
      readonly do:
        | 'placeAtCursor'
        | 'takeBack'
        | 'finish'
        | 'escape'
        | 'remove'
        | 'insert'
        | 'settle'
        | 'undo'
        | 'redo';
    }
  | { readonly do: 'select'; readonly ref: ShapeRef | null; readonly point?: number | null }
  | { readonly do: 'stepPoint'; readonly by: 1 | -1 }
  | { readonly do: 'movePoint'; readonly to: Point }
  | { readonly do: 'moveShape'; readonly by: Point }
  | { readonly do: 'arrow'; readonly by: Point }
  | { readonly do: 'insertAfter'; readonly ref: ShapeRef; readonly after: number }
  | { readonly do: 'setFields'; readonly ref: ShapeRef; readonly fields: object }
  | { readonly do: 'addSection'; readonly fromLineId: string; readonly toLineId: string }
  /** Another whole state, as one step: a copy, a scaled scene, an older version, other rules. */
  | { readonly do: 'replace'; readonly edited: Edited; readonly gesture?: string };

export function editorOf(edited: Edited): Editor {
  const { width, height } = edited.scene.picture;
  return {
    history: historyOf(edited),
    tool: 'select',
    mark: 'pair',
    rectangle: { widthM: 3.5, lengthM: 20 },
    drawing: [],
    sectionFrom: null,
    selected: null,
    point: null,
    cursor: { x: Math.round(width / 2), y: Math.round(height / 2) },
  };
}

export function edit(editor: Editor, action: EditorAction): Editor {
  const { history, selected } = editor;
  const { present } = history;
  const { picture } = present.scene;
  switch (action.do) {
    case 'chooseTool':
      return { ...rested(editor), tool: action.tool };
    case 'chooseMark':
      return { ...rested(editor), tool: 'calibrate', mark: action.mark };
    case 'setRectangle':
      return { ...editor, rectangle: { widthM: action.widthM, lengthM: action.lengthM } };
    case 'place':
      return draws(editor.tool) ? drawn({ ...editor, cursor: within(picture, action.at) }) : editor;
    case 'placeAtCursor':
      return draws(editor.tool) ? drawn(editor) : editor;
    case 'takeBack':
      return { ...editor, drawing: editor.drawing.slice(0, -1) };
    case 'finish':
      return drawingFinished(editor);
    case 'escape':
      return escaped(editor);
    case 'select':
      return chosen(editor, action.ref, action.point ?? null);
    case 'stepPoint':
      return stepped(editor, action.by);
    case 'movePoint': {
      if (!selected || editor.point === null) return editor;
      const points = withPoint(pointsOf(present, selected), editor.point, within(picture, action.to));
      return stepTo(editor, withPoints(present, selected, points), 'drag');
    }
    case 'moveShape':
      return selected ? stepTo(editor, shifted(editor, action.by), 'drag') : editor;
    case 'arrow':
      return arrowed(editor, action.by);
    case 'insert':
      return selected ? insertedAfter(editor, selected, editor.point ?? 0) : editor;
    case 'insertAfter':
      return insertedAfter(editor, action.ref, action.after);
    case 'remove':
      return removed(editor);
    case 'setFields': {
      const { ref, fields } = action;
      return stepTo(editor, withFields(present, ref, fields), `${ref.kind} ${ref.id} ${Object.keys(fields).join()}`);
    }
    case 'addSection': {
      const { scene, ref } = withNewSection(present.scene, action.fromLineId, action.toLineId);
      return { ...stepTo(editor, { ...present, scene }), selected: ref, point: null, sectionFrom: null };
    }
    case 'replace':
      return kept(stepTo(editor, action.edited, action.gesture ?? null));
    case 'settle':
      return { ...editor, history: settled(history) };
    case 'undo':
      // A drawing is undone point by point before anything that is finished.
      if (editor.drawing.length > 0) return { ...editor, drawing: editor.drawing.slice(0, -1) };
      return kept({ ...editor, history: undone(history) });
    case 'redo':
      return kept({ ...editor, history: redone(history) });
  }
}

const stepTo = (editor: Editor, present: Edited, gesture: string | null = null): Editor => ({
  ...editor,
  history: changed(editor.history, present, gesture),
});

const rested = (editor: Editor): Editor => ({ ...editor, drawing: [], sectionFrom: null });

/** The selection stays only where it still means something. */
function kept(editor: Editor): Editor {
  const { selected, point, history } = editor;
  if (!selected) return editor;
  if (!exists(history.present, selected)) return { ...editor, selected: null, point: null };
  const count = pointsOf(history.present, selected).length;
  return point !== null && point >= count ? { ...editor, point: null } : editor;
}

function chosen(editor: Editor, ref: ShapeRef | null, point: number | null): Editor {
  const history = settled(editor.history);
  if (editor.tool === 'section' && ref?.kind === 'line') {
    const { sectionFrom } = editor;
    if (sectionFrom === null || sectionFrom === ref.id) return { ...editor, sectionFrom: ref.id };
    return edit({ ...editor, history }, { do: 'addSection', fromLineId: sectionFrom, toLineId: ref.id });
  }
  return { ...editor, history, selected: ref, point };
}

/** One thing at a time: the drawing, the point, the selection, the tool. */
function escaped(editor: Editor): Editor {
  if (editor.drawing.length > 0 || editor.sectionFrom !== null) return rested(editor);
  if (editor.point !== null) return { ...editor, point: null };
  if (editor.selected !== null) return { ...editor, selected: null };
  return { ...editor, tool: 'select' };
}

function stepped(editor: Editor, by: 1 | -1): Editor {
  const count = editor.selected ? pointsOf(editor.history.present, editor.selected).length : 0;
  if (count === 0) return editor;
  const from = editor.point ?? (by === 1 ? -1 : count);
  return { ...editor, history: settled(editor.history), point: (from + by + count) % count };
}

function shifted({ history: { present }, selected, point }: Editor, by: Point): Edited {
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
function arrowed(editor: Editor, by: Point): Editor {
  if (draws(editor.tool)) {
    const { cursor, history } = editor;
    return { ...editor, cursor: within(history.present.scene.picture, { x: cursor.x + by.x, y: cursor.y + by.y }) };
  }
  const { selected, point } = editor;
  return selected ? stepTo(editor, shifted(editor, by), `nudge ${selected.kind} ${selected.id} ${point}`) : editor;
}

function insertedAfter(editor: Editor, ref: ShapeRef, after: number): Editor {
  const { present } = editor.history;
  const points = pointsOf(present, ref);
  const middle = middles(points, isOutline(ref.kind))[after];
  if (!hasFreePoints(ref.kind) || !middle) return editor;
  const next = withPoints(present, ref, inserted(points, after, within(present.scene.picture, middle)));
  return { ...stepTo(editor, next), selected: ref, point: after + 1 };
}

/** Takes out the selected point where the shape can spare it, else the shape. */
function removed(editor: Editor): Editor {
  const { selected, point, history } = editor;
  if (!selected) return editor;
  const points = pointsOf(history.present, selected);
  if (point !== null && hasFreePoints(selected.kind) && points.length > fewestPoints(selected.kind)) {
    const next = withPoints(history.present, selected, without(points, point));
    return { ...stepTo(editor, next), point: Math.max(0, point - 1) };
  }
  return { ...stepTo(editor, withoutShape(history.present, selected)), selected: null, point: null };
}

/** Whether a shape is the selected one. */
export const isSelected = (editor: Editor, ref: ShapeRef): boolean => sameShape(editor.selected, ref);

import type { Point } from '../../../app/space/box.ts';
import { arrowed, insertedAfter, removed, shifted, stepTo } from './changing.ts';
import { drawingFinished, drawn } from './drawing.ts';
import type { Edited } from './edited.ts';
import { type ElementIds, noIds } from './elementIds.ts';
import { withPoint, within } from './pointEdit.ts';
import { type History, historyOf, redone, settled, undone } from './sceneHistory.ts';
import { chosen, escaped, kept, rested, stepped, withHeadElsewhere, withSection } from './selecting.ts';
import { type ShapeRef, pointsOf, withFields, withPoints } from './shapes.ts';
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
  /** Ids that versions of this scene have or had, as far as they were read: nothing new gets one of them. */
  readonly used: ElementIds;
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
  | { readonly do: 'addExternalHead' }
  | { readonly do: 'learnIds'; readonly used: ElementIds }
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
    used: noIds,
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
    case 'addSection':
      return withSection(editor, action.fromLineId, action.toLineId);
    case 'addExternalHead':
      return withHeadElsewhere(editor);
    case 'replace':
      return kept(stepTo(editor, action.edited, action.gesture ?? null));
    case 'learnIds':
      return { ...editor, used: action.used };
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

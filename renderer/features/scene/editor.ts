import { arrowed, insertedAfter, removed, shifted, stepTo } from './changing.ts';
import { drawingFinished, drawn } from './drawing.ts';
import type { Edited } from './edited.ts';
import type { Editor, EditorAction } from './editorState.ts';
import { noIds } from './elementIds.ts';
import { withPoint, within } from './pointEdit.ts';
import { historyOf, redone, settled, undone } from './sceneHistory.ts';
import { chosen, escaped, kept, rested, stepped, withHeadElsewhere, withSection } from './selecting.ts';
import { pointsOf, withFields, withPoints } from './shapes.ts';
import { draws } from './tools.ts';

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

import type { Editor } from './editorState.ts';
import { stepTo } from './changing.ts';
import { withExternalHead, withNewSection } from './newElement.ts';
import { settled } from './sceneHistory.ts';
import { type ShapeRef, exists, pointsOf, sameShape } from './shapes.ts';

/** Without what was only begun. */
export const rested = (editor: Editor): Editor => ({ ...editor, drawing: [], sectionFrom: null });

/** The selection stays only where it still means something. */
export function kept(editor: Editor): Editor {
  const { selected, point, history } = editor;
  if (!selected) return editor;
  if (!exists(history.present, selected)) return { ...editor, selected: null, point: null };
  const count = pointsOf(history.present, selected).length;
  return point !== null && point >= count ? { ...editor, point: null } : editor;
}

/** A shape, or one of its points, is selected; with the tool Section, a line is picked. */
export function chosen(editor: Editor, ref: ShapeRef | null, point: number | null): Editor {
  const history = settled(editor.history);
  if (editor.tool === 'section' && ref?.kind === 'line') {
    const { sectionFrom } = editor;
    if (sectionFrom === null || sectionFrom === ref.id) return { ...editor, sectionFrom: ref.id };
    return withSection({ ...editor, history }, sectionFrom, ref.id);
  }
  return { ...editor, history, selected: ref, point };
}

/** A section between two lines, selected. */
export function withSection(editor: Editor, fromLineId: string, toLineId: string): Editor {
  const { present } = editor.history;
  const { scene, ref } = withNewSection(present.scene, { fromLineId, toLineId }, editor.used);
  return { ...stepTo(editor, { ...present, scene }), selected: ref, point: null, sectionFrom: null };
}

/** A signal head that the picture does not show, selected. */
export function withHeadElsewhere(editor: Editor): Editor {
  const { present } = editor.history;
  const { scene, ref } = withExternalHead(present.scene, editor.used);
  return { ...stepTo(editor, { ...present, scene }), selected: ref, point: null, drawing: [] };
}

/** One thing at a time: the drawing, the point, the selection, the tool. */
export function escaped(editor: Editor): Editor {
  if (editor.drawing.length > 0 || editor.sectionFrom !== null) return rested(editor);
  if (editor.point !== null) return { ...editor, point: null };
  if (editor.selected !== null) return { ...editor, selected: null };
  return { ...editor, tool: 'select' };
}

/** The next or previous point of the selected shape is selected. */
export function stepped(editor: Editor, by: 1 | -1): Editor {
  const count = editor.selected ? pointsOf(editor.history.present, editor.selected).length : 0;
  if (count === 0) return editor;
  const from = editor.point ?? (by === 1 ? -1 : count);
  return { ...editor, history: settled(editor.history), point: (from + by + count) % count };
}

/** Whether a shape is the selected one. */
export const isSelected = (editor: Editor, ref: ShapeRef): boolean => sameShape(editor.selected, ref);

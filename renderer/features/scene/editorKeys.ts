import type { Editor, EditorAction } from './editorState.ts';
import { draws } from './tools.ts';

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a key does while the drawing surface has the focus; `null` leaves it to the browser. */
export function keyAction(editor: Editor, pressed: Key): EditorAction | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  const arrow = arrows[pressed.key];
  if (arrow) {
    const step = pressed.shiftKey ? 10 : 1;
    return { do: 'arrow', by: { x: arrow[0] * step, y: arrow[1] * step } };
  }
  switch (pressed.key) {
    case ' ':
      return draws(editor.tool) ? { do: 'placeAtCursor' } : null;
    case 'Enter':
      return { do: 'finish' };
    case 'Escape':
      return { do: 'escape' };
    case 'Backspace':
      return editor.drawing.length > 0 ? { do: 'takeBack' } : null;
    case 'Delete':
      return { do: 'remove' };
    case 'Insert':
      return { do: 'insert' };
    case '[':
      return { do: 'stepPoint', by: -1 };
    case ']':
      return { do: 'stepPoint', by: 1 };
    default:
      return null;
  }
}

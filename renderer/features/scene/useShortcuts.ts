import { useEffect, useEffectEvent } from 'react';
import { useKeys } from '../../ui/useKeys.ts';
import type { EditorAction } from './editorState.ts';
import { type Tool, tools } from './tools.ts';

interface Shortcuts {
  dispatch(action: EditorAction): void;
  onTool(tool: Tool): void;
  onSave(): void;
}

/** Keys of the whole page: tools by number, undo, redo, save. In a field, undo is the field's own. */
export function useShortcuts({ dispatch, onTool, onSave }: Shortcuts): void {
  useKeys(Object.fromEntries(tools.map((tool, at) => [String(at + 1), () => onTool(tool)])));
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('[role="dialog"]')) return;
    const key = event.key.toLowerCase();
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null;
    if (key === 's') onSave();
    else if (typing) return;
    else if (key === 'z') dispatch({ do: event.shiftKey ? 'redo' : 'undo' });
    else if (key === 'y') dispatch({ do: 'redo' });
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

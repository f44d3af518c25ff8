import { useEffect, useEffectEvent } from 'react';

/** What a page does on keys, by `KeyboardEvent.key`, wherever the focus is. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Page-wide keys. They rest while the operator types into a field or a dialog is open, and never take a key together
 * with Control, Alt or Meta from the browser.
 */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

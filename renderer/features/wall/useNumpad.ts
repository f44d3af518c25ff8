import { useEffect, useEffectEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CommandLine, NumpadCommand } from './numpad.ts';
import { numpadStep } from './numpad.ts';

/** Listens for the numpad grammar wherever the focus is, except in fields and dialogs. Returns what is being typed. */
export function useNumpad(carryOut: (command: NumpadCommand) => void): CommandLine | null {
  const [line, setLine] = useState<CommandLine | null>(null);
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isElsewhere(event.target)) return;
    const step = numpadStep(line, event.key);
    if (!step.taken) return;
    // A digit must not also work a button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    // Keys come faster than frames: the next one must see this one's effect.
    flushSync(() => setLine(step.line));
    if (step.command) carryOut(step.command);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
  return line;
}

function isElsewhere(target: EventTarget | null): boolean {
  const field = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]';
  return target instanceof HTMLElement && target.closest(field) !== null;
}

import { describe, expect, it } from 'vitest';
import type { CommandLine, NumpadCommand } from './numpad.ts';
import { numpadStep } from './numpad.ts';

/** Types keys one after the other; gives the commands and what stands on the line in the end. */
function typed(...keys: string[]): { commands: NumpadCommand[]; line: CommandLine | null; untaken: string[] } {
  let line: CommandLine | null = null;
  const commands: NumpadCommand[] = [];
  const untaken: string[] = [];
  for (const key of keys) {
    const step = numpadStep(line, key);
    line = step.line;
    if (step.command) commands.push(step.command);
    if (!step.taken) untaken.push(key);
  }
  return { commands, line, untaken };
}

describe('the numpad grammar', () => {
  it.each([
    { keys: ['1', '2', 'Enter'], commands: [{ kind: 'showCamera', number: 12 }], line: null, untaken: [] },
    { keys: ['.', '3', 'Enter'], commands: [{ kind: 'selectTile', number: 3 }], line: null, untaken: [] },
    { keys: [',', '3', 'Enter'], commands: [{ kind: 'selectTile', number: 3 }], line: null, untaken: [] },
    { keys: ['1', '+'], commands: [{ kind: 'step', by: 1 }], line: null, untaken: [] },
    { keys: ['-'], commands: [{ kind: 'step', by: -1 }], line: null, untaken: [] },
    { keys: ['*'], commands: [{ kind: 'fullScreen' }], line: null, untaken: [] },
    { keys: ['1', '2'], commands: [], line: { of: 'camera', digits: '12' }, untaken: [] },
    { keys: ['1', '2', 'Backspace', '5'], commands: [], line: { of: 'camera', digits: '15' }, untaken: [] },
    { keys: ['1', 'Backspace', 'Backspace'], commands: [], line: null, untaken: [] },
    { keys: ['7', 'Escape'], commands: [], line: null, untaken: [] },
    { keys: ['1', '2', '3', '4', '5'], commands: [], line: { of: 'camera', digits: '2345' }, untaken: [] },
    { keys: ['4', '.', '2'], commands: [], line: { of: 'tile', digits: '2' }, untaken: [] },
    { keys: ['.', 'Enter'], commands: [], line: null, untaken: [] },
    // What is not of the grammar stays with the page: Enter on a button, Escape of a dialog, letters.
    {
      keys: ['Enter', 'Escape', 'Backspace', 'a', 'Tab'],
      commands: [],
      line: null,
      untaken: ['Enter', 'Escape', 'Backspace', 'a', 'Tab'],
    },
  ])('$keys', ({ keys, ...expected }) => {
    expect(typed(...keys)).toEqual(expected);
  });
});

/**
 * The numpad grammar of control rooms: digits and Enter show a camera in the selected tile, `.` before the digits
 * selects a tile, `+` and `-` show the next and previous camera, `*` is the full screen, Escape clears.
 */
export interface CommandLine {
  readonly of: 'camera' | 'tile';
  readonly digits: string;
}

export type NumpadCommand =
  | { readonly kind: 'showCamera'; readonly number: number }
  | { readonly kind: 'selectTile'; readonly number: number }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'fullScreen' };

/** What a key did. `null` line: nothing is being typed. `taken`: the key belongs to the grammar. */
export interface NumpadStep {
  readonly line: CommandLine | null;
  readonly command: NumpadCommand | null;
  readonly taken: boolean;
}

const longestNumber = 4;

/** @param key `KeyboardEvent.key`; the decimal key of a numpad gives `.` or `,` by language */
export function numpadStep(line: CommandLine | null, key: string): NumpadStep {
  if (/^\d$/.test(key)) {
    const { of, digits } = line ?? { of: 'camera', digits: '' };
    return typed({ of, digits: (digits + key).slice(-longestNumber) });
  }
  switch (key) {
    case '.':
    case ',':
      return typed({ of: 'tile', digits: '' });
    case '+':
      return done({ kind: 'step', by: 1 });
    case '-':
      return done({ kind: 'step', by: -1 });
    case '*':
      return done({ kind: 'fullScreen' });
    case 'Backspace':
      return line ? typed(shortened(line)) : { line, command: null, taken: false };
    case 'Escape':
      return line ? typed(null) : { line, command: null, taken: false };
    case 'Enter':
      if (!line) return { line, command: null, taken: false };
      if (line.digits === '') return typed(null);
      return done({ kind: line.of === 'tile' ? 'selectTile' : 'showCamera', number: Number(line.digits) });
    default:
      return { line, command: null, taken: false };
  }
}

const typed = (line: CommandLine | null): NumpadStep => ({ line, command: null, taken: true });
const done = (command: NumpadCommand): NumpadStep => ({ line: null, command, taken: true });

function shortened(line: CommandLine): CommandLine | null {
  return line.digits === '' ? null : { ...line, digits: line.digits.slice(0, -1) };
}

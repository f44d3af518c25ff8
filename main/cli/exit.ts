import { AppError, toAppError, type ErrorCode } from '../../app/base/error.ts';

/** Exit codes of the command line; stable for scripts. */
export const exitCode = { ok: 0, failed: 1, usage: 2, sourceUnreadable: 3, modelUnusable: 4 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** An error that knows with which code the command ends. */
export class CommandError extends AppError {
  readonly exitCode: ExitCode;

  constructor(code: ExitCode, message: string, options?: { cause?: unknown }) {
    super(errorCodeOf[code], message, options);
    this.exitCode = code;
  }
}

const errorCodeOf: Record<ExitCode, ErrorCode> = {
  0: 'internal',
  1: 'internal',
  2: 'invalid-argument',
  3: 'unavailable',
  4: 'failed-precondition',
};

/** The command line as typed cannot be; `text` says what to write instead. */
export function usage(text: string): CommandError {
  return new CommandError(exitCode.usage, text);
}

/** Runs `work`; what it throws ends the command with `code` and the thrown message. */
export async function failWith<T>(code: ExitCode, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(code, toAppError(thrown).message, { cause: thrown });
  }
}

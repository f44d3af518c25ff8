/** The canonical RPC codes. A code answers the caller's question: retry, tell the operator, or our own bug? */
export const errorCodes = [
  'cancelled',
  'invalid-argument',
  'deadline-exceeded',
  'not-found',
  'already-exists',
  'permission-denied',
  'unauthenticated',
  'resource-exhausted',
  'failed-precondition',
  'aborted',
  'unimplemented',
  'internal',
  'unavailable',
  'data-loss',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error that crosses folders, processes and links unchanged.
 * `message` is written for the operator: what was wrong and what to do, without secrets.
 */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** An unknown thrown value as an AppError; what is not ours already becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('internal', message, { cause: thrown });
}

import { AppError, errorCodes } from '../base/error.ts';
import type { ErrorCode } from '../base/error.ts';
import type { WhenSlow } from './contract.ts';

/** What the reading side of a contract sends. */
export type Request =
  | { readonly kind: 'call' | 'open'; readonly id: number; readonly name: string; readonly args: unknown }
  | { readonly kind: 'stop'; readonly id: number }
  /** Items of a feed taken in so far. */
  | { readonly kind: 'ack'; readonly id: number; readonly taken: number };

/** What the serving side sends. */
export type Answer =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'end'; readonly id: number };

/**
 * Items that may be under way unacknowledged, and after how many the reader acknowledges. Both sides use this table:
 * a window smaller than `ackEvery` would stand still.
 */
export const creditOf: Readonly<Record<WhenSlow, { readonly window: number; readonly ackEvery: number }>> = {
  latest: { window: 2, ackEvery: 1 },
  every: { window: 256, ackEvery: 64 },
  gop: { window: 32, ackEvery: 8 },
};

const longestName = 64;

/** Reads a message from an untrusted reader, or says what is wrong with it. */
export function requestOf(message: unknown): Request | undefined {
  if (!isPlain(message) || !isId(message['id'])) return undefined;
  const { kind, id, name, args, taken } = message;
  if (kind === 'call' || kind === 'open') {
    if (typeof name !== 'string' || name.length > longestName) return undefined;
    return { kind, id, name, args };
  }
  if (kind === 'stop') return { kind, id };
  if (kind === 'ack' && isId(taken)) return { kind, id, taken };
  return undefined;
}

/** Reads a message from the serving side. */
export function answerOf(message: unknown): Answer | undefined {
  if (!isPlain(message) || !isId(message['id'])) return undefined;
  const { kind, id, value, code, message: text } = message;
  if (kind === 'reply' || kind === 'item') return { kind, id, value };
  if (kind === 'end') return { kind, id };
  if (kind === 'error' && typeof text === 'string' && isErrorCode(code)) return { kind, id, code, message: text };
  return undefined;
}

export function errorAnswer(id: number, error: AppError): Answer {
  return { kind: 'error', id, code: error.code, message: error.message };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}

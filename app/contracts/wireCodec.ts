import { decode, encode } from '@msgpack/msgpack';
import { AppError } from '../base/error.ts';
import { objectionToWire } from './wireShape.ts';

/** Largest encoded message, bytes: a piece of a model file is 1 MiB, a site file at most 4 MB. */
export const longestMessageBytes = 8 * 1024 * 1024;

/** A message as MessagePack. Absent and `undefined` properties are both left out; bytes stay bytes. */
export function encoded(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { ignoreUndefined: true });
}

/** Reads a message; throws `invalid-argument` for anything that is not exactly one. Bytes are views of `bytes`. */
export function decoded(bytes: Uint8Array): unknown {
  const objection = objectionToWire(bytes);
  if (objection !== null) throw new AppError('invalid-argument', `The message was refused: ${objection}.`);
  try {
    return decode(bytes);
  } catch (thrown) {
    throw new AppError('invalid-argument', 'The message is not valid MessagePack.', { cause: thrown });
  }
}

import { AppError } from '../../app/base/error.ts';

/** Wire types that ONNX files hold. Groups (3, 4) are older than ONNX and refused. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** One field of a protobuf message as it lies in the file. */
export interface WireField {
  readonly number: number;
  readonly wire: number;
  /** Of the whole field, tag included. */
  readonly start: number;
  /** Of the value: after the length for `bytes`. */
  readonly valueStart: number;
  readonly end: number;
  /** A varint's value; above 2^53 it is only near. 0 for the other wire types. */
  readonly value: number;
}

/** Counts down the fields that may still be read, so that a hostile file costs bounded time. */
export interface FieldBudget {
  left: number;
}

const notProtobuf = 'The file is not a readable ONNX model: it is damaged or cut short. Copy or export it again.';

/** Walks the fields of one message. Throws `invalid-argument` where the bytes are no protobuf. */
export function* fieldsOf(bytes: Uint8Array, start: number, end: number, budget: FieldBudget): Generator<WireField> {
  let at = start;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 10; shift++) {
      if (at >= end) throw new AppError('invalid-argument', notProtobuf);
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new AppError('invalid-argument', notProtobuf);
  };
  while (at < end) {
    if (budget.left-- <= 0) {
      throw new AppError('resource-exhausted', 'The model file has too many parts to be a detection model.');
    }
    const fieldStart = at;
    const tag = varint();
    const wire = tag % 8;
    const number = Math.floor(tag / 8);
    if (number < 1 || number >= 2 ** 29) throw new AppError('invalid-argument', notProtobuf);
    let value = 0;
    let valueStart = at;
    if (wire === wireType.varint) value = varint();
    else if (wire === wireType.fixed32) at += 4;
    else if (wire === wireType.fixed64) at += 8;
    else if (wire === wireType.bytes) {
      const length = varint();
      valueStart = at;
      at += length;
    } else throw new AppError('invalid-argument', notProtobuf);
    if (at > end) throw new AppError('invalid-argument', notProtobuf);
    yield { number, wire, start: fieldStart, valueStart, end: at, value };
  }
}

export function isBytes(field: WireField, number: number): boolean {
  return field.number === number && field.wire === wireType.bytes;
}

export function isVarint(field: WireField, number: number): boolean {
  return field.number === number && field.wire === wireType.varint;
}

/** A varint field. `value` is a whole number from 0 to 2^53. */
export function varintField(number: number, value: number): Uint8Array {
  return Uint8Array.from([...varintBytes(number * 8 + wireType.varint), ...varintBytes(value)]);
}

/** A length-delimited field: bytes, a string or a message made of `parts` in order. */
export function bytesField(number: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const encoded = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const length = encoded.reduce((sum, part) => sum + part.length, 0);
  return joined([Uint8Array.from([...varintBytes(number * 8 + wireType.bytes), ...varintBytes(length)]), ...encoded]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

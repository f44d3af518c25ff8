import { type WireField, wireType } from './protobuf.ts';

/** Length along one axis; `null` is free, decided by each run. */
export type Dimension = number | null;

const maxTextBytes = 4 * 2 ** 20;

/** A field's bytes as text; what is no UTF-8 becomes U+FFFD, what is longer than 4 MiB is cut. */
export function bytesText(bytes: Uint8Array, field: WireField): string {
  return new TextDecoder().decode(
    bytes.subarray(field.valueStart, Math.min(field.end, field.valueStart + maxTextBytes)),
  );
}

/** `dims` of a tensor: one a field, or packed. At most nine are read, one more than any tensor has. */
export function dimensionsOf(bytes: Uint8Array, field: WireField): number[] {
  if (field.wire === wireType.varint) return [field.value];
  const dims: number[] = [];
  let value = 0;
  let shift = 0;
  for (let at = field.valueStart; at < field.end && dims.length < 9; at++) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) {
      dims.push(value);
      value = 0;
      shift = 0;
    }
  }
  return dims;
}

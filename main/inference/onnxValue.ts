import { onnx } from './onnxFields.ts';
import { type FieldBudget, fieldsOf, isBytes, isVarint, type WireField, wireType } from './protobuf.ts';

/** Length along one axis; `null` is free, decided by each run. */
export type Dimension = number | null;

/** An input or output of the graph, with the place of its field in the file. */
export interface OnnxValue {
  readonly name: string;
  readonly elementType: number;
  readonly dimensions: readonly Dimension[];
  readonly field: WireField;
}

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

/** Reads a graph's input or output. */
export function readValue(bytes: Uint8Array, value: WireField, budget: FieldBudget): OnnxValue {
  let name = '';
  let type = 0;
  const dimensions: Dimension[] = [];
  for (const field of fieldsOf(bytes, value.valueStart, value.end, budget)) {
    if (isBytes(field, onnx.value.name)) name = bytesText(bytes, field);
    if (!isBytes(field, onnx.value.type)) continue;
    for (const inner of fieldsOf(bytes, field.valueStart, field.end, budget)) {
      if (!isBytes(inner, onnx.type.tensor)) continue;
      for (const part of fieldsOf(bytes, inner.valueStart, inner.end, budget)) {
        if (isVarint(part, onnx.tensorType.elementType)) type = part.value;
        if (!isBytes(part, onnx.tensorType.shape)) continue;
        for (const dimension of fieldsOf(bytes, part.valueStart, part.end, budget)) {
          dimensions.push(readDimension(bytes, dimension, budget));
        }
      }
    }
  }
  return { name, elementType: type, dimensions, field: value };
}

function readDimension(bytes: Uint8Array, dimension: WireField, budget: FieldBudget): Dimension {
  for (const field of fieldsOf(bytes, dimension.valueStart, dimension.end, budget)) {
    // Some exporters write -1 for a free dimension: 2^64 - 1 on the wire.
    if (isVarint(field, onnx.dimension.value)) return field.value >= 2 ** 63 ? null : field.value;
  }
  return null;
}

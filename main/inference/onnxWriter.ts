import { elementType, onnx } from './onnxFields.ts';
import type { Dimension } from './onnxValue.ts';
import { bytesField, joined, varintField } from './protobuf.ts';

/** A node of a graph, as the field that goes into the graph. */
export function nodeField(
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  ...attributes: readonly Uint8Array[]
): Uint8Array {
  return bytesField(
    onnx.graph.node,
    ...inputs.map((name) => bytesField(onnx.node.input, name)),
    ...outputs.map((name) => bytesField(onnx.node.output, name)),
    bytesField(onnx.node.opType, opType),
    ...attributes.map((attribute) => bytesField(onnx.node.attribute, attribute)),
  );
}

/** A whole-number attribute. */
export function integerAttribute(name: string, integer: number): Uint8Array {
  const { attribute } = onnx;
  return joined([
    bytesField(attribute.name, name),
    varintField(attribute.integer, integer),
    varintField(attribute.type, 2),
  ]);
}

/** An attribute that is a list of whole numbers. */
export function integersAttribute(name: string, integers: readonly number[]): Uint8Array {
  const { attribute } = onnx;
  return joined([
    bytesField(attribute.name, name),
    ...integers.map((integer) => varintField(attribute.integers, integer)),
    varintField(attribute.type, 7),
  ]);
}

/** Constant float32 values of a graph. */
export function floatsField(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(4 * values.length);
  const view = new DataView(raw.buffer);
  for (const [at, value] of values.entries()) view.setFloat32(4 * at, value, true);
  return bytesField(
    onnx.graph.initializer,
    ...dims.map((length) => varintField(onnx.tensor.dims, length)),
    varintField(onnx.tensor.elementType, elementType.float32),
    bytesField(onnx.tensor.name, name),
    bytesField(onnx.tensor.raw, raw),
  );
}

/** An input or output of a graph. A free first axis is called `batch`, as exporters do. */
export function valueField(
  side: 'input' | 'output',
  name: string,
  type: number,
  dimensions: readonly Dimension[],
): Uint8Array {
  const shape = dimensions.map((length, axis) =>
    bytesField(
      onnx.shape.dimension,
      length === null
        ? bytesField(onnx.dimension.parameter, axis === 0 ? 'batch' : `${name}Axis${axis}`)
        : varintField(onnx.dimension.value, length),
    ),
  );
  const tensor = bytesField(
    onnx.type.tensor,
    varintField(onnx.tensorType.elementType, type),
    bytesField(onnx.tensorType.shape, ...shape),
  );
  return bytesField(onnx.graph[side], bytesField(onnx.value.name, name), bytesField(onnx.value.type, tensor));
}

import { AppError } from '../../app/base/error.ts';
import { bytesText, dimensionsOf, type Dimension } from './onnxValue.ts';
import { type FieldBudget, fieldsOf, wireType, type WireField } from './protobuf.ts';

/** Field numbers of onnx.proto3 (github.com/onnx/onnx, IR version 11) that are read or written here. */
export const onnx = {
  model: { irVersion: 1, graph: 7, opsetImport: 8, metadata: 14, functions: 25 },
  opset: { domain: 1, version: 2 },
  entry: { key: 1, value: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparseInitializer: 15 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  attribute: { name: 1, integer: 3, tensor: 5, graph: 6, integers: 8, tensors: 10, graphs: 11, type: 20 },
  tensor: { dims: 1, elementType: 2, floats: 4, name: 8, raw: 9, externalData: 13, dataLocation: 14 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, parameter: 2 },
} as const;

/** TensorProto.DataType */
export const elementType = { float32: 1, uint8: 2, int8: 3, int64: 7, float16: 10 } as const;

/** An input or output of the graph, with the place of its field in the file. */
export interface OnnxValue {
  readonly name: string;
  readonly elementType: number;
  readonly dimensions: readonly Dimension[];
  readonly field: WireField;
}

/** What the static reader knows of a model file. Weights are not looked at, only their sizes. */
export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly graphField: WireField;
  /** Version of ONNX's own operator set. */
  readonly opset: number;
  /** Graph inputs without those that only name an initialiser. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly operators: ReadonlySet<string>;
  readonly hasFloat16Weights: boolean;
  readonly metadata: ReadonlyMap<string, string>;
}

export const maxModelBytes = 2 ** 30;
const maxFields = 2_000_000;
const maxNesting = 8;
const maxTensorElements = 2 ** 30;
/** Operators that onnxruntime itself brings; everything else would load foreign code. */
const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);

/**
 * Reads the structure of an ONNX file without running or trusting it.
 * Throws `invalid-argument` for what is no sound ONNX file, `failed-precondition` for what is one but cannot be used,
 * `resource-exhausted` beyond the limits.
 */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  if (bytes.length > maxModelBytes) throw tooLarge(bytes.length);
  const budget = { left: maxFields };
  const metadata = new Map<string, string>();
  let graphField: WireField | null = null;
  let irVersion = 0;
  let opset = 0;
  for (const field of fieldsOf(bytes, 0, bytes.length, budget)) {
    if (isVarint(field, onnx.model.irVersion)) irVersion = field.value;
    else if (isBytes(field, onnx.model.graph)) graphField = field;
    else if (isBytes(field, onnx.model.opsetImport)) opset = Math.max(opset, readOpset(bytes, field, budget));
    else if (isBytes(field, onnx.model.metadata)) readEntry(bytes, field, budget, metadata);
    else if (field.number === onnx.model.functions) {
      throw new AppError(
        'failed-precondition',
        'The model defines operators of its own. Export it again with simplify=True, so that it uses standard ones.',
      );
    }
  }
  if (!graphField || irVersion < 3 || irVersion > 100 || opset < 1 || opset > 1000) {
    throw new AppError('invalid-argument', 'The file is not an ONNX model. Export the model with format=onnx.');
  }
  const seen: GraphContent = {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    operators: new Set(),
    hasFloat16Weights: false,
  };
  readGraph(bytes, graphField, budget, seen, 0);
  const { initializers, inputs, outputs, operators, hasFloat16Weights } = seen;
  return {
    bytes,
    graphField,
    opset,
    inputs: inputs.filter((input) => !initializers.has(input.name)),
    outputs,
    operators,
    hasFloat16Weights,
    metadata,
  };
}

export function tooLarge(sizeBytes: number): AppError {
  const mebibytes = Math.ceil(sizeBytes / 2 ** 20);
  return new AppError(
    'resource-exhausted',
    `The model file has ${mebibytes} MiB; at most ${maxModelBytes / 2 ** 20} MiB are taken. Use a smaller model.`,
  );
}

interface GraphContent {
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly initializers: Set<string>;
  readonly operators: Set<string>;
  hasFloat16Weights: boolean;
}

function readGraph(bytes: Uint8Array, graph: WireField, budget: FieldBudget, seen: GraphContent, depth: number): void {
  if (depth > maxNesting) {
    throw new AppError('failed-precondition', `The model nests graphs more than ${maxNesting} deep; it is refused.`);
  }
  for (const field of fieldsOf(bytes, graph.valueStart, graph.end, budget)) {
    if (isBytes(field, onnx.graph.node)) readNode(bytes, field, budget, seen, depth);
    else if (isBytes(field, onnx.graph.initializer)) {
      const tensor = readTensor(bytes, field, budget);
      if (depth === 0) seen.initializers.add(tensor.name);
      if (tensor.elementType === elementType.float16) seen.hasFloat16Weights = true;
    } else if (field.number === onnx.graph.sparseInitializer) {
      throw new AppError('failed-precondition', 'The model has sparse weights. Export it again without sparsity.');
    } else if (depth === 0 && isBytes(field, onnx.graph.input)) seen.inputs.push(readValue(bytes, field, budget));
    else if (depth === 0 && isBytes(field, onnx.graph.output)) seen.outputs.push(readValue(bytes, field, budget));
  }
}

function readNode(bytes: Uint8Array, node: WireField, budget: FieldBudget, seen: GraphContent, depth: number): void {
  let opType = '';
  let domain = '';
  for (const field of fieldsOf(bytes, node.valueStart, node.end, budget)) {
    if (isBytes(field, onnx.node.opType)) opType = bytesText(bytes, field);
    else if (isBytes(field, onnx.node.domain)) domain = bytesText(bytes, field);
    else if (isBytes(field, onnx.node.attribute)) {
      for (const part of fieldsOf(bytes, field.valueStart, field.end, budget)) {
        const { graph, graphs, tensor, tensors } = onnx.attribute;
        if (isBytes(part, graph) || isBytes(part, graphs)) readGraph(bytes, part, budget, seen, depth + 1);
        else if (isBytes(part, tensor) || isBytes(part, tensors)) readTensor(bytes, part, budget);
      }
    }
  }
  if (!knownDomains.has(domain)) {
    throw new AppError(
      'failed-precondition',
      `The model needs the foreign operator "${printable(domain)}::${printable(opType)}", which this product does not ` +
        'load. Export the model again with standard ONNX operators only.',
    );
  }
  seen.operators.add(opType);
}

function readTensor(bytes: Uint8Array, tensor: WireField, budget: FieldBudget): { name: string; elementType: number } {
  const dims: number[] = [];
  let type = 0;
  let name = '';
  let rawBytes = -1;
  for (const field of fieldsOf(bytes, tensor.valueStart, tensor.end, budget)) {
    if (field.number === onnx.tensor.dims) dims.push(...dimensionsOf(bytes, field));
    else if (isVarint(field, onnx.tensor.elementType)) type = field.value;
    else if (isBytes(field, onnx.tensor.name)) name = bytesText(bytes, field);
    else if (isBytes(field, onnx.tensor.raw)) rawBytes = field.end - field.valueStart;
    else if (field.number === onnx.tensor.externalData || (field.number === onnx.tensor.dataLocation && field.value)) {
      throw new AppError(
        'failed-precondition',
        'The model keeps its weights in a second file. Export it again as one file (external data is not taken).',
      );
    }
  }
  const elements = dims.reduce((product, size) => product * size, 1);
  if (!(elements <= maxTensorElements)) {
    throw new AppError('failed-precondition', `The weights "${printable(name)}" claim an impossible size; refused.`);
  }
  const elementBytes = bytesOfElement.get(type);
  if (rawBytes >= 0 && elementBytes !== undefined && rawBytes !== elements * elementBytes) {
    throw new AppError(
      'invalid-argument',
      `The weights "${printable(name)}" are damaged: ${rawBytes} bytes where ${elements * elementBytes} belong. ` +
        'Copy or export the model again.',
    );
  }
  return { name, elementType: type };
}

const bytesOfElement = new Map([
  [1, 4],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 4],
  [7, 8],
  [9, 1],
  [10, 2],
  [11, 8],
  [12, 4],
  [13, 8],
]);

function readValue(bytes: Uint8Array, value: WireField, budget: FieldBudget): OnnxValue {
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

function readOpset(bytes: Uint8Array, field: WireField, budget: FieldBudget): number {
  let domain = '';
  let version = 0;
  for (const part of fieldsOf(bytes, field.valueStart, field.end, budget)) {
    if (isBytes(part, onnx.opset.domain)) domain = bytesText(bytes, part);
    else if (isVarint(part, onnx.opset.version)) version = part.value;
  }
  return domain === '' || domain === 'ai.onnx' ? version : 0;
}

function readEntry(bytes: Uint8Array, field: WireField, budget: FieldBudget, into: Map<string, string>): void {
  let key = '';
  let value = '';
  for (const part of fieldsOf(bytes, field.valueStart, field.end, budget)) {
    if (isBytes(part, onnx.entry.key)) key = bytesText(bytes, part);
    else if (isBytes(part, onnx.entry.value)) value = bytesText(bytes, part);
  }
  into.set(key, value);
}

function isBytes(field: WireField, number: number): boolean {
  return field.number === number && field.wire === wireType.bytes;
}

function isVarint(field: WireField, number: number): boolean {
  return field.number === number && field.wire === wireType.varint;
}

/** Text of a file in a message: short, and without control characters. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}

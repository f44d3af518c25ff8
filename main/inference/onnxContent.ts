import { AppError } from '../../app/base/error.ts';
import { elementType, onnx } from './onnxFields.ts';
import { bytesText, dimensionsOf, type OnnxValue, readValue } from './onnxValue.ts';
import { type FieldBudget, fieldsOf, isBytes, isVarint, type WireField } from './protobuf.ts';

const maxNesting = 8;
const maxTensorElements = 2 ** 30;
/** Operators that onnxruntime itself brings; everything else would load foreign code. */
const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);

/** What a graph with its inner graphs holds. */
export interface GraphContent {
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly initializers: Set<string>;
  readonly operators: Set<string>;
  hasFloat16Weights: boolean;
}

/**
 * Walks a graph, collects what it holds and throws `failed-precondition` or `invalid-argument` at what must not reach the
 * runtime: external data, foreign operators, impossible sizes, deep nesting, damaged weights.
 */
export function readGraph(
  bytes: Uint8Array,
  graph: WireField,
  budget: FieldBudget,
  seen: GraphContent,
  depth = 0,
): void {
  if (depth > maxNesting) {
    throw new AppError('failed-precondition', `The model nests graphs more than ${maxNesting} deep; it is refused.`);
  }
  for (const field of fieldsOf(bytes, graph.valueStart, graph.end, budget)) {
    if (isBytes(field, onnx.graph.node)) readNode(bytes, field, budget, seen, depth);
    else if (isBytes(field, onnx.graph.initializer)) {
      const tensor = readTensor(bytes, field, budget);
      if (depth === 0) seen.initializers.add(tensor.name);
      if (tensor.elementType === elementType.float16) seen.hasFloat16Weights = true;
    } else if (field.number === onnx.graph.sparseInitializer) throw sparse();
    else if (depth === 0 && isBytes(field, onnx.graph.input)) seen.inputs.push(readValue(bytes, field, budget));
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
        const { graph, graphs, tensor, tensors, sparseTensor, sparseTensors } = onnx.attribute;
        if (isBytes(part, graph) || isBytes(part, graphs)) readGraph(bytes, part, budget, seen, depth + 1);
        else if (isBytes(part, tensor) || isBytes(part, tensors)) readTensor(bytes, part, budget);
        else if (part.number === sparseTensor || part.number === sparseTensors) throw sparse();
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

/** Sparse weights have places of their own for external data. */
function sparse(): AppError {
  return new AppError('failed-precondition', 'The model has sparse weights. Export it again without sparsity.');
}

/** Text of a file in a message: short, and without control characters. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}

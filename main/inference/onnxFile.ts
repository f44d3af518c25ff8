import { AppError } from '../../app/base/error.ts';
import { type GraphContent, readGraph } from './onnxContent.ts';
import { onnx } from './onnxFields.ts';
import { bytesText, type OnnxValue } from './onnxValue.ts';
import { type FieldBudget, fieldsOf, isBytes, isVarint, type WireField } from './protobuf.ts';

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
    else if (isBytes(field, onnx.model.graph)) graphField = onlyOne(graphField, field);
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
    throw notOnnx();
  }
  const seen: GraphContent = {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    operators: new Set(),
    hasFloat16Weights: false,
  };
  readGraph(bytes, graphField, budget, seen);
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

/** Several graphs would be merged by the runtime's parser into one that nobody checked. */
function onlyOne(before: WireField | null, graph: WireField): WireField {
  if (before) throw notOnnx();
  return graph;
}

function notOnnx(): AppError {
  return new AppError('invalid-argument', 'The file is not an ONNX model. Export the model with format=onnx.');
}

export function tooLarge(sizeBytes: number, maxBytes = maxModelBytes): AppError {
  const mebibytes = Math.ceil(sizeBytes / 2 ** 20);
  return new AppError(
    'resource-exhausted',
    `The model file has ${mebibytes} MiB; at most ${maxBytes / 2 ** 20} MiB are taken. Use a smaller model.`,
  );
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

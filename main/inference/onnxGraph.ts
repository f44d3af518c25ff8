import { AppError } from '../../app/base/error.ts';
import type { Size } from '../../app/space/box.ts';
import { elementType, onnx } from './onnxFields.ts';
import type { OnnxModel } from './onnxFile.ts';
import type { OnnxValue } from './onnxValue.ts';
import { floatsField, integerAttribute, integersAttribute, nodeField, valueField } from './onnxWriter.ts';
import { bytesField, fieldsOf, joined } from './protobuf.ts';

/** What the input of a detection model takes. */
export interface PictureInput {
  readonly value: OnnxValue;
  /** 0 is free. */
  readonly batch: number;
  readonly size: Size;
  readonly layout: 'nchw' | 'nhwc';
}

/**
 * The model with a u8 picture input `[N, H, W, 3]` and float32 outputs: transposition, cast and a multiplication by
 * 1/255 go in front of the graph, float16 outputs are cast back. Everything else is copied byte for byte; a free batch
 * stays free, a free height and width become fixed. A model that is like that already is returned as it is.
 */
export function prependU8Nhwc(model: OnnxModel, input: PictureInput): Uint8Array {
  const halfOutputs = model.outputs.filter((output) => output.elementType === elementType.float16);
  const isU8Nhwc = input.value.elementType === elementType.uint8 && input.layout === 'nhwc';
  const isFixed = input.value.dimensions.slice(1).every((length) => length !== null);
  if (isU8Nhwc && isFixed && halfOutputs.length === 0) return model.bytes;

  const name = (wanted: string): string => unusedName(model.bytes, wanted);
  const renamed = new Map(halfOutputs.map((output) => [output.name, name(`${output.name}Float32`)]));
  const graph = bytesField(
    onnx.model.graph,
    ...pictureFields(input, name),
    ...keptFields(model, input.value, renamed),
    ...Array.from(renamed, ([from, to]) => nodeField('Cast', [from], [to], castTo(elementType.float32))),
  );
  const { graphField, bytes } = model;
  return joined([bytes.subarray(0, graphField.start), graph, bytes.subarray(graphField.end)]);
}

/** The new input and the nodes from it to the graph's own input; the transposition first, while a value is one byte. */
function pictureFields(input: PictureInput, name: (wanted: string) => string): Uint8Array[] {
  const { value, batch, size, layout } = input;
  const picture = name('pictureRgbU8');
  const scale = name('pictureScale');
  const steps: { opType: string; more: string[]; attributes: Uint8Array[] }[] = [];
  if (layout === 'nchw')
    steps.push({ opType: 'Transpose', more: [], attributes: [integersAttribute('perm', [0, 3, 1, 2])] });
  if (value.elementType !== elementType.uint8) {
    steps.push({ opType: 'Cast', more: [], attributes: [castTo(elementType.float32)] });
    steps.push({ opType: 'Mul', more: [scale], attributes: [] });
    if (value.elementType === elementType.float16) {
      steps.push({ opType: 'Cast', more: [], attributes: [castTo(elementType.float16)] });
    }
  }
  if (steps.length === 0) steps.push({ opType: 'Identity', more: [], attributes: [] });

  const fields = [
    valueField('input', picture, elementType.uint8, [batch === 0 ? null : batch, size.height, size.width, 3]),
    floatsField(scale, [1], [1 / 255]),
  ];
  let from = picture;
  for (const [at, { opType, more, attributes }] of steps.entries()) {
    const to = at === steps.length - 1 ? value.name : name(`picture${opType}${at}`);
    fields.push(nodeField(opType, [from, ...more], [to], ...attributes));
    from = to;
  }
  return fields;
}

/** The graph's own fields without its picture input, float16 outputs replaced by their new names. */
function keptFields(model: OnnxModel, picture: OnnxValue, renamed: ReadonlyMap<string, string>): Uint8Array[] {
  const { bytes, graphField, outputs } = model;
  const kept: Uint8Array[] = [];
  for (const field of fieldsOf(bytes, graphField.valueStart, graphField.end, { left: Infinity })) {
    if (field.start === picture.field.start) continue;
    const output = outputs.find((value) => value.field.start === field.start);
    const to = output && renamed.get(output.name);
    if (output && to) kept.push(valueField('output', to, elementType.float32, output.dimensions));
    else kept.push(bytes.subarray(field.start, field.end));
  }
  return kept;
}

function castTo(type: number): Uint8Array {
  return integerAttribute('to', type);
}

/** `wanted`, with a number behind it where the file holds that text already. */
function unusedName(bytes: Uint8Array, wanted: string): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let attempt = 1; attempt < 100; attempt++) {
    const name = attempt === 1 ? wanted : `${wanted}_${attempt}`;
    if (!file.includes(name)) return name;
  }
  throw new AppError('failed-precondition', 'The model uses too many names of this product. Rename its tensors.');
}

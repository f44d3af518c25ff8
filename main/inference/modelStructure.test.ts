import { describe, expect, test } from 'vitest';
import { tinyModel, type TinyModel } from '../../e2e/fixtures/tinyModel.ts';
import { cocoClasses } from '../../app/detect/classFilter.ts';
import { onnx } from './onnxFields.ts';
import { readOnnx } from './onnxFile.ts';
import { nodeField, valueField } from './onnxWriter.ts';
import { modelStructureOf } from './modelStructure.ts';
import { bytesField, varintField } from './protobuf.ts';

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const yolo = { rows: 6, columns: 4, offset: zeros(24) };
const twoClasses = { names: "{0: 'car', 1: 'bus'}" };

function structure(wanted: Partial<TinyModel>): object {
  const model = readOnnx(tinyModel({ ...yolo, metadata: twoClasses, ...wanted }));
  const { input, ...rest } = modelStructureOf(model);
  return { ...rest, batch: input.batch, size: input.size, layout: input.layout };
}

const usual = {
  outputLayout: 'yolo',
  precision: 'fp32',
  classes: ['car', 'bus'],
  batch: 1,
  size: { width: 64, height: 64 },
  layout: 'nchw',
};

describe('models that are taken', () => {
  test.each<[string, Partial<TinyModel>, object]>([
    ['float32', {}, {}],
    ['float16', { inputType: 'float16' }, { precision: 'fp16' }],
    ['u8', { inputType: 'uint8' }, {}],
    ['pictures with channels last', { layout: 'nhwc' }, { layout: 'nhwc' }],
    ['u8, channels last: as it is after import', { inputType: 'uint8', layout: 'nhwc' }, { layout: 'nhwc' }],
    ['free batch', { batch: null }, { batch: 0 }],
    ['batch of four', { batch: 4 }, { batch: 4 }],
    ['end to end', { rows: 4, columns: 6 }, { outputLayout: 'endToEnd' }],
    ['quantised', { graphFields: [nodeField('DequantizeLinear', ['gain'], ['unused'])] }, { precision: 'int8' }],
    [
      'free height and width: the size it was made for',
      { side: null, metadata: { ...twoClasses, imgsz: '[384, 640]' } },
      { size: { width: 640, height: 384 } },
    ],
    [
      'a class that was never learnt has no name',
      { metadata: { ...twoClasses, trained_classes: '[1]' } },
      { classes: ['', 'bus'] },
    ],
    ['no class names: they are counted', { metadata: {} }, { classes: ['class 0', 'class 1'] }],
    [
      'no class names and 80 of them: COCO',
      { rows: 84, columns: 2, offset: zeros(168), metadata: {} },
      { classes: cocoClasses },
    ],
    ['a task that says so', { metadata: { ...twoClasses, task: 'detect' } }, {}],
  ])('%s', (_, wanted, differs) => {
    expect(structure(wanted)).toEqual({ ...usual, ...differs });
  });
});

describe('F29: models that are refused, with the reason', () => {
  test.each<[string, Partial<TinyModel>, string]>([
    [
      'more class names than scores',
      { metadata: { names: "['car', 'bus', 'lorry']" } },
      "The model's output [1, 6, 4] does not fit its 3 classes: expected [n, 7, anchors] or [n, boxes, 6] of float",
    ],
    [
      'a segmentation model',
      { metadata: { ...twoClasses, task: 'segment' } },
      'The model is made for "segment", not for',
    ],
    [
      'two outputs',
      { graphFields: [valueField('output', 'masks', 1, [1, 32, 16, 16])] },
      'The model has 2 outputs where a detection model has one.',
    ],
    [
      'two inputs',
      { graphFields: [valueField('input', 'size', 7, [2])] },
      'The model has 2 inputs where a detection model has one picture.',
    ],
    [
      'names that are code',
      { metadata: { names: "open('/etc/passwd')" } },
      "The model's list of class names is unreadable.",
    ],
    ['free size without a word about it', { side: null }, 'The model leaves the size of its picture open'],
    ['a picture of 2^40 pixels a side', { side: 2 ** 40 }, 'is out of bounds: sides from 32 to 4096'],
    ['a picture of 8 pixels', { side: 8 }, 'is out of bounds'],
    ['a batch of 1000', { batch: 1000 }, 'is out of bounds'],
    ['whole numbers for a picture', { inputType: 'int64' }, 'is not a colour picture [n, 3, height, width]'],
  ])('%s', (_, wanted, message) => {
    expect(() => structure(wanted)).toThrow(expect.objectContaining({ code: 'failed-precondition' }));
    expect(() => structure(wanted)).toThrow(message);
  });

  test('a graph without any input', () => {
    const graph = bytesField(onnx.model.graph, valueField('output', 'output0', 1, [1, 6, 4]));
    const opset = bytesField(onnx.model.opsetImport, varintField(onnx.opset.version, 17));
    const file = Buffer.concat([varintField(onnx.model.irVersion, 8), opset, graph]);
    expect(() => modelStructureOf(readOnnx(file))).toThrow('The model has 0 inputs where a detection model has one');
  });
});

import { expect, test } from 'vitest';
import { tinyModel, type TinyModel } from '../../e2e/fixtures/tinyModel.ts';
import { elementType } from './onnxFields.ts';
import { readOnnx } from './onnxFile.ts';
import { prependU8Nhwc } from './onnxGraph.ts';
import { modelStructureOf } from './modelStructure.ts';

const offset = Array.from({ length: 24 }, () => 0);
const base: TinyModel = { rows: 6, columns: 4, offset, metadata: { names: "['car', 'bus']", author: 'us' } };

function ends(bytes: Uint8Array): object {
  const { inputs, outputs, metadata, opset } = readOnnx(bytes);
  const short = [...inputs, ...outputs].map(({ elementType: type, dimensions }) => [type, ...dimensions]);
  return { ends: short, metadata: Object.fromEntries(metadata), opset };
}

function imported(wanted: TinyModel): Uint8Array {
  const model = readOnnx(tinyModel(wanted));
  return prependU8Nhwc(model, modelStructureOf(model).input);
}

const { uint8, float32 } = elementType;

test.each<[string, Partial<TinyModel>, (number | null)[], (number | null)[]]>([
  ['a fixed batch stays fixed', {}, [uint8, 1, 64, 64, 3], [float32, 1, 6, 4]],
  ['a free batch stays free', { batch: null }, [uint8, null, 64, 64, 3], [float32, null, 6, 4]],
  ['float16 goes out as float32', { inputType: 'float16' }, [uint8, 1, 64, 64, 3], [float32, 1, 6, 4]],
  ['channels last stay last', { layout: 'nhwc', batch: 2 }, [uint8, 2, 64, 64, 3], [float32, 2, 6, 4]],
])('%s; the rest of the file is kept', (_, wanted, input, output) => {
  expect(ends(imported({ ...base, ...wanted }))).toEqual({
    ends: [input, output],
    metadata: { names: "['car', 'bus']", author: 'us' },
    opset: 17,
  });
});

test('an imported model is not changed by a second import', () => {
  const once = imported({ ...base, inputType: 'float16', batch: null });
  const model = readOnnx(once);
  expect(prependU8Nhwc(model, modelStructureOf(model).input)).toBe(once);
});

test('names that the file uses already are avoided', () => {
  const taken = imported({ ...base, metadata: { names: "['pictureRgbU8', 'pictureScale']" } });
  const { inputs } = readOnnx(taken);
  expect(inputs.map(({ name }) => name)).toEqual(['pictureRgbU8_2']);
});

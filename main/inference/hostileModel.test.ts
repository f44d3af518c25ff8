import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { seededRandom } from '../../app/base/random.ts';
import { tinyModel, type TinyModel } from '../../e2e/fixtures/tinyModel.ts';
import { onnx } from './onnxFields.ts';
import { readOnnx } from './onnxFile.ts';
import { floatsField } from './onnxWriter.ts';
import { modelStructureOf } from './modelStructure.ts';
import { bytesField, joined, varintField } from './protobuf.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sound: TinyModel = {
  rows: 6,
  columns: 4,
  offset: Array.from({ length: 24 }, (_, at) => at),
  metadata: { names: "{0: 'car', 1: 'bus'}" },
};

function entry(key: string, value: string): Uint8Array {
  return bytesField(onnx.tensor.externalData, bytesField(onnx.entry.key, key), bytesField(onnx.entry.value, value));
}

/** A weight of 24 floats that lie in a second file. */
function externalTensor(name: string, location: string): Uint8Array {
  return bytesField(
    onnx.graph.initializer,
    ...[1, 6, 4].map((length) => varintField(onnx.tensor.dims, length)),
    varintField(onnx.tensor.elementType, 1),
    bytesField(onnx.tensor.name, name),
    entry('location', location),
    entry('length', '96'),
    varintField(onnx.tensor.dataLocation, 1),
  );
}

function bodyAttribute(graph: Uint8Array): Uint8Array {
  return bytesField(
    onnx.node.attribute,
    bytesField(onnx.attribute.name, 'body'),
    bytesField(onnx.attribute.graph, graph),
    varintField(onnx.attribute.type, 5),
  );
}

/** A graph in a graph in a graph … */
function nested(depth: number): Uint8Array {
  let graph: Uint8Array = new Uint8Array(0);
  for (let level = 0; level < depth; level++) {
    graph = bytesField(onnx.graph.node, bytesField(onnx.node.opType, 'Loop'), bodyAttribute(graph));
  }
  return graph;
}

const foreignNode = bytesField(
  onnx.graph.node,
  bytesField(onnx.node.opType, 'Shell'),
  bytesField(onnx.node.domain, 'evil.\u0007ops'),
);
const hugeTensor = bytesField(
  onnx.graph.initializer,
  varintField(onnx.tensor.dims, 2 ** 40),
  varintField(onnx.tensor.elementType, 1),
  bytesField(onnx.tensor.name, 'w'),
);
const shortTensor = bytesField(
  onnx.graph.initializer,
  varintField(onnx.tensor.dims, 100),
  varintField(onnx.tensor.elementType, 1),
  bytesField(onnx.tensor.name, 'w'),
  bytesField(onnx.tensor.raw, new Uint8Array(8)),
);
const hiddenTensor = bytesField(
  onnx.graph.node,
  bytesField(onnx.node.opType, 'Constant'),
  bytesField(onnx.node.attribute, bytesField(onnx.attribute.tensor, externalTensor('w', 'x').subarray(2))),
);

describe('F24: a file that is ONNX and means harm is refused before the runtime sees it', () => {
  test.each<[string, Partial<TinyModel>, string, string]>([
    [
      'weights in a second file',
      { graphFields: [externalTensor('w', '../../secret')] },
      'failed-precondition',
      'The model keeps its weights in a second file.',
    ],
    [
      'the same inside a node',
      { graphFields: [hiddenTensor] },
      'failed-precondition',
      'The model keeps its weights in a second file.',
    ],
    [
      'a foreign operator',
      { graphFields: [foreignNode] },
      'failed-precondition',
      'The model needs the foreign operator "evil.?ops::Shell"',
    ],
    [
      'an operator defined in the file',
      { modelFields: [bytesField(onnx.model.functions, bytesField(1, 'Own'))] },
      'failed-precondition',
      'The model defines operators of its own.',
    ],
    ['a weight of 2^40 numbers', { graphFields: [hugeTensor] }, 'failed-precondition', 'claim an impossible size'],
    ['graphs nested too deep', { graphFields: [nested(10)] }, 'failed-precondition', 'nests graphs more than 8 deep'],
    ['a weight shorter than it says', { graphFields: [shortTensor] }, 'invalid-argument', '8 bytes where 400 belong'],
    [
      'a second graph, which the runtime would merge into the first',
      { modelFields: [bytesField(onnx.model.graph, externalTensor('w', 'x'))] },
      'invalid-argument',
      'The file is not an ONNX model.',
    ],
    [
      'sparse weights',
      { graphFields: [bytesField(onnx.graph.sparseInitializer, bytesField(1, 'x'))] },
      'failed-precondition',
      'The model has sparse weights.',
    ],
    [
      'millions of empty parts',
      { modelFields: [new Uint8Array(4_200_000).map((_, at) => (at % 2 === 0 ? 0x2a : 0))] },
      'resource-exhausted',
      'The model file has too many parts',
    ],
  ])('%s', (_, smuggled, code, message) => {
    const file = tinyModel({ ...sound, ...smuggled });
    expect(() => readOnnx(file)).toThrow(expect.objectContaining({ code }));
    expect(() => readOnnx(file)).toThrow(message);
  });

  test('graphs nested a little, as exports have them, are read', () => {
    expect(readOnnx(tinyModel({ ...sound, graphFields: [nested(3)] })).operators).toContain('Loop');
  });

  test('control: without the static check the runtime reads the second file', async () => {
    const canary = Float32Array.from({ length: 24 }, (_, at) => 1000 + at);
    writeFileSync(join(folder, 'canary.bin'), Buffer.from(canary.buffer));
    const file = Buffer.from(tinyModel({ ...sound, graphFields: [externalTensor('canary', 'canary.bin')] }));
    // The sum takes the canary instead of its own offset: both names have six letters, so that no other byte moves.
    file.write('canary', file.indexOf('offset'));
    const leaking = join(folder, 'leaking.onnx');
    writeFileSync(leaking, file);

    const session = await InferenceSession.create(leaking, { logSeverityLevel: 4 });
    const { output0 } = await session.run({ images: new Tensor(new Float32Array(3 * 64 * 64), [1, 3, 64, 64]) });
    await session.release();
    expect([...((output0 as Tensor).data as Float32Array)]).toEqual([...canary]);
    expect(() => readOnnx(file)).toThrow('The model keeps its weights in a second file.');
  });
});

/** What becomes of a file: `read`, or the code of its refusal. Any other error goes through and fails the test. */
function read(bytes: Uint8Array): string {
  try {
    modelStructureOf(readOnnx(bytes));
    return 'read';
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}

describe('F23: a file that is damaged is refused or read, never worse', () => {
  const file = tinyModel(sound);

  test('control: the whole file is read', () => expect(read(file)).toBe('read'));

  test('cut short at twenty places', () => {
    const verdicts = Array.from({ length: 20 }, (_, at) => read(file.subarray(0, Math.floor((file.length * at) / 20))));
    expect(new Set(verdicts)).toEqual(new Set(['invalid-argument']));
  });

  test('a thousand times one to eight bytes changed', () => {
    const random = seededRandom(23);
    const verdicts = new Map<string, number>();
    for (let run = 0; run < 1000; run++) {
      const damaged = file.slice();
      for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips--) {
        damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      }
      const verdict = read(damaged);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    expect([...verdicts.keys()].sort()).toEqual(['failed-precondition', 'invalid-argument', 'read']);
  });

  test.each([
    ['nothing', ''],
    ['a text', 'this is no model'],
    ['a web page', '<!doctype html><html><body>404</body></html>'],
    ['a JPEG', '\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF'],
    ['a ZIP (a PyTorch .pt file)', 'PK\u0003\u0004\u0014\u0000\u0008\u0008archive/data.pkl'],
  ])('%s instead of a model', (_, text) => {
    expect(read(Buffer.from(text, 'latin1'))).toBe('invalid-argument');
  });

  test('weights of the right kind are the control for a damaged length', () => {
    const whole = joined([floatsField('more', [2], [1, 2])]);
    expect(read(tinyModel({ ...sound, graphFields: [whole] }))).toBe('read');
  });
});

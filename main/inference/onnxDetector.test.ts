import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Detection } from '../../app/detect/detection.ts';
import { createYoloReader } from '../../app/detect/yoloOutput.ts';
import { tinyModel, type TinyModel, tinySide } from '../../e2e/fixtures/tinyModel.ts';
import { createOnnxDetector, type OnnxDetector } from './onnxDetector.ts';
import { readOnnx } from './onnxFile.ts';
import { prependU8Nhwc } from './onnxGraph.ts';
import { modelStructureOf } from './modelStructure.ts';
import { crc32OfFile } from './optimisedCache.ts';

const folder = mkdtempSync(join(tmpdir(), 'onnx-detector-'));
afterAll(() => rmSync(folder, { recursive: true }));

const classes = ['car', 'bus'];
const metadata = { names: "['car', 'bus']" };
const source = { width: tinySide, height: tinySide };
const pictureBytes = 3 * tinySide * tinySide;
const filter = {
  scoreByClass: new Map([
    [0, 0.1],
    [1, 0.1],
  ]),
  nmsIou: 0.5,
  maxDetections: 100,
};

/** Two anchors, (4 + 2 classes, 2): a car whose score is the brightness of the picture, and a bus of 0.75. */
const brightnessModel: TinyModel = {
  rows: 6,
  columns: 2,
  offset: [16, 48, 16, 48, 8, 16, 8, 8, 0, 0, 0, 0.75],
  gain: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
  metadata,
};
/** The same as (boxes, 6). */
const endToEndModel: TinyModel = {
  rows: 2,
  columns: 6,
  offset: [12, 12, 20, 20, 0, 0, 40, 44, 56, 52, 0.75, 1],
  gain: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  metadata,
};
const bus = { boxInImage: { cx: 48, cy: 48, w: 16, h: 8 }, classId: 1, score: 0.75 };
const car = (score: number): Detection => ({ boxInImage: { cx: 16, cy: 16, w: 8, h: 8 }, classId: 0, score });

let models = 0;

/** Imports a tiny model by its structure alone and returns its path. */
function imported(wanted: TinyModel): string {
  const model = readOnnx(tinyModel(wanted));
  const path = join(folder, `model${models++}.onnx`);
  writeFileSync(path, prependU8Nhwc(model, modelStructureOf(model).input));
  return path;
}

async function withDetector<T>(path: string, use: (detector: OnnxDetector) => Promise<T>, cache = 'cache'): Promise<T> {
  const detector = await createOnnxDetector({ path, backend: 'cpu', cacheFolder: join(folder, cache), classes });
  try {
    return await use(detector);
  } finally {
    await detector.dispose();
  }
}

const evenly = (level: number): Uint8Array => new Uint8Array(pictureBytes).fill(level);

function near(detections: readonly Detection[]): Detection[] {
  return detections.map((detection) => ({ ...detection, score: Math.round(detection.score * 100) / 100 }));
}

describe('the picture goes in as u8 with channels last, whatever the model took', () => {
  test.each<[string, TinyModel]>([
    ['float32', brightnessModel],
    ['float16', { ...brightnessModel, inputType: 'float16' }],
    ['float32, channels last', { ...brightnessModel, layout: 'nhwc' }],
    ['free height and width', { ...brightnessModel, side: null, metadata: { ...metadata, imgsz: '[64, 64]' } }],
    ['end to end', endToEndModel],
    ['end to end, float16', { ...endToEndModel, inputType: 'float16' }],
  ])('%s', async (_, wanted) => {
    await withDetector(imported(wanted), async (detector) => {
      expect(detector.shape).toEqual({ input: source, maxBatch: 1, classes, backend: 'cpu' });
      const [bright] = await detector.detect([{ rgb: evenly(255), source }], filter);
      const [grey] = await detector.detect([{ rgb: evenly(102), source }], filter);
      const [black] = await detector.detect([{ rgb: evenly(0), source }], filter);
      expect([near(bright ?? []), near(grey ?? []), near(black ?? [])]).toEqual([
        [car(1), bus],
        [bus, car(0.4)],
        [bus],
      ]);
    });
  });

  test('a model that takes u8 already gets its bytes as they are', async () => {
    const u8 = { ...brightnessModel, inputType: 'uint8', layout: 'nhwc' } as const;
    const file = tinyModel(u8);
    const path = imported(u8);
    expect(Buffer.from(file).equals(readFileSync(path))).toBe(true);
    const seen = await withDetector(path, (detector) => detector.detect([{ rgb: evenly(1), source }], filter));
    expect(seen).toEqual([[car(1), bus]]);
  });

  test('one channel of three is a third of the brightness', async () => {
    const rgb = new Uint8Array(pictureBytes);
    for (let pixel = 0; pixel < pictureBytes; pixel += 3) rgb[pixel] = 255;
    const seen = await withDetector(imported(brightnessModel), (detector) =>
      detector.detect([{ rgb, source }], filter),
    );
    expect(near(seen[0] ?? [])).toEqual([bus, car(0.33)]);
  });
});

describe('pictures of a run', () => {
  const pictures = [51, 153, 255, 102].map((level) => ({ rgb: evenly(level), source }));
  const expected = [
    [bus, car(0.2)],
    [bus, car(0.6)],
    [car(1), bus],
    [bus, car(0.4)],
  ];

  test.each([
    ['a free batch takes one at a time on a CPU', null, 1],
    ['a fixed batch of one', 1, 1],
    ['a fixed batch of three is filled up', 3, 3],
  ])('%s', async (_, batch, maxBatch) => {
    await withDetector(imported({ ...brightnessModel, batch }), async (detector) => {
      expect(detector.shape.maxBatch).toBe(maxBatch);
      expect((await detector.detect(pictures, filter)).map(near)).toEqual(expected);
      expect(await detector.detect([], filter)).toEqual([]);
    });
  });

  test('a picture may lie on shared memory and come from a larger source', async () => {
    const rgb = new Uint8Array(new SharedArrayBuffer(pictureBytes)).fill(255);
    const seen = await withDetector(imported(brightnessModel), (detector) =>
      detector.detect([{ rgb, source: { width: 640, height: 320 } }], filter),
    );
    // The padding's boxes are cut where the picture ends.
    expect(seen).toEqual([
      [
        { boxInImage: { cx: 160, cy: 20, w: 80, h: 40 }, classId: 0, score: 1 },
        { boxInImage: { cx: 480, cy: 300, w: 160, h: 40 }, classId: 1, score: 0.75 },
      ],
    ]);
  });

  test('a picture of another size is refused', async () => {
    const wrong = { rgb: new Uint8Array(10), source };
    await withDetector(imported(brightnessModel), (detector) =>
      expect(detector.detect([wrong], filter)).rejects.toThrow(
        'A picture has 10 bytes where the model takes 12288 (64x64 RGB).',
      ),
    );
  });
});

describe('F29: what does not fit is refused at load', () => {
  test('a model that was not imported', async () => {
    const path = join(folder, 'raw.onnx');
    writeFileSync(path, tinyModel(brightnessModel));
    await expect(withDetector(path, async () => null)).rejects.toThrow(/was not imported. Import the model again.$/);
  });

  test('a class list of another length', async () => {
    const wanted = { path: imported(brightnessModel), backend: 'cpu', cacheFolder: join(folder, 'cache') };
    await expect(createOnnxDetector({ ...wanted, classes: ['car'] })).rejects.toThrow(
      "The model's output [1, 6, 2] does not fit its 1 classes.",
    );
  });

  test('control: read without that check the same output gives wrong boxes', () => {
    const output = Float32Array.from(brightnessModel.offset);
    const right = createYoloReader('yolo', 2, source).read(output, 2, filter, source);
    const wrong = createYoloReader('endToEnd', 2, source).read(output, 2, filter, source);
    expect(right).toEqual([bus]);
    expect(wrong).not.toEqual(right);
  });

  test('a backend that is not there', async () => {
    const wanted = { path: imported(brightnessModel), cacheFolder: join(folder, 'cache'), classes };
    await expect(createOnnxDetector({ ...wanted, backend: 'dml' })).rejects.toThrow(
      expect.objectContaining({ code: 'unavailable' }),
    );
  });
});

const seeBright = async (detector: OnnxDetector): Promise<object> => ({
  fromCache: detector.fromCache,
  seen: await detector.detect([{ rgb: evenly(255), source }], filter),
});

/** Changes the stored score 0.75 to 0.5: a copy that loads and computes wrong. */
function damage(cacheFolder: string): string {
  const name = readdirSync(cacheFolder).find((file) => file.endsWith('.onnx')) ?? '';
  const copy = readFileSync(join(cacheFolder, name));
  const score = Buffer.from(Float32Array.of(0.75).buffer);
  copy.set(Buffer.from(Float32Array.of(0.5).buffer), copy.indexOf(score));
  writeFileSync(join(cacheFolder, name), copy);
  return join(cacheFolder, name);
}

describe('the optimised copy', () => {
  const right = [[car(1), bus]];

  test('is used from the second time on', async () => {
    const path = imported(brightnessModel);
    expect(await withDetector(path, seeBright, 'second')).toEqual({ fromCache: false, seen: right });
    expect(await withDetector(path, seeBright, 'second')).toEqual({ fromCache: true, seen: right });
    expect(readdirSync(join(folder, 'second')).map((name) => name.replace(/[0-9a-f]{24}/, 'KEY'))).toEqual([
      'optimised-KEY.onnx',
      'optimised-KEY.onnx.crc32',
    ]);
  });

  test('belongs to one model', async () => {
    await withDetector(imported(brightnessModel), seeBright, 'two');
    expect(await withDetector(imported(endToEndModel), seeBright, 'two')).toEqual({ fromCache: false, seen: right });
  });

  test('is made anew when a byte of it changed', async () => {
    const path = imported(brightnessModel);
    await withDetector(path, seeBright, 'damaged');
    damage(join(folder, 'damaged'));
    expect(await withDetector(path, seeBright, 'damaged')).toEqual({ fromCache: false, seen: right });
    expect(await withDetector(path, seeBright, 'damaged')).toEqual({ fromCache: true, seen: right });
  });

  test('control: with the checksum made to fit, the damaged copy computes wrong and nobody notices', async () => {
    const path = imported(brightnessModel);
    await withDetector(path, seeBright, 'unchecked');
    const copy = damage(join(folder, 'unchecked'));
    writeFileSync(`${copy}.crc32`, crc32OfFile(copy));
    expect(await withDetector(path, seeBright, 'unchecked')).toEqual({
      fromCache: true,
      seen: [[car(1), { ...bus, score: 0.5 }]],
    });
  });

  test('that the runtime does not take is made anew', async () => {
    const path = imported(brightnessModel);
    await withDetector(path, seeBright, 'foreign');
    const copy = damage(join(folder, 'foreign'));
    writeFileSync(copy, 'not a model');
    writeFileSync(`${copy}.crc32`, crc32OfFile(copy));
    expect(await withDetector(path, seeBright, 'foreign')).toEqual({ fromCache: false, seen: right });
    expect(await withDetector(path, seeBright, 'foreign')).toEqual({ fromCache: true, seen: right });
  });

  test('is done without where the folder cannot be written', async () => {
    writeFileSync(join(folder, 'aFile'), '');
    const path = imported(brightnessModel);
    expect(await withDetector(path, seeBright, 'aFile')).toEqual({ fromCache: false, seen: right });
  });
});

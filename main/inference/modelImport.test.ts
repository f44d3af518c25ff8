import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { seededRandom } from '../../app/base/random.ts';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import { tinyModel, tinySide } from '../../e2e/fixtures/tinyModel.ts';
import { readKnownPictures } from './knownPicture.ts';
import { deleteModel, loadModels, modelJobOf } from './modelFolder.ts';
import { importModel } from './modelImport.ts';
import { createOnnxDetector } from './onnxDetector.ts';
import { type ProbeLimits, probeLimits } from './probe.ts';
import { directLaunch } from './probeLaunch.ts';

const folder = mkdtempSync(join(tmpdir(), 'model-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Every import starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 240_000 });

/** The CPU alone: what other backends say is for `sharedModels.test.ts`. */
const cpuOnly = { ...probeLimits, backends: ['cpu' as const] };
const clock = new SimulatedClock(Date.UTC(2026, 10, 25));
const [{ picture, objects }] = await readKnownPictures();
const firstCar = objects.find(({ classNames }) => classNames[0] === 'car');

/** One anchor of (4 + 2 classes, 1) that says "car" where the known picture has its first car; `shift` pixels beside it. */
function seeingModel(score: number, shift = 0): Uint8Array {
  const { cx, cy, w, h } = firstCar?.boxInImage ?? { cx: 0, cy: 0, w: 0, h: 0 };
  const { scale, offsetX, offsetY } = letterboxOf(picture, { width: tinySide, height: tinySide });
  const box = [cx * scale + offsetX + shift, cy * scale + offsetY, w * scale, h * scale];
  return tinyModel({ rows: 6, columns: 1, offset: [...box, score, 0], metadata: { names: "{0: 'car', 1: 'bus'}" } });
}

let modelsFolder = '';
let files = 0;
beforeEach(() => {
  modelsFolder = join(folder, `models${files}`);
});

function fileOf(bytes: Uint8Array | string): string {
  const file = join(folder, `brought${files++}.onnx`);
  writeFileSync(file, bytes);
  return file;
}

const imported = (bytes: Uint8Array | string, limits: ProbeLimits = cpuOnly) =>
  importModel({ file: fileOf(bytes), name: 'Street', modelsFolder, clock, limits });

describe('a model that proves itself', () => {
  test('is stored with what was found, and runs', async () => {
    const bytes = seeingModel(0.875);
    const model = await imported(bytes);
    expect(model).toEqual({
      modelId: model.sha256.slice(0, 16),
      name: 'Street',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      sizeBytes: bytes.length,
      inputShape: [1, 3, 64, 64],
      outputLayout: 'yolo',
      precision: 'fp32',
      classes: ['car', 'bus'],
      importedAtMs: Date.UTC(2026, 10, 25),
      active: false,
      backend: 'cpu',
      timings: [
        { backend: 'cpu', ok: true, medianMs: expect.any(Number), createMs: expect.any(Number), problem: null },
      ],
      selfTest: { ok: true, found: [{ className: 'car', score: 0.875 }], problem: null },
    });
    expect(readdirSync(modelsFolder)).toEqual([model.modelId]);
    expect(readdirSync(join(modelsFolder, model.modelId)).sort()).toEqual(['cache', 'manifest.json', 'model.onnx']);
    expect(await loadModels(modelsFolder)).toEqual({ models: [model], problems: [] });

    const job = modelJobOf(model, modelsFolder, { scoreByClass: { car: 0.3 }, nmsIou: 0.6 });
    const detector = await createOnnxDetector({ ...job, backend: 'cpu' });
    expect([job.input, detector.shape.input]).toEqual([
      { width: 64, height: 64 },
      { width: 64, height: 64 },
    ]);
    // The probe made the optimised copy already.
    expect(detector.fromCache).toBe(true);
    await detector.dispose();
  });

  test('brought again, or twice at the same time, is the same model', async () => {
    const bytes = seeingModel(0.5);
    const [first, second] = await Promise.all([imported(bytes), imported(bytes)]);
    const third = await imported(bytes);
    expect([second.modelId, third.modelId]).toEqual([first.modelId, first.modelId]);
    expect(readdirSync(modelsFolder)).toEqual([first.modelId]);
  });

  test('is deleted whole, and nothing else is', async () => {
    const { modelId } = await imported(seeingModel(0.625));
    await expect(deleteModel(modelsFolder, '../..')).rejects.toThrow('"../.." is no model.');
    await deleteModel(modelsFolder, modelId);
    expect(await loadModels(modelsFolder)).toEqual({ models: [], problems: [] });
    await deleteModel(modelsFolder, modelId);
  });
});

describe('a model that is refused leaves nothing behind', () => {
  test.each<[string, Uint8Array | string, string, string]>([
    ['finds nothing', seeingModel(0.2), 'failed-precondition', 'finds nothing in the known street pictures'],
    ['finds things where nothing is', seeingModel(0.9, 12), 'failed-precondition', 'but none where it is'],
    ['is cut short', seeingModel(0.9).subarray(0, 300), 'invalid-argument', 'damaged or cut short'],
    ['is empty', '', 'invalid-argument', 'is empty'],
  ])('%s', async (_, bytes, code, message) => {
    const importing = imported(bytes);
    await expect(importing).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
    expect(existsSync(modelsFolder) ? readdirSync(modelsFolder) : []).toEqual([]);
  });

  test('no file, and no file but a folder', async () => {
    const request = { name: 'x', modelsFolder, clock };
    await expect(importModel({ ...request, file: join(folder, 'none.onnx') })).rejects.toThrow(
      'There is no readable file',
    );
    await expect(importModel({ ...request, file: folder })).rejects.toThrow('is no file');
  });

  test('F25: 3 GB are refused before they are read', async () => {
    const file = fileOf('x');
    truncateSync(file, 3 * 2 ** 30);
    await expect(importModel({ file, name: 'x', modelsFolder, clock })).rejects.toThrow(
      'The model file has 3072 MiB; at most 1024 MiB are taken. Use a smaller model.',
    );
    expect(existsSync(modelsFolder)).toBe(false);
  });

  test('F25, control: without the size limit the same kind of file is copied and read to its end', async () => {
    const file = fileOf(seeingModel(0.75));
    truncateSync(file, 3 * 2 ** 20);
    const request = { file, name: 'x', modelsFolder, clock, limits: cpuOnly };
    await expect(importModel({ ...request, maxBytes: 2 ** 20 })).rejects.toThrow(
      'The model file has 3 MiB; at most 1 MiB are taken. Use a smaller model.',
    );
    const untouched = !existsSync(modelsFolder);
    const refusal = await importModel(request).catch((thrown: Error) => thrown.message);
    expect({ untouched, read: existsSync(modelsFolder), refusal }).toEqual({
      untouched: true,
      read: true,
      refusal: 'The file is not a readable ONNX model: it is damaged or cut short. Copy or export it again.',
    });
  });

  test('F23: takes down whoever reads it: only the throw-away process dies', async () => {
    const module = fileURLToPath(new URL('../../e2e/fixtures/crashingProbe.ts', import.meta.url));
    await expect(imported(seeingModel(0.9), { ...probeLimits, launch: directLaunch(module) })).rejects.toThrow(
      "The model cannot be read: The model's test process crashed (SIGABRT). It is refused.",
    );
    expect(readdirSync(modelsFolder)).toEqual([]);
  });

  test('F23: damaged files that still read are judged by the self-test, the good model stays', async () => {
    const good = await imported(seeingModel(0.75));
    const random = seededRandom(23);
    const verdicts: string[] = [];
    for (let run = 0; run < 3; run++) {
      const damaged = seeingModel(0.75).slice();
      for (let flip = 0; flip < 3; flip++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      verdicts.push(
        await imported(damaged).then(
          () => 'taken',
          (thrown: Error) => thrown.name,
        ),
      );
    }
    expect(new Set(verdicts)).toEqual(new Set(['AppError']));
    expect(await loadModels(modelsFolder)).toEqual({ models: [good], problems: [] });
  });
});

describe('at the next start', () => {
  test('what a broken-off import left is swept away, a damaged model is named and the others load', async () => {
    const good = await imported(seeingModel(0.5));
    const bad = await imported(seeingModel(0.6875));
    mkdirSync(join(modelsFolder, '.importing-1234'));
    mkdirSync(join(modelsFolder, 'notes'));
    const file = join(modelsFolder, bad.modelId, 'model.onnx');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await loadModels(modelsFolder)).toEqual({
      models: [good],
      problems: [`The stored model ${bad.modelId} is damaged. Delete it and import its file again.`],
    });
    expect(readdirSync(modelsFolder).sort()).toEqual([good.modelId, bad.modelId, 'notes'].sort());

    // Importing the damaged one again heals it.
    expect((await imported(seeingModel(0.6875))).modelId).toBe(bad.modelId);
    expect((await loadModels(modelsFolder)).problems).toEqual([]);
  });

  test('there may be no folder yet', async () => {
    expect(await loadModels(modelsFolder)).toEqual({ models: [], problems: [] });
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { direct, type ProbeLaunchers, underElectron, underNode } from '../../e2e/fixtures/probeLaunchers.ts';
import { tinyModel } from '../../e2e/fixtures/tinyModel.ts';
import { elementType, onnx } from './onnxFields.ts';
import { integerAttribute, nodeField, valueField } from './onnxWriter.ts';
import { probeLimits, runProbe } from './probe.ts';
import { directLaunch } from './probeLaunch.ts';
import { bytesField, varintField } from './protobuf.ts';

// Limits are of computing time: on a busy machine it takes longer until they are reached.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string): string => fileURLToPath(new URL(`../../e2e/fixtures/${name}`, import.meta.url));
const prepare = (file: string) => ({ kind: 'prepare' as const, file, importedFile: `${file}.imported` });

/** Command lines of this process's children that run a probe, by what Linux knows; none elsewhere. */
function probes(): string[] {
  const pids = existsSync('/proc/self') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return pids.flatMap((pid) => {
    try {
      const isOurs = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return isOurs && /probe/i.test(command) ? [command] : [];
    } catch {
      return []; // ended while we looked
    }
  });
}

/** One number, int64 or bool; with an axis of its own where `dims` has one. */
function oneNumber(name: string, type: number, raw: Uint8Array, dims: readonly number[] = []): Uint8Array {
  return bytesField(
    onnx.graph.initializer,
    ...dims.map((length) => varintField(onnx.tensor.dims, length)),
    varintField(onnx.tensor.elementType, type),
    bytesField(onnx.tensor.name, name),
    bytesField(onnx.tensor.raw, raw),
  );
}

function int64(value: bigint): Uint8Array {
  return new Uint8Array(BigInt64Array.of(value).buffer);
}

const bool = 9;
const sound = { rows: 6, columns: 4, offset: Array.from({ length: 24 }, () => 0), metadata: { names: "['a', 'b']" } };

/** A model that computes for ever: a loop of 2^50 rounds on the way to its output. */
function endlessModel(): Uint8Array {
  const body = bytesField(
    onnx.attribute.graph,
    nodeField('Identity', ['keepOn'], ['keepOnNext']),
    nodeField('Add', ['carried', 'carried'], ['carriedNext']),
    bytesField(onnx.graph.name, 'body'),
    valueField('input', 'round', elementType.int64, []),
    valueField('input', 'keepOn', bool, []),
    valueField('input', 'carried', elementType.float32, [1, 6, 4]),
    valueField('output', 'keepOnNext', bool, []),
    valueField('output', 'carriedNext', elementType.float32, [1, 6, 4]),
  );
  const attribute = bytesField(
    onnx.node.attribute,
    bytesField(onnx.attribute.name, 'body'),
    body,
    varintField(onnx.attribute.type, 5),
  );
  const loop = bytesField(
    onnx.graph.node,
    ...['rounds', 'yes', 'offset'].map((name) => bytesField(onnx.node.input, name)),
    bytesField(onnx.node.output, 'looped'),
    bytesField(onnx.node.opType, 'Loop'),
    attribute,
  );
  const model = tinyModel({
    ...sound,
    graphFields: [
      loop,
      oneNumber('rounds', elementType.int64, int64(2n ** 50n)),
      oneNumber('yes', bool, Uint8Array.of(1)),
    ],
  });
  const text = Buffer.from(model);
  // The sum takes what the loop gives in place of the offset: the first mention is the sum's input.
  text.write('looped', text.indexOf('offset'));
  return text;
}

/** A model whose one constant unfolds to 16 GiB. */
function swellingModel(): Uint8Array {
  const model = tinyModel({
    ...sound,
    graphFields: [
      nodeField('ConstantOfShape', ['length'], ['zeros']),
      nodeField('ReduceMax', ['zeros'], ['higher'], integerAttribute('keepdims', 0)),
      oneNumber('length', elementType.int64, int64(2n ** 32n), [1]),
    ],
  });
  const text = Buffer.from(model);
  text.write('higher', text.indexOf('offset'));
  return text;
}

async function measured(model: Uint8Array, limits: Partial<typeof probeLimits>): Promise<unknown> {
  const file = join(folder, `${readdirSync(folder).length}.onnx`);
  writeFileSync(file, model);
  const job = prepare(file);
  await runProbe(job);
  const measure = {
    kind: 'measure' as const,
    path: job.importedFile,
    backend: 'cpu',
    cacheFolder: join(folder, 'cache'),
  };
  const bundleFolder = fileURLToPath(new URL('../../models/', import.meta.url));
  return runProbe({ ...measure, classes: ['a', 'b'], bundleFolder }, { ...probeLimits, ...limits });
}

const modules = {
  probe: fileURLToPath(new URL('./probeChild.ts', import.meta.url)),
  crash: fixture('crashingProbe.ts'),
  hang: fixture('hangingProbe.ts'),
};

describe.each([
  ['started by this process', direct, 'SIGABRT'],
  ['started by the host, plain Node', underNode, 'SIGABRT'],
  // Electron gives no signals: the stand-in says 1 for them all.
  ['started by the host, a stand-in for Electron', underElectron, 'exit code 1'],
])('the throw-away process, %s', (_, open, crashed) => {
  let launchers: ProbeLaunchers;
  const limitsWith = (module: keyof typeof modules) => ({ ...probeLimits, launch: launchers.launch(module) });
  beforeAll(async () => {
    launchers = await open(modules);
  });
  afterAll(() => launchers.close());

  test('answers a job', async () => {
    const file = join(folder, `sound${crashed}${readdirSync(folder).length}.onnx`);
    writeFileSync(file, tinyModel(sound));
    expect(await runProbe(prepare(file), limitsWith('probe'))).toEqual({
      inputShape: [1, 3, 64, 64],
      outputLayout: 'yolo',
      precision: 'fp32',
      classes: ['a', 'b'],
      backends: expect.arrayContaining(['cpu']),
    });
    expect(existsSync(`${file}.imported`)).toBe(true);
    expect(probes()).toEqual([]);
  });

  test('gives the refusal of a job as the error it was', async () => {
    const file = join(folder, 'noModel.onnx');
    writeFileSync(file, 'no model');
    await expect(runProbe(prepare(file), limitsWith('probe'))).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: expect.stringContaining('not a readable ONNX model'),
      }),
    );
  });

  test('may crash: the caller lives on and is told', async () => {
    await expect(runProbe(prepare('x'), limitsWith('crash'))).rejects.toThrow(
      expect.objectContaining({ code: 'aborted', message: `The model's test process crashed (${crashed}).` }),
    );
  });

  test('may hang: it is killed', async () => {
    const limits = { ...limitsWith('hang'), maxWallMs: 500 };
    await expect(runProbe(prepare('x'), limits)).rejects.toThrow(
      expect.objectContaining({ code: 'deadline-exceeded' }),
    );
    expect(probes()).toEqual([]);
  });
});

describe('the throw-away process', () => {
  test('control: the same crash in the own process ends it', () => {
    const program = `import(${JSON.stringify(fixture('crash.ts'))}).then(({ crash }) => crash())`;
    expect(spawnSync(process.execPath, ['-e', program]).signal).toBe('SIGABRT');
  });

  test('F24: a model that loops without end is killed by its own watchdog', async () => {
    await expect(measured(endlessModel(), { maxCpuMs: 5000 })).rejects.toThrow(
      "The model's test process took too long and was ended.",
    );
  });

  test('F25: a model that swells is killed at the memory limit', async () => {
    await expect(measured(swellingModel(), { maxRssBytes: 2 ** 29 })).rejects.toThrow(
      "The model's test process needed too much memory and was ended.",
    );
  });

  test('control: under the same limits a sound model is measured', async () => {
    const result = await measured(tinyModel(sound), { maxCpuMs: 5000, maxRssBytes: 2 ** 29 });
    expect(result).toMatchObject({ selfTest: { ok: false, found: [] } });
  });

  test.skipIf(spawnSync('unshare', ['--user', '--map-current-user', '--net', '--', 'true']).status !== 0)(
    'has no network and none of our environment (where the system allows it to be cut off)',
    async () => {
      process.env['ITS_TEST_SECRET'] = 'secret';
      const report = join(folder, 'report.json');
      const limits = { ...probeLimits, launch: directLaunch(fixture('reportingProbe.ts')) };
      await runProbe(prepare(report), limits);
      delete process.env['ITS_TEST_SECRET'];
      expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({ addresses: [], secret: null });
    },
  );
});

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../app/base/error.ts';
import type { Clock } from '../../app/base/clock.ts';
import type { Model } from '../../app/model/model.ts';
import {
  importedFileName,
  manifestFileName,
  modelIdOf,
  readModel,
  type StoredModel,
  stagingPrefix,
} from './modelFolder.ts';
import { maxModelBytes, tooLarge } from './onnxFile.ts';
import { sha256OfFile } from './optimisedCache.ts';
import { probeBackends, type ProbeLimits, probeLimits, runProbe } from './probe.ts';
import { preparedSchema } from './probeJob.ts';

export interface ModelImport {
  /** The ONNX file that the user brought. */
  readonly file: string;
  readonly name: string;
  /** Created when it is not there. */
  readonly modelsFolder: string;
  readonly clock: Clock;
  readonly limits?: ProbeLimits;
  /** Largest file taken; another one than the product's only in tests that show what it is for. */
  readonly maxBytes?: number;
}

/**
 * Takes a model into use: size limit, copy with hash, static checks, u8 input put in front, then self-test and timing on
 * every backend; all that reads the model happens in throw-away processes. The folder `<modelsFolder>/<modelId>` appears
 * whole or not at all. The same file twice gives the model that is there already.
 * Throws `not-found`, `invalid-argument`, `failed-precondition`, `resource-exhausted` with a message for the operator.
 */
export async function importModel({
  file,
  name,
  modelsFolder,
  clock,
  limits = probeLimits,
  maxBytes = maxModelBytes,
}: ModelImport): Promise<Model> {
  const sizeBytes = await checkedSize(file, maxBytes);
  const staging = join(modelsFolder, stagingPrefix + randomUUID());
  await mkdir(staging, { recursive: true });
  try {
    const original = join(staging, 'original.onnx');
    const sha256 = await copyWithHash(file, original, maxBytes);
    const modelId = modelIdOf(sha256);
    const known = await readModel(modelsFolder, modelId);
    if (known) return known;

    const roomy = { ...limits, maxRssBytes: limits.maxRssBytes + 6 * sizeBytes };
    const importedFile = join(staging, importedFileName);
    const { backends, ...structure } = preparedSchema.parse(
      await throughProbe({ kind: 'prepare', file: original, importedFile }, roomy),
    );
    await rm(original);
    const { classes } = structure;
    const cacheFolder = join(staging, 'cache');
    const probed = await probeBackends({ path: importedFile, cacheFolder, classes, backends }, roomy);
    if (!probed.backend) {
      throw new AppError('failed-precondition', probed.selfTest.problem ?? 'The model does not pass its self-test.');
    }
    const model: StoredModel = {
      schemaVersion: 1,
      importedSha256: sha256OfFile(importedFile),
      model: {
        modelId,
        name,
        sha256,
        sizeBytes,
        ...structure,
        importedAtMs: clock.wallMs(),
        active: false,
        backend: probed.backend,
        timings: probed.timings,
        selfTest: probed.selfTest,
      },
    };
    await writeFile(join(staging, manifestFileName), JSON.stringify(model, null, 2));
    return await takeIntoPlace(staging, modelsFolder, model.model);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Another import of the same file may have been faster: then its folder stands. */
async function takeIntoPlace(staging: string, modelsFolder: string, model: Model): Promise<Model> {
  const folder = join(modelsFolder, model.modelId);
  try {
    await rename(staging, folder);
    return model;
  } catch {
    const known = await readModel(modelsFolder, model.modelId);
    if (known) return known;
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
    return model;
  }
}

async function checkedSize(file: string, maxBytes: number): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new AppError('not-found', `There is no readable file ${file}. Choose the model's .onnx file.`);
  if (!found.isFile()) throw new AppError('invalid-argument', `${file} is no file. Choose the model's .onnx file.`);
  if (found.size === 0) throw new AppError('invalid-argument', `The file ${file} is empty. Copy or export it again.`);
  if (found.size > maxBytes) throw tooLarge(found.size, maxBytes);
  return found.size;
}

async function copyWithHash(from: string, to: string, maxBytes: number): Promise<string> {
  const hash = createHash('sha256');
  let copied = 0;
  const hashing = new Transform({
    transform(piece: Buffer, _encoding, done) {
      copied += piece.length;
      hash.update(piece);
      // The file may still grow after its size was read.
      done(copied > maxBytes ? tooLarge(copied, maxBytes) : null, piece);
    },
  });
  await pipeline(createReadStream(from), hashing, createWriteStream(to, { flags: 'wx' }));
  return hash.digest('hex');
}

async function throughProbe(job: Parameters<typeof runProbe>[0], limits: ProbeLimits): Promise<unknown> {
  try {
    return await runProbe(job, limits);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !['aborted', 'deadline-exceeded', 'internal'].includes(thrown.code))
      throw thrown;
    throw new AppError('failed-precondition', `The model cannot be read: ${thrown.message} It is refused.`, {
      cause: thrown,
    });
  }
}

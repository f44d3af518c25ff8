import { readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../app/base/error.ts';
import type { ModelJob } from '../../app/contracts/vision.ts';
import { type Model, modelSchema } from '../../app/model/model.ts';
import { sha256OfFile } from './optimisedCache.ts';

/** The imported graph and what is known of it, in `<modelsFolder>/<modelId>/`. */
export const importedFileName = 'model.onnx';
export const manifestFileName = 'manifest.json';
/** Folders of imports that are under way, or were when the power went. */
export const stagingPrefix = '.importing-';

const storedModelSchema = z.object({
  schemaVersion: z.literal(1),
  /** Of `model.onnx`, lower-case hex. */
  importedSha256: z.string(),
  model: modelSchema,
});
export type StoredModel = z.infer<typeof storedModelSchema>;

export function modelIdOf(sha256: string): string {
  return sha256.slice(0, 16);
}

/** The model of that id, `null` when it is not there or not whole. */
export async function readModel(modelsFolder: string, modelId: string): Promise<Model | null> {
  const folder = join(modelsFolder, modelId);
  try {
    const stored = storedModelSchema.parse(JSON.parse(await readFile(join(folder, manifestFileName), 'utf8')));
    const isWhole =
      stored.model.modelId === modelId && sha256OfFile(join(folder, importedFileName)) === stored.importedSha256;
    return isWhole ? stored.model : null;
  } catch {
    return null;
  }
}

/** SHA-256 of an imported graph: as its manifest has it (checked at the product's start), otherwise computed. */
export function importedSha256Of(path: string): string {
  try {
    const stored: unknown = JSON.parse(readFileSync(join(dirname(path), manifestFileName), 'utf8'));
    return storedModelSchema.parse(stored).importedSha256;
  } catch {
    return sha256OfFile(path);
  }
}

/** The models of a folder, oldest import first, and a sentence for each one that is damaged. */
export interface LoadedModels {
  readonly models: Model[];
  readonly problems: string[];
}

/** Reads all imported models, checks their files and removes what broken-off imports left. To be called at start only. */
export async function loadModels(modelsFolder: string): Promise<LoadedModels> {
  const names = await readdir(modelsFolder).catch(() => []);
  const models: Model[] = [];
  const problems: string[] = [];
  for (const name of names) {
    if (name.startsWith(stagingPrefix)) await rm(join(modelsFolder, name), { recursive: true, force: true });
    if (!isModelId(name)) continue;
    const model = await readModel(modelsFolder, name);
    if (model) models.push(model);
    else problems.push(`The stored model ${name} is damaged. Delete it and import its file again.`);
  }
  models.sort((a, b) => a.importedAtMs - b.importedAtMs);
  return { models, problems };
}

/** Removes a model's folder. Throws `invalid-argument` for what is no model id. */
export async function deleteModel(modelsFolder: string, modelId: string): Promise<void> {
  if (!isModelId(modelId)) throw new AppError('invalid-argument', `"${modelId.slice(0, 40)}" is no model.`);
  await rm(join(modelsFolder, modelId), { recursive: true, force: true });
}

/** What the vision process needs to run a model; thresholds by class name. */
export function modelJobOf(
  model: Model,
  modelsFolder: string,
  wanted: Pick<ModelJob, 'scoreByClass' | 'nmsIou'>,
): ModelJob {
  const folder = join(modelsFolder, model.modelId);
  const [, , inputHeight = 0, inputWidth = 0] = model.inputShape;
  return {
    modelId: model.modelId,
    path: join(folder, importedFileName),
    backend: model.backend,
    input: { width: inputWidth, height: inputHeight },
    cacheFolder: join(folder, 'cache'),
    classes: model.classes,
    scoreByClass: wanted.scoreByClass,
    nmsIou: wanted.nmsIou,
  };
}

function isModelId(name: string): boolean {
  return /^[0-9a-f]{16}$/.test(name);
}

import { AppError } from '../../base/error.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { StationCore } from './core.ts';
import type { Uploads } from './uploads.ts';

type ModelCalls = Pick<
  Implementation<typeof consoleContract>,
  'models' | 'beginImport' | 'importPiece' | 'finishImport' | 'activateModel' | 'deleteModel'
>;

/** What windows may do with models. */
export function modelCalls(core: StationCore, uploads: Uploads): ModelCalls {
  const { stores } = core.ports;
  return {
    models: core.models.serve,
    beginImport: async ({ fileName, sizeBytes }) => ({ uploadId: await uploads.begin(fileName, sizeBytes) }),
    async importPiece({ uploadId, bytes }) {
      await uploads.piece(uploadId, bytes);
      return {};
    },
    finishImport: async ({ uploadId }) => ({
      modelId: await uploads.finish(uploadId, (path, fileName) => importModel(core, path, fileName)),
    }),
    activateModel({ modelId }) {
      stores.models.activate(modelId);
      core.modelsChanged('model put in use');
      return {};
    },
    async deleteModel({ modelId }) {
      const models = stores.models.list();
      const model = models.find((candidate) => candidate.modelId === modelId);
      if (model?.active && models.length > 1) {
        throw new AppError('failed-precondition', `"${model.name}" is in use. Put another model in use first.`);
      }
      stores.models.delete(modelId);
      core.modelsChanged('model deleted');
      await core.ports.models.delete(modelId);
      return {};
    },
  };
}

/** Imports a model file and keeps what was found of it; the first one is put in use. Gives the model's id. */
export async function importModel(core: StationCore, path: string, fileName: string): Promise<string> {
  const model = await core.ports.models.importModel(path, fileName.replaceAll(/^.*[/\\]/g, ''));
  const { models } = core.ports.stores;
  models.add(model);
  if (!models.list().some(({ active }) => active)) models.activate(model.modelId);
  core.modelsChanged('model imported');
  return model.modelId;
}

import type { MemoryFacts } from './memoryFacts.ts';
import type { ModelStore } from './ports.ts';
import { refusals } from './refusals.ts';

export function memoryModelStore(facts: MemoryFacts): ModelStore {
  const known = (modelId: string): void => {
    if (!facts.now.models.some((model) => model.modelId === modelId)) throw refusals.noModel();
  };
  return {
    list: () => [...facts.now.models],
    add(model) {
      const active = facts.now.models.some((other) => other.modelId === model.modelId && other.active);
      const models = facts.now.models.filter((other) => other.modelId !== model.modelId);
      models.push({ ...model, active });
      facts.change({ models: models.sort((a, b) => a.importedAtMs - b.importedAtMs) });
    },
    activate(modelId) {
      known(modelId);
      facts.change({ models: facts.now.models.map((model) => ({ ...model, active: model.modelId === modelId })) });
    },
    delete(modelId) {
      known(modelId);
      facts.change({ models: facts.now.models.filter((model) => model.modelId !== modelId) });
    },
    untriedFile: () => facts.now.untriedModelFile,
    keepUntriedFile: (untriedModelFile) => facts.change({ untriedModelFile }),
  };
}

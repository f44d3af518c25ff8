import { type SceneVersion, sceneVersionSchema } from '../traffic/scene/scene.ts';
import type { MemoryFacts } from './memoryFacts.ts';
import type { SceneStore } from './ports.ts';
import { refusals } from './refusals.ts';

export function memorySceneStore(facts: MemoryFacts): SceneStore {
  const versions = (cameraId: string): SceneVersion[] =>
    facts.now.scenes.filter((scene) => scene.cameraId === cameraId).sort((a, b) => b.version - a.version);
  return {
    newest: () => facts.now.cameras.flatMap(({ cameraId }) => versions(cameraId)[0] ?? []),
    versions,
    save(version, baseVersion) {
      const { cameraId } = version;
      if (!facts.now.cameras.some((camera) => camera.cameraId === cameraId)) throw refusals.noCamera();
      const newest = versions(cameraId)[0]?.version ?? null;
      if (newest !== baseVersion) throw refusals.newerScene();
      const saved = sceneVersionSchema.parse({ ...version, version: (newest ?? 0) + 1 });
      facts.change({ scenes: [...facts.now.scenes, saved] });
      return saved.version;
    },
    saveView(cameraId, version, view) {
      if (versions(cameraId)[0]?.version !== version) return;
      facts.change({ views: new Map(facts.now.views).set(cameraId, { version, view: Uint8Array.from(view) }) });
    },
    viewOf(cameraId, version) {
      const kept = facts.now.views.get(cameraId);
      return kept?.version === version ? Uint8Array.from(kept.view) : null;
    },
  };
}

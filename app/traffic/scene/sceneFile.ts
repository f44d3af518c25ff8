import { faultsOf } from '../../base/schemaFaults.ts';
import { type Scene, sceneSchema } from './scene.ts';

/** A scene from outside, or what is wrong with it: one sentence a fault. */
export type SceneReading =
  | { readonly scene: Scene; readonly problems: readonly [] }
  | { readonly scene: null; readonly problems: readonly string[] };

export function readScene(value: unknown): SceneReading {
  const found = sceneSchema.safeParse(value);
  if (found.success) return { scene: found.data, problems: [] };
  const faults = found.error.issues.flatMap((issue) => faultsOf(issue, issue.path, value));
  return { scene: null, problems: faults.map((fault) => `The scene: ${fault}.`) };
}

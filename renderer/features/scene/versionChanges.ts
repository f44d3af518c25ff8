import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { sceneChanges } from '../../../app/traffic/scene/sceneChanges.ts';
import { ruleChanges } from '../../text/ruleChanges.ts';
import { sceneText } from '../../text/scene.ts';

/** What was changed from one version of a scene to the next, its rules included: short sentences; empty when nothing was. */
export function versionChanges(before: Scene | null, after: Scene): readonly string[] {
  const drawn = sceneChanges(before, after);
  if (!before) return drawn;
  const names = new Map(
    [before, after].flatMap(({ zones, lines }) => [...zones, ...lines]).map(({ id, name }) => [id, name]),
  );
  const words = { untold: sceneText.versions.asSite, nameOf: (id: string) => names.get(id) ?? id };
  return [...drawn, ...ruleChanges(before.rules, after.rules, words)];
}

import { sceneRuleProblems } from '../../incident/ruleProblems.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import type { Stores } from '../../store/ports.ts';

/**
 * What cameras set on their own that does not go with rules meant for the whole site, one sentence each.
 * @param replaced cameras whose stored scenes are about to be replaced
 */
export function contradictedScenes(
  rules: RulesSettings,
  { cameras, scenes }: Pick<Stores, 'cameras' | 'scenes'>,
  replaced: ReadonlySet<string> = new Set(),
): string[] {
  const names = new Map(cameras.list().map(({ cameraId, number, name }) => [cameraId, `Camera ${number}, ${name}`]));
  return scenes
    .newest()
    .filter(({ cameraId }) => !replaced.has(cameraId))
    .flatMap(({ cameraId, scene }) =>
      sceneRuleProblems(scene, rules).map(
        (text) => `${names.get(cameraId) ?? 'A camera'}, has settings of its own that do not go with these. ${text}`,
      ),
    );
}

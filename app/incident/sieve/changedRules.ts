import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { rules as knownRules } from '../rules/knownRules.ts';
import type { CommonSettings } from '../scope/commonSettings.ts';
import { layeredRules, type RulesSettings } from '../settings.ts';
import { startRules } from '../startRules.ts';
import { readParts, type SceneChanges, sceneChanges } from './sceneParts.ts';

/** One way of judging: a scene whose own rules are left aside, and the settings that are in force with it. */
export interface JudgedScene {
  readonly scene: CompiledScene;
  readonly rules: RulesSettings;
}

/** The settings that a rule runs with on a scene: those of one way of judging, or of two that share it. */
export interface RuleOnScene {
  readonly rule: string;
  readonly scene: CompiledScene;
  readonly settings: readonly CommonSettings[];
}

/**
 * The rules that may find different things in two ways of judging, because their settings differ, or what they read of
 * the scenes. What the others find is the same under both: a rule sees nothing of another one, and the judge only tells
 * which incident is part of which. Of each, how it runs on the one scene that both share, or on each of two.
 * @param after its scene has the same road as that of `before`, see sceneParts.ts
 * @throws AppError `invalid-argument` with one sentence when the settings are none
 */
export function changedRules(before: JudgedScene, after: JudgedScene): RuleOnScene[] {
  const changes = sceneChanges(before.scene.scene, after.scene.scene);
  const sides = [before, after].map(({ scene, rules }) => ({ scene, started: startRules(scene, rules).started }));
  return knownRules.flatMap(({ name: rule }) => {
    const runs = sides.flatMap(({ scene, started }) => {
      const settings = started.find((one) => one.rule === rule)?.settings;
      return settings ? [{ scene, settings }] : [];
    });
    const [a, b] = runs;
    if (!a) return [];
    const areAlike = b !== undefined && JSON.stringify(a.settings) === JSON.stringify(b.settings);
    if (areAlike && !reads(rule, a.settings, changes)) return [];
    if (b && a.scene !== b.scene) return [a, b].map((run) => ({ rule, scene: run.scene, settings: [run.settings] }));
    return [{ rule, scene: a.scene, settings: runs.map(({ settings }) => settings) }];
  });
}

/** Whether what has changed of a scene is something to a rule. */
function reads(rule: string, { zones }: CommonSettings, { parts, zoneIds }: SceneChanges): boolean {
  if (zones?.some((id) => zoneIds.has(id))) return true;
  return readParts[rule] ? readParts[rule].some((part) => parts.has(part)) : parts.size > 0;
}

/** Settings by which only some rules run, as they would have among all. */
export function onlyRules(rules: RulesSettings, names: readonly string[]): RulesSettings {
  const others = knownRules.filter(({ name }) => !names.includes(name));
  return layeredRules(rules, Object.fromEntries(others.map(({ name }) => [name, { enabled: false }])));
}

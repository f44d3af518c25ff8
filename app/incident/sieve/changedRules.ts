import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { rules as knownRules } from '../rules/knownRules.ts';
import type { CommonSettings } from '../scope/commonSettings.ts';
import { layeredRules, type RulesSettings } from '../settings.ts';
import { startRules } from '../startRules.ts';

/** A rule that two sets of settings do not run alike, with those that it runs with in one of them or in both. */
export interface ChangedRule {
  readonly rule: string;
  readonly settings: readonly CommonSettings[];
}

/**
 * The rules whose settings differ, or that only one of them has at work. What the others find is the same under both: a
 * rule sees nothing of another one, and the judge only tells which incident is part of which.
 * @throws AppError `invalid-argument` with one sentence when the settings are none
 */
export function changedRules(scene: CompiledScene, before: RulesSettings, after: RulesSettings): ChangedRule[] {
  const sides = [before, after].map((rules) => startRules(scene, rules).started);
  return knownRules.flatMap(({ name }) => {
    const settings = sides.flatMap((started) => started.find(({ rule }) => rule === name)?.settings ?? []);
    const [a, b] = settings;
    if (a === undefined || (b !== undefined && JSON.stringify(a) === JSON.stringify(b))) return [];
    return [{ rule: name, settings }];
  });
}

/** Settings by which only some rules run, as they would have among all. */
export function onlyRules(rules: RulesSettings, names: readonly string[]): RulesSettings {
  const others = knownRules.filter(({ name }) => !names.includes(name));
  return layeredRules(rules, Object.fromEntries(others.map(({ name }) => [name, { enabled: false }])));
}

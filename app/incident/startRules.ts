import { AppError } from '../base/error.ts';
import type { CompiledScene } from '../traffic/scene/compiledScene.ts';
import type { Rule, RuleRun } from './rule.ts';
import { issueText, ruleProblems } from './ruleProblems.ts';
import { rules } from './rules/knownRules.ts';
import type { CommonSettings } from './scope/commonSettings.ts';
import { scopedRun } from './scope/scopedRun.ts';
import { layeredRules, type RulesSettings } from './settings.ts';

/** A rule that cannot run with a scene, and what it lacks. */
export interface IdleRule {
  readonly rule: string;
  readonly lacks: string;
}

/** A rule at work, and the settings it was started with. */
export interface StartedRule {
  readonly rule: string;
  readonly settings: CommonSettings;
  readonly run: RuleRun;
}

/**
 * Starts every rule that is enabled and has what it needs.
 * @param before rules at work: one whose settings stay as they are goes on and forgets nothing
 * @throws AppError `invalid-argument` with one sentence
 */
export function startRules(
  scene: CompiledScene,
  site: RulesSettings,
  before: readonly StartedRule[] = [],
): { started: StartedRule[]; idle: IdleRule[] } {
  const wanted = layeredRules(site, scene.scene.rules);
  const [problem] = [...ruleProblems(site), ...ruleProblems(wanted)];
  if (problem !== undefined) throw new AppError('invalid-argument', problem);
  const idle: IdleRule[] = [];
  const started = rules.flatMap((rule) => {
    const settings = settingsOf(rule, wanted[rule.name] ?? {});
    if (!settings.enabled) return [];
    const lacks = rule.lacks(scene);
    if (lacks !== null) {
      idle.push({ rule: rule.name, lacks });
      return [];
    }
    const same = before.find((one) => one.rule === rule.name && isSame(one.settings, settings));
    return [same ?? { rule: rule.name, settings, run: scopedRun(rule.start(scene, settings), settings) }];
  });
  return { started, idle };
}

const isSame = (a: CommonSettings, b: CommonSettings): boolean => JSON.stringify(a) === JSON.stringify(b);

function settingsOf(rule: Rule, values: Record<string, unknown>): CommonSettings {
  const parsed = rule.settings.safeParse(values);
  if (parsed.success) return parsed.data as CommonSettings;
  throw new AppError('invalid-argument', issueText(rule.name, parsed.error.issues[0]!));
}

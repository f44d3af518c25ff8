import { z } from 'zod';
import { AppError } from '../base/error.ts';
import type { CompiledScene } from '../traffic/scene/compiledScene.ts';
import type { Rule, RuleRun } from './rule.ts';
import { issueText, ruleProblems } from './ruleProblems.ts';
import { rules } from './rules/knownRules.ts';
import type { CommonSettings } from './scope/commonSettings.ts';
import { scopedRun } from './scope/scopedRun.ts';

/** By rule name: what differs from the rule's defaults. */
export const rulesSettingsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
export type RulesSettings = z.infer<typeof rulesSettingsSchema>;

/** A rule that cannot run with a scene, and what it lacks. */
export interface IdleRule {
  readonly rule: string;
  readonly lacks: string;
}

/** Starts every rule that is enabled and has what it needs. @throws AppError `invalid-argument` with one sentence */
export function startRules(scene: CompiledScene, site: RulesSettings): { runs: RuleRun[]; idle: IdleRule[] } {
  const overrides = scene.scene.rules;
  for (const settings of [site, overrides]) {
    const [problem] = ruleProblems(settings);
    if (problem) throw new AppError('invalid-argument', problem);
  }
  const idle: IdleRule[] = [];
  const runs = rules.flatMap((rule) => {
    const settings = settingsOf(rule, { ...site[rule.name], ...overrides[rule.name] });
    if (!settings.enabled) return [];
    const lacks = rule.lacks(scene);
    if (lacks !== null) {
      idle.push({ rule: rule.name, lacks });
      return [];
    }
    return [scopedRun(rule.start(scene, settings), settings)];
  });
  return { runs, idle };
}

function settingsOf(rule: Rule, values: Record<string, unknown>): CommonSettings {
  const parsed = rule.settings.safeParse(values);
  if (parsed.success) return parsed.data as CommonSettings;
  throw new AppError('invalid-argument', issueText(rule.name, parsed.error.issues[0]!));
}

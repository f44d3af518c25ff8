import { z } from 'zod';
import { AppError } from '../base/error.ts';
import { cocoClasses } from '../detect/classFilter.ts';
import type { CompiledScene } from '../traffic/scene/compiledScene.ts';
import type { Scene } from '../traffic/scene/scene.ts';
import type { Rule, RuleRun } from './rule.ts';
import { rules } from './rules/knownRules.ts';
import { type CommonSettings, commonSettings } from './scope/commonSettings.ts';
import { scopedRun } from './scope/scopedRun.ts';

/** By rule name: what differs from the rule's defaults. */
export const rulesSettingsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
export type RulesSettings = z.infer<typeof rulesSettingsSchema>;

/** A rule that cannot run with a scene, and what it lacks. */
export interface IdleRule {
  readonly rule: string;
  readonly lacks: string;
}

/** What is wrong with settings, one sentence each: unknown rules, values and classes, thresholds that contradict. */
export function ruleProblems(settings: RulesSettings, classes: readonly string[] = cocoClasses): string[] {
  return Object.entries(settings).flatMap(([name, values]) => {
    const rule = rules.find((known) => known.name === name);
    if (!rule) {
      return [`There is no rule "${name}"; the known ones are ${rules.map((known) => known.name).join(', ')}.`];
    }
    const parsed = rule.settings.safeParse(values);
    if (!parsed.success) return parsed.error.issues.map((issue) => issueText(name, issue));
    const strange = (parsed.data as CommonSettings).classes?.filter((one) => !classes.includes(one)) ?? [];
    return strange.map((one) => `The rule "${name}" asks for the class "${one}", which no detector here tells apart.`);
  });
}

/** The same for the rules that a scene sets on its own, its zones included. */
export function sceneRuleProblems({ rules: overrides, zones }: Scene, classes?: readonly string[]): string[] {
  const strange = Object.entries(overrides).flatMap(([name, values]) => {
    const wanted = commonSettings.zones.safeParse(values['zones']).data ?? [];
    const missing = wanted.filter((wantedId) => !zones.some(({ id }) => id === wantedId));
    return missing.map((id) => `The rule "${name}" is meant for the zone "${id}", which the scene does not have.`);
  });
  return [...ruleProblems(overrides, classes), ...strange];
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

function issueText(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return `The rule "${name}" contradicts itself: ${issue.message}.`;
  if (issue.code === 'unrecognized_keys') {
    return `The rule "${name}" has no setting "${issue.keys.join('", "')}"; leave it out.`;
  }
  return `The rule "${name}" cannot work with its ${issue.path.join('.')}: ${lowerFirst(issue.message)}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

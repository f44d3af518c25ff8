import type { z } from 'zod';
import { cocoClasses } from '../detect/classFilter.ts';
import type { Scene } from '../traffic/scene/scene.ts';
import { rules } from './rules/knownRules.ts';
import { type CommonSettings, commonSettings } from './scope/commonSettings.ts';
import type { RulesSettings } from './settings.ts';

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

/**
 * The same for the rules that a scene sets on its own, its zones included.
 * @param site what holds for all cameras, without problems itself: a scene must not contradict that either
 */
export function sceneRuleProblems({ rules: overrides, zones }: Scene, site: RulesSettings = {}): string[] {
  const strange = Object.entries(overrides).flatMap(([name, values]) => {
    const wanted = commonSettings.zones.safeParse(values['zones']).data ?? [];
    const missing = wanted.filter((wantedId) => !zones.some(({ id }) => id === wantedId));
    return missing.map((id) => `The rule "${name}" is meant for the zone "${id}", which the scene does not have.`);
  });
  const together = Object.entries(overrides).map(([name, values]) => [name, { ...site[name], ...values }] as const);
  return [...ruleProblems(Object.fromEntries(together)), ...strange];
}

/** One sentence for one thing that is wrong with a rule. */
export function issueText(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return `The rule "${name}" contradicts itself: ${issue.message}.`;
  if (issue.code === 'unrecognized_keys') {
    return `The rule "${name}" has no setting "${issue.keys.join('", "')}"; leave it out.`;
  }
  return `The rule "${name}" cannot work with its ${issue.path.join('.')}: ${lowerFirst(issue.message)}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

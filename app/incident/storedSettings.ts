import { rules } from './rules/knownRules.ts';
import type { RulesSettings } from './settings.ts';

export interface StoredSettings {
  readonly rules: RulesSettings;
  /** What was left out, for example `collision fromKmh`, or `hover` for a whole rule. */
  readonly dropped: readonly string[];
}

/**
 * Settings that were sound when they were stored, without those that no rule has any more or takes any more. What is
 * stored must open with every later version of the rules; what comes from a file or a form is refused instead.
 */
export function storedSettings(stored: RulesSettings): StoredSettings {
  const dropped: string[] = [];
  const kept = Object.entries(stored).flatMap(([name, values]) => {
    const unfit = unfitSettings(name, values);
    if (unfit === null) {
      dropped.push(name);
      return [];
    }
    dropped.push(...unfit.map((key) => `${name} ${key}`));
    return [[name, Object.fromEntries(Object.entries(values).filter(([key]) => !unfit.includes(key)))] as const];
  });
  return dropped.length === 0 ? { rules: stored, dropped } : { rules: Object.fromEntries(kept), dropped };
}

/** `null` where there is no such rule. Thresholds that contradict each other are left to be told: neither is to blame. */
function unfitSettings(name: string, values: Readonly<Record<string, unknown>>): string[] | null {
  const rule = rules.find((known) => known.name === name);
  if (!rule) return null;
  const issues = rule.settings.safeParse(values).error?.issues ?? [];
  const unfit = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : issue.path.slice(0, 1).map(String),
  );
  return [...new Set(unfit)];
}

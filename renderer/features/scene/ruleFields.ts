import { z } from 'zod';
import type { Rule } from '../../../app/incident/rule.ts';

/** A setting of a rule as the panel shows it; the unit is the end of its key. */
export type RuleField = { readonly key: string } & (
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly value: string }
  /** Names to choose from what the site has; `null` is all of them. */
  | { readonly kind: 'names'; readonly of: 'classes' | 'zones' }
  | { readonly kind: 'schedule' }
  /** How grave its incidents are; `null` is as the rule itself judges. */
  | { readonly kind: 'severity' }
  /** Ways from one line of the scene over another. */
  | { readonly kind: 'ways' }
);

interface Property {
  readonly type?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: { readonly properties?: Readonly<Record<string, unknown>> };
}

/** The settings of a rule with their defaults, in the order of its schema, without `enabled`. */
export function ruleFields(rule: Pick<Rule, 'settings'>): RuleField[] {
  const { properties = {} } = z.toJSONSchema(rule.settings, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([key, property]) => {
    if (key === 'enabled' || typeof property === 'boolean') return [];
    const field = fieldOf(key, property as Property);
    return field ? [field] : [];
  });
}

function fieldOf(key: string, property: Property): RuleField | null {
  if (key === 'classes' || key === 'zones') return { key, kind: 'names', of: key };
  if (key === 'schedule' || key === 'severity') return { key, kind: key };
  if (property.items?.properties && 'fromLineId' in property.items.properties) return { key, kind: 'ways' };
  const { type, default: value, minimum, maximum } = property;
  if (property.enum && typeof value === 'string') return { key, kind: 'choice', choices: property.enum, value };
  if (typeof value === 'boolean') return { key, kind: 'boolean', value };
  if ((type === 'number' || type === 'integer') && typeof value === 'number') {
    return { key, kind: 'number', min: minimum ?? -1e9, max: maximum ?? 1e9, value };
  }
  return null;
}

type Overrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The overrides of a scene with one setting changed. */
export const withSetting = (rules: Overrides, rule: string, key: string, value: unknown): Overrides => ({
  ...rules,
  [rule]: { ...rules[rule], [key]: value },
});

/** The overrides with one setting taken out: what lies below holds again. */
export function withoutSetting(rules: Overrides, rule: string, key: string): Overrides {
  const { [key]: _, ...others } = rules[rule] ?? {};
  return Object.keys(others).length > 0 ? { ...rules, [rule]: others } : withoutRule(rules, rule);
}

/** The overrides with everything of one rule taken out: the site's settings hold again. */
export function withoutRule(rules: Overrides, rule: string): Overrides {
  const { [rule]: _, ...others } = rules;
  return others;
}

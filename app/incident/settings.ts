import { z } from 'zod';

/** By rule name: what differs from the rule's defaults. */
export const rulesSettingsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
export type RulesSettings = z.infer<typeof rulesSettingsSchema>;

/** Settings with others laid over them: what the upper ones set counts, all else is as below. */
export function layeredRules(below: RulesSettings, above: RulesSettings): RulesSettings {
  const names = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...names].map((name) => [name, { ...below[name], ...above[name] }]));
}

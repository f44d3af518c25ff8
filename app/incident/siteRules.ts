import { z } from 'zod';
import { ruleProblems } from './ruleProblems.ts';
import { type RulesSettings, rulesSettingsSchema } from './settings.ts';

/** Rules of the whole site as they were saved: every save is a version, none is ever changed. */
export const siteRulesVersionSchema = z.object({
  /** From 1, rising by one. */
  version: z.int().min(1),
  author: z.string().max(120),
  savedAtMs: z.number(),
  /** Why, one line. */
  note: z.string().max(200),
  /** What differs from the rules' own defaults, for all cameras; a camera's scene may differ again. */
  rules: rulesSettingsSchema,
});
export type SiteRulesVersion = z.infer<typeof siteRulesVersionSchema>;

/** Settings that name things of one camera's scene: they cannot be meant for all cameras. */
export const sceneBoundSettings: Readonly<Record<string, string>> = { zones: 'zones', forbidden: 'ways' };

/** What is wrong with rules that are to hold for all cameras, one sentence each. */
export function siteRuleProblems(site: RulesSettings): string[] {
  const bound = Object.entries(site).flatMap(([name, values]) =>
    Object.entries(sceneBoundSettings)
      .filter(([key]) => Array.isArray(values[key]) && values[key].length > 0)
      .map(
        ([, what]) =>
          `The rule "${name}" names ${what} of one camera's scene, which other cameras do not have; set it for that camera.`,
      ),
  );
  return [...ruleProblems(site), ...bound];
}

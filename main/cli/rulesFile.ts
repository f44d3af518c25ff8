import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { rulesSettingsSchema, type RulesSettings } from '../../app/incident/settings.ts';
import { siteRuleProblems } from '../../app/incident/siteRules.ts';
import { CommandError, exitCode } from './exit.ts';

/** Settings by rule, alone or as `rules` of a site file that a station exported. */
const rulesFileSchema = z.union([
  z.object({ schemaVersion: z.literal(1), rules: rulesSettingsSchema.default({}) }).transform(({ rules }) => rules),
  rulesSettingsSchema,
]);

/** Reads rules that are to hold for the whole site. Throws `CommandError` (usage) with what is wrong, a sentence a line. */
export async function readSiteRulesFile(path: string): Promise<RulesSettings> {
  const rules = await readRulesFile(path);
  const problems = siteRuleProblems(rules);
  if (problems.length === 0) return rules;
  throw new CommandError(exitCode.usage, [`The rules file ${path} cannot be used.`, ...problems].join('\n'));
}

/** Reads a file of rules; whether they can be used is judged where they are. Throws `CommandError` (usage). */
export async function readRulesFile(path: string): Promise<RulesSettings> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(exitCode.usage, `The rules file ${path} cannot be read.`);
  });
  try {
    return rulesFileSchema.parse(JSON.parse(text));
  } catch {
    throw new CommandError(
      exitCode.usage,
      `The rules file ${path} must be JSON: { "RULE": { "SETTING": value, … }, … }, or a site file that a station exported.`,
    );
  }
}

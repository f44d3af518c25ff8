import { z } from 'zod';
import type { RulesSettings } from '../../app/incident/settings.ts';
import { type Severity, severities } from '../../app/incident/incident.ts';
import { type Schedule, scheduleSchema } from '../../app/incident/scope/schedule.ts';
import { isEqual } from '../../app/traffic/scene/fieldChanges.ts';
import { timeOfMinute } from './dayMinute.ts';
import { severityWords } from './incidents.ts';
import { settingName } from './ruleSettings.ts';
import { sceneText } from './scene.ts';
import { ruleTitle, severityAsRule } from './siteRules.ts';

const { rules: text, schedule: scheduleText } = sceneText;
const waysSchema = z.array(z.object({ fromLineId: z.string(), toLineId: z.string() }));

export interface RuleChangeWords {
  /** What a setting is that is not set any more. */
  readonly untold: string;
  /** The name of a zone or line of the scene by its id. */
  nameOf(id: string): string;
}

/** What was changed in settings of rules, one short sentence a rule, in the words of the form; empty when nothing was. */
export function ruleChanges(before: RulesSettings, after: RulesSettings, words: RuleChangeWords): string[] {
  return Object.keys({ ...before, ...after }).flatMap((rule) => {
    const [was, is] = [before[rule] ?? {}, after[rule] ?? {}];
    if (isEqual(was, is)) return [];
    const title = ruleTitle(rule);
    if (Object.keys(is).length === 0) return [`${title}: ${words.untold}.`];
    const keys = Object.keys({ ...was, ...is }).filter((key) => !isEqual(was[key], is[key]));
    return [`${title}: ${keys.map((key) => settingChange(key, was[key], is[key], words)).join(', ')}.`];
  });
}

function settingChange(key: string, was: unknown, is: unknown, words: RuleChangeWords): string {
  const name = key === 'enabled' ? 'switched' : settingName(key).text;
  if (is === undefined) return `${name} ${words.untold}`;
  const value = valueText(key, is, words);
  if (typeof is === 'boolean') return key === 'enabled' ? value : `${name} ${value}`;
  return was === undefined ? `${name} set to ${value}` : `${name} ${valueText(key, was, words)} became ${value}`;
}

function valueText(key: string, value: unknown, { nameOf }: RuleChangeWords): string {
  if (typeof value === 'boolean') return value ? 'switched on' : 'switched off';
  if (key === 'severity') return severityText(value);
  if (key === 'schedule') return scheduleOf(value);
  if (value === null) return key === 'classes' || key === 'zones' ? text.all[key] : 'none';
  const ways = waysSchema.safeParse(value);
  if (ways.success) return listed(ways.data.map((way) => text.way(nameOf(way.fromLineId), nameOf(way.toLineId))));
  if (Array.isArray(value)) return listed(value.map((one) => (key === 'zones' ? nameOf(String(one)) : String(one))));
  const { unit } = settingName(key);
  return `${String(value)}${unit === null ? '' : unit === '°' ? unit : ` ${unit}`}`;
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(' and '));

function severityText(value: unknown): string {
  const known = severities.find((one): one is Severity => one === value);
  return known === undefined ? severityAsRule : severityWords[known].toLowerCase();
}

function scheduleOf(value: unknown): string {
  const parsed = scheduleSchema.safeParse(value);
  return parsed.success ? scheduleWords(parsed.data) : 'always';
}

function scheduleWords({ days, fromMinute, toMinute }: Schedule): string {
  const names = days.length === 7 ? 'daily' : days.map((day) => scheduleText.dayNames[day - 1]).join(' ');
  return `${names} ${timeOfMinute(fromMinute)} to ${timeOfMinute(toMinute)}`;
}

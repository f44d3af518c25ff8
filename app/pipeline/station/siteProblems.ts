import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What each kind of value is called in a sentence. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
};

/**
 * Zod's findings in a site file as sentences: one for each camera entry that has any, one for the file itself. Each
 * names the entry, the field and the rule.
 * @param parsed the JSON value that was judged
 */
export function siteProblems(issues: readonly Issue[], parsed: unknown): string[] {
  const byEntry = new Map<string, string[]>();
  for (const issue of issues) {
    const [list, index, ...inside] = issue.path;
    const isEntry = list === 'cameras' && typeof index === 'number';
    const title = isEntry ? entryTitle(index, nameOf(parsed, index)) : 'The site file';
    const faults = byEntry.get(title) ?? [];
    faults.push(...faultsOf(issue, isEntry ? inside : issue.path, parsed));
    byEntry.set(title, faults);
  }
  return [...byEntry].map(([title, faults]) => `${title}: ${faults.join('; ')}.`);
}

/** How an entry of the list of cameras is named to a person, who counts from 1. */
export function entryTitle(index: number, name: string | undefined): string {
  return name ? `Camera entry ${index + 1} ("${name.slice(0, 80)}")` : `Camera entry ${index + 1}`;
}

function nameOf(parsed: unknown, index: number): string | undefined {
  const entry: unknown = (parsed as { cameras?: unknown[] }).cameras?.[index];
  const name: unknown = (entry as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}

function faultsOf(issue: Issue, path: readonly PropertyKey[], parsed: unknown): string[] {
  const field = path.length > 0 ? `"${path.map(String).join('.')}"` : 'it';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `"${[...path.map(String), key].join('.')}" is no known field`);
    case 'invalid_type':
      return [isMissing(parsed, issue.path) ? `${field} is missing` : `${field} must be ${kindOf(issue.expected)}`];
    case 'invalid_value':
      return [`${field} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`];
    case 'too_small':
      return [issue.origin === 'string' ? `${field} must not be empty` : `${field} must be at least ${issue.minimum}`];
    case 'too_big':
      return [tooBig(field, issue.origin, issue.maximum)];
    default:
      return [`${field} cannot be used`];
  }
}

function tooBig(field: string, origin: string, maximum: number | bigint): string {
  if (origin === 'string') return `${field} may have at most ${maximum} characters`;
  if (origin === 'array') return `${field} may have at most ${maximum} entries`;
  return `${field} must be at most ${maximum}`;
}

function kindOf(expected: string): string {
  return kinds[expected] ?? 'another kind of value';
}

function isMissing(parsed: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = parsed;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value === undefined;
}

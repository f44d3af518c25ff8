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
  record: 'an object in { }',
};

/**
 * One finding of Zod in plain words, without the full stop: the field and the rule it breaks.
 * @param path of the field as it is named to a person
 * @param parsed the JSON value that was judged
 */
export function faultsOf(issue: Issue, path: readonly PropertyKey[], parsed: unknown): string[] {
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

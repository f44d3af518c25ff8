import type { z } from 'zod';
import { faultsOf } from '../../base/schemaFaults.ts';

type Issue = z.core.$ZodIssue;

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

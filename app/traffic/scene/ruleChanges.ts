import { isEqual } from './fieldChanges.ts';
import type { Scene } from './scene.ts';

/**
 * What was changed in settings of rules, one short sentence a rule; empty when nothing was.
 * @param untold what a setting is that is not set any more
 */
export function ruleChanges(before: Scene['rules'], after: Scene['rules'], untold = 'as everywhere again'): string[] {
  return Object.keys({ ...before, ...after }).flatMap((rule) => {
    const [was, is] = [before[rule], after[rule]];
    if (isEqual(was, is)) return [];
    if (!is) return [`Rule ${rule} ${untold}.`];
    const settings = Object.keys({ ...was, ...is }).filter((key) => !isEqual(was?.[key], is[key]));
    return [`Rule ${rule}: ${settings.map((key) => settingChange(key, was?.[key], is[key], untold)).join(', ')}.`];
  });
}

function settingChange(key: string, was: unknown, is: unknown, untold: string): string {
  if (is === undefined) return `${key} ${untold}`;
  const set = typeof is === 'object' ? 'changed' : `set to ${String(is)}`;
  return typeof is === 'object' || was === undefined ? `${key} ${set}` : `${key} ${String(was)} became ${String(is)}`;
}

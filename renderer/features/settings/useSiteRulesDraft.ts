import { useState } from 'react';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import type { SiteRulesVersion } from '../../../app/incident/siteRules.ts';

export interface SiteRulesDraft {
  readonly rules: RulesSettings;
  readonly changed: boolean;
  /** Another version was saved since the draft was begun. */
  readonly outrun: boolean;
  change(rules: RulesSettings): void;
  /** What is saved now, in place of the draft. */
  undo(): void;
  /** The draft was saved as this version. */
  savedAs(version: number): void;
}

interface Editing {
  /** `null` before the first save. */
  readonly baseVersion: number | null;
  readonly base: RulesSettings;
  readonly rules: RulesSettings;
}

/** The rules of the site while they are edited: untouched ones follow the station, touched ones are the operator's. */
export function useSiteRulesDraft(saved: SiteRulesVersion | null): SiteRulesDraft {
  const fresh = (): Editing => {
    const rules = saved?.rules ?? {};
    return { baseVersion: saved?.version ?? null, base: rules, rules };
  };
  const [editing, setEditing] = useState(fresh);
  const changed = JSON.stringify(editing.rules) !== JSON.stringify(editing.base);
  const newer = (saved?.version ?? 0) > (editing.baseVersion ?? 0);
  if (newer && !changed) setEditing(fresh());
  return {
    rules: editing.rules,
    changed,
    outrun: newer && changed,
    change: (rules) => setEditing((now) => ({ ...now, rules })),
    undo: () => setEditing(fresh()),
    savedAs: (baseVersion) => setEditing((now) => ({ baseVersion, base: now.rules, rules: now.rules })),
  };
}

import { siteRulesVersionSchema } from '../incident/siteRules.ts';
import type { MemoryFacts } from './memoryFacts.ts';
import type { SiteRulesStore } from './ports.ts';
import { refusals } from './refusals.ts';

export function memorySiteRulesStore(facts: MemoryFacts): SiteRulesStore {
  const newest = () => facts.now.siteRules[0] ?? null;
  return {
    newest,
    versions: () => [...facts.now.siteRules],
    save(version, baseVersion) {
      const before = newest()?.version ?? null;
      if (before !== baseVersion) throw refusals.newerRules();
      const saved = siteRulesVersionSchema.parse({ ...version, version: (before ?? 0) + 1 });
      facts.change({ siteRules: [saved, ...facts.now.siteRules] });
      return saved.version;
    },
  };
}

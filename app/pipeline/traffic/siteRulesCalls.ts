import { AppError } from '../../base/error.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { Implementation } from '../../contracts/contract.ts';
import { siteRuleProblems } from '../../incident/siteRules.ts';
import type { StationCore } from '../station/core.ts';
import { contradictedScenes } from './contradictedScenes.ts';

type SiteRulesCalls = Pick<Implementation<typeof consoleContract>, 'siteRules' | 'siteRulesVersions' | 'saveSiteRules'>;

/** What windows may do with the rules of the whole site. */
export function siteRulesCalls({ ports, siteRules, traffic }: StationCore): SiteRulesCalls {
  const { stores, clock, committed } = ports;
  return {
    siteRules: siteRules.serve,
    siteRulesVersions: () => ({ versions: stores.siteRules.versions() }),
    saveSiteRules({ baseVersion, note, author, rules }, caller) {
      const [problem] = [...siteRuleProblems(rules), ...contradictedScenes(rules, stores)];
      if (problem !== undefined) throw new AppError('invalid-argument', problem);
      const saved = { author: author ?? caller.name, savedAtMs: clock.wallMs(), note, rules };
      const version = stores.siteRules.save(saved, baseVersion);
      committed('rules of the site saved');
      siteRules.changed();
      traffic.rulesChanged();
      return { version };
    },
  };
}

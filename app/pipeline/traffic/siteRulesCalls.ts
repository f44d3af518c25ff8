import { AppError } from '../../base/error.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { Implementation } from '../../contracts/contract.ts';
import { sceneRuleProblems } from '../../incident/ruleProblems.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import { siteRuleProblems } from '../../incident/siteRules.ts';
import type { Stores } from '../../store/ports.ts';
import type { StationCore } from '../station/core.ts';

type SiteRulesCalls = Pick<Implementation<typeof consoleContract>, 'siteRules' | 'siteRulesVersions' | 'saveSiteRules'>;

/** What windows may do with the rules of the whole site. */
export function siteRulesCalls({ ports, siteRules, traffic }: StationCore): SiteRulesCalls {
  const { stores, clock, committed } = ports;
  return {
    siteRules: siteRules.serve,
    siteRulesVersions: () => ({ versions: stores.siteRules.versions() }),
    saveSiteRules({ baseVersion, note, rules }, caller) {
      const [problem] = [...siteRuleProblems(rules), ...problemsOfCameras(rules, stores)];
      if (problem !== undefined) throw new AppError('invalid-argument', problem);
      const saved = { author: caller.name, savedAtMs: clock.wallMs(), note, rules };
      const version = stores.siteRules.save(saved, baseVersion);
      committed('rules of the site saved');
      siteRules.changed();
      traffic.rulesChanged();
      return { version };
    },
  };
}

/** What a camera sets on its own may contradict what is to hold for the site. */
function problemsOfCameras(rules: RulesSettings, { cameras, scenes }: Pick<Stores, 'cameras' | 'scenes'>): string[] {
  const names = new Map(cameras.list().map(({ cameraId, number, name }) => [cameraId, `Camera ${number}, ${name}`]));
  return scenes
    .newest()
    .flatMap(({ cameraId, scene }) =>
      sceneRuleProblems(scene, rules).map(
        (text) => `${names.get(cameraId) ?? 'A camera'}, has settings of its own that do not go with these. ${text}`,
      ),
    );
}

import type { Log } from '../base/log.ts';
import type { RulesSettings } from '../incident/settings.ts';
import { storedSettings } from '../incident/storedSettings.ts';
import type { SceneVersion } from '../traffic/scene/scene.ts';
import type { Stores } from './ports.ts';

type Place = Readonly<Record<string, unknown>>;

/**
 * The same stores, with scenes and rules of the site as this version's rules can use them: a setting that a rule does not
 * have any more is left out, and that is logged once. What is stored stays as it is.
 */
export function readableRules<S extends Pick<Stores, 'scenes' | 'siteRules'>>(stores: S, log: Log): S {
  const { scenes, siteRules }: Pick<Stores, 'scenes' | 'siteRules'> = stores;
  const usable = settingsReader(log);
  return {
    ...stores,
    scenes: {
      ...scenes,
      newest: () => scenes.newest().map((saved) => sceneWith(usable, saved)),
      versions: (cameraId) => scenes.versions(cameraId).map((saved) => sceneWith(usable, saved)),
    },
    siteRules: {
      ...siteRules,
      newest() {
        const saved = siteRules.newest();
        return saved && { ...saved, rules: usable(saved.rules, { version: saved.version }) };
      },
      versions: () =>
        siteRules.versions().map((saved) => ({ ...saved, rules: usable(saved.rules, { version: saved.version }) })),
    },
  };
}

function sceneWith(usable: SettingsReader, saved: SceneVersion): SceneVersion {
  const { cameraId, version, scene } = saved;
  return { ...saved, scene: { ...scene, rules: usable(scene.rules, { cameraId, version }) } };
}

type SettingsReader = (stored: RulesSettings, place: Place) => RulesSettings;

function settingsReader(log: Log): SettingsReader {
  const said = new Set<string>();
  return (stored, place) => {
    const { rules, dropped } = storedSettings(stored);
    const key = JSON.stringify(place);
    if (dropped.length > 0 && !said.has(key)) {
      said.add(key);
      log.log('warn', 'stored settings that no rule has any more are left out', { ...place, settings: dropped });
    }
    return rules;
  };
}

import type { Camera } from '../../../app/camera/camera.ts';
import { sceneRuleProblems } from '../../../app/incident/ruleProblems.ts';
import type { RulesSettings } from '../../../app/incident/settings.ts';
import { siteRuleProblems } from '../../../app/incident/siteRules.ts';
import type { SceneVersion } from '../../../app/traffic/scene/scene.ts';
import { incidentsText } from '../../text/incidents.ts';
import { ruleProblem, siteRulesText } from '../../text/siteRules.ts';

type Site = { readonly cameras: readonly Camera[]; readonly scenes: readonly SceneVersion[] };

/** All that keeps rules of the site from being saved, one sentence each: in themselves, and beside what cameras set. */
export function siteRuleFaults(rules: RulesSettings, { cameras, scenes }: Site): string[] {
  const own = siteRuleProblems(rules).map(ruleProblem);
  // While they are wrong in themselves, each camera need not say so again.
  if (own.length > 0) return own;
  return scenes.flatMap(({ cameraId, scene }) => {
    const camera = cameras.find((each) => each.cameraId === cameraId);
    const name = camera ? incidentsText.camera(camera.number, camera.name) : cameraId;
    return sceneRuleProblems(scene, rules).map((text) => siteRulesText.contradicts(name, ruleProblem(text)));
  });
}

/** The cameras whose scenes set something of a rule on their own, in their order. */
export function camerasThatDiffer(rule: string, { cameras, scenes }: Site): Camera[] {
  return cameras.filter(({ cameraId }) => {
    const version = scenes.find((each) => each.cameraId === cameraId);
    return Object.keys(version?.scene.rules[rule] ?? {}).length > 0;
  });
}

import type { RoadView } from '../../traffic/road/roadUser.ts';
import { rules } from '../rules/knownRules.ts';
import { scopedRun } from '../scope/scopedRun.ts';
import type { RuleOnScene } from './changedRules.ts';

/** Whether a rule finds anything in views that show one road user alone, with any of its settings. */
export function findsAlone({ rule, scene, settings }: RuleOnScene, views: readonly RoadView[]): boolean {
  const known = rules.find(({ name }) => name === rule)!;
  return settings.some((one) => {
    const run = scopedRun(known.start(scene, one), one);
    return views.some((view) => run.step(view).length > 0);
  });
}

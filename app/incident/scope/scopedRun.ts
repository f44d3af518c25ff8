import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { RuleRun } from '../rule.ts';
import type { CommonSettings } from './commonSettings.ts';
import { isWithin } from './schedule.ts';

/**
 * A run that is shown only the classes and zones it is meant for, and is heard only within its schedule, with the severity
 * that was set.
 */
export function scopedRun(run: RuleRun, { schedule, classes, zones, severity }: CommonSettings): RuleRun {
  if (!schedule && !classes && !zones && !severity) return run;
  const concerns = (user: RoadUser): boolean =>
    (!classes || classes.includes(user.className)) && (!zones || user.zones.some(({ id }) => zones.includes(id)));
  const shown = (view: RoadView): RoadView =>
    classes || zones ? { ...view, users: view.users.filter(concerns) } : view;
  return {
    step(view) {
      // It watches on outside its hours: what began before them is known when they begin.
      const findings = run.step(shown(view));
      if (schedule && !isWithin(schedule, view.atMs)) return [];
      return severity ? findings.map((finding) => ({ ...finding, severity })) : findings;
    },
  };
}

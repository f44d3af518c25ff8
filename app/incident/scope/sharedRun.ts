import type { RoadView } from '../../traffic/road/roadUser.ts';
import type { Finding, RuleRun } from '../rule.ts';

/** A run that several judges ask of the same view, one after the other: it looks once and tells each of them the same. */
export function sharedRun(run: RuleRun): RuleRun {
  let seen: RoadView | null = null;
  let findings: readonly Finding[] = [];
  return {
    step(view) {
      if (view !== seen) {
        findings = run.step(view);
        seen = view;
      }
      return findings;
    },
  };
}

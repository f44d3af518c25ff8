import { z } from 'zod';
import { CrossedLines, type LineCrossing } from '../road/crossedLines.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { SignalMemory } from '../road/stopLines.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Red must have shown for longer when the front comes over the line. */
  graceS: z.number().min(0).max(5).default(0.5),
  fasterThanKmh: speedKmh(8),
});

/** A vehicle that crosses a stop line while its signal shows red. */
export const redLight: Rule<typeof settings> = {
  name: 'red-light',
  what: 'A vehicle comes over a stop line while the signal shows red, later than the grace time.',
  settings,
  lacks: ({ scene }) =>
    scene.stopLines.some(({ control }) => control.kind === 'signal')
      ? null
      : 'It needs a stop line with a signal in the scene.',
  start({ scene }, { graceS, fasterThanKmh }) {
    const crossed = new CrossedLines(scene.stopLines.filter(({ control }) => control.kind === 'signal'));
    const signals = new SignalMemory();
    const recent = new RecentFindings();
    const findingOf = (crossing: LineCrossing): Finding | null => {
      const { control } = crossing.line;
      const redSinceAtMs = control.kind === 'signal' ? signals.redSinceAtMs(control.signalHeadId) : null;
      if (redSinceAtMs === null) return null;
      const intoRedS = (crossing.frontAtMs - redSinceAtMs) / 1000;
      if (intoRedS <= graceS || crossing.speedMps * 3.6 < fasterThanKmh) return null;
      return userFinding(crossing.user, {
        type: 'red-light',
        severity: 'high',
        beganAtMs: crossing.frontAtMs,
        evidence: [
          { what: 'time into red', value: intoRedS, limit: graceS, unit: 's' },
          { what: 'speed', value: crossing.speedMps * 3.6, limit: fasterThanKmh, unit: 'km/h' },
        ],
      });
    };
    return {
      step(view) {
        signals.step(view.signals, view.atMs);
        for (const crossing of crossed.step(view)) {
          const finding = findingOf(crossing);
          if (finding) recent.add(finding, view.atMs);
        }
        return recent.at(view.atMs);
      },
    };
  },
};

import { z } from 'zod';
import { distanceM, type GroundPoint } from '../../space/ground.ts';
import type { RoadView } from '../../traffic/road/roadUser.ts';
import { CrossedLines, type LineCrossing } from '../road/crossedLines.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { SignalMemory } from '../road/stopLines.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Red must have shown for longer when the front comes over the line. */
  graceS: z.number().min(0).max(5).default(0.5),
  fasterThanKmh: speedKmh(8),
  /** It must go on so far beyond the line, metres: a box that trembles at the line has not crossed it. */
  beyondM: lengthM(5),
});

/** Within this it must have gone on. */
const confirmedWithinMs = 4000;

/** A vehicle that crosses a stop line while its signal shows red. */
export const redLight: Rule<typeof settings> = {
  name: 'red-light',
  what: 'A vehicle comes over a stop line while the signal shows red, later than the grace time.',
  settings,
  lacks: ({ scene }) =>
    scene.calibration && scene.stopLines.some(({ control }) => control.kind === 'signal')
      ? null
      : 'It needs a calibration and a stop line with a signal.',
  start({ scene }, { graceS, fasterThanKmh, beyondM }) {
    const pending = new Map<number, { readonly finding: Finding; readonly from: GroundPoint; readonly atMs: number }>();
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
    const confirm = ({ users, atMs }: RoadView): void => {
      for (const { trackId, ground } of users) {
        const one = pending.get(trackId);
        if (!one || !ground || distanceM(one.from, ground) < beyondM) continue;
        recent.add(one.finding, atMs);
        pending.delete(trackId);
      }
      for (const [trackId, one] of pending) if (atMs - one.atMs > confirmedWithinMs) pending.delete(trackId);
    };
    return {
      step(view) {
        signals.step(view.signals, view.atMs);
        for (const crossing of crossed.step(view)) {
          const finding = findingOf(crossing);
          const { trackId, ground } = crossing.user;
          if (finding && ground) pending.set(trackId, { finding, from: ground, atMs: view.atMs });
        }
        if (pending.size > 0) confirm(view);
        return recent.at(view.atMs);
      },
    };
  },
};

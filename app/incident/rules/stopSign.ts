import { z } from 'zod';
import type { GroundPoint } from '../../space/ground.ts';
import { CrossedLines } from '../road/crossedLines.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { type StopOnGround, stopsOnGround } from '../road/stopLines.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Whose lowest speed before the line stays above has not stopped. */
  rollingFromKmh: speedKmh(6),
  /** The stretch before the line in which it should have stopped, the length of a vehicle included, metres. */
  withinM: lengthM(12),
  /** Its speed must be known so far before the line at least: later it may have stopped before it was seen, metres. */
  knownFromM: lengthM(4),
});

const leastMps = 2;
/** Of a vehicle that is seen from the side the middle of its box lies beside its lane: so far, in metres and shares of the line. */
const [asideM, beyondEnds] = [1.5, 0.4];

/** A vehicle that rolls over the line of a stop sign. */
export const stopSign: Rule<typeof settings> = {
  name: 'stop-sign',
  what: 'A vehicle comes over the line of a stop sign without having been slow enough before it.',
  settings,
  lacks: ({ scene, lanes }) =>
    lanes.length > 0 && scene.stopLines.some(({ control }) => control.kind === 'stop-sign')
      ? null
      : 'It needs a calibration, a lane and a stop line with a stop sign.',
  start(compiled, { rollingFromKmh, withinM, knownFromM }) {
    const crossed = new CrossedLines(
      compiled.scene.stopLines.filter(({ control }) => control.kind === 'stop-sign'),
      leastMps,
      beyondEnds,
    );
    const stops = stopsOnGround(compiled).filter(({ line }) => line.control.kind === 'stop-sign');
    const recent = new RecentFindings();
    const lowestMps = new Map<number, number>();
    return {
      step(view) {
        for (const trackId of view.ended) lowestMps.delete(trackId);
        for (const { trackId, group, ground, motion, stillSinceAtMs } of view.users) {
          if (group !== 'vehicle' || !ground) continue;
          const aheadM = Math.min(...stops.map((stop) => aheadOf(stop, ground)).filter((m) => m > -2));
          if (aheadM >= withinM) continue;
          if (stillSinceAtMs === null && !motion) continue;
          if (!lowestMps.has(trackId) && aheadM < knownFromM) continue;
          const speedMps = stillSinceAtMs !== null ? 0 : motion!.speedMps;
          lowestMps.set(trackId, Math.min(speedMps, lowestMps.get(trackId) ?? Number.POSITIVE_INFINITY));
        }
        for (const { user, frontAtMs, speedMps } of crossed.step(view)) {
          const lowestKmh = Math.min(speedMps, lowestMps.get(user.trackId) ?? Number.POSITIVE_INFINITY) * 3.6;
          if (!lowestMps.has(user.trackId) || lowestKmh < rollingFromKmh) continue;
          const evidence = [{ what: 'lowest speed', value: lowestKmh, limit: rollingFromKmh, unit: 'km/h' }];
          const about = { type: 'stop-sign', severity: 'medium', beganAtMs: frontAtMs, evidence } as const;
          recent.add(userFinding(user, about), view.atMs);
        }
        return recent.at(view.atMs);
      },
    };
  },
};

/** How far before a stop line, metres; not a number beside it. */
function aheadOf({ middle, headingRad, halfM }: StopOnGround, { xM, yM }: GroundPoint): number {
  const [dx, dy] = [middle.xM - xM, middle.yM - yM];
  const besideM = Math.abs(dy * Math.cos(headingRad) - dx * Math.sin(headingRad));
  return besideM <= halfM + asideM ? dx * Math.cos(headingRad) + dy * Math.sin(headingRad) : Number.NaN;
}

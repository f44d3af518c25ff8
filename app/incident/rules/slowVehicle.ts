import { z } from 'zod';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { vehicleAhead } from '../road/laneOrder.ts';
import { isInLane, isInZone, placeOf } from '../road/places.ts';
import { laneStopsOf } from '../road/stopLines.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { UsualSpeed } from '../road/usualSpeed.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Slower than this share of the space-mean speed around it. */
    onShare: z.number().min(0.1).max(0.9).default(0.5),
    offShare: z.number().min(0.1).max(1).default(0.65),
    dwellS: dwellS(6),
    /** Slower than this it stands. */
    movesFromKmh: speedKmh(4),
    /** Only where others drive faster than this. */
    usualFromKmh: speedKmh(40),
    /** Who has somebody slow this close ahead is held up, metres. */
    heldUpM: lengthM(60),
  })
  .refine(({ onShare, offShare }) => offShare >= onShare, { message: 'offShare must not be below onShare' });

/** Who brakes or speeds up harder than this has a reason that passes. */
const evenMps2 = 0.8;
/** More slow vehicles at once are congestion. */
const mostAtOnce = 2;
/** Before a stop line everybody is slow. */
const stopReachM = 120;

/** A vehicle that creeps while the others drive. */
export const slowVehicle: Rule<typeof settings> = {
  name: 'slow-vehicle',
  what: 'A vehicle drives at less than half of the speed around it for longer than the dwell, and nobody ahead holds it up.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ kind }) => kind === 'driving') ? null : 'It needs a calibration and driving lanes in the scene.',
  start(scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 2000);
    const usual = new UsualSpeed(scene);
    const stops = laneStopsOf(scene);
    const isBeforeStop = ({ inLane }: RoadUser): boolean =>
      (stops.get(inLane!.lane.id) ?? []).some(({ atM }) => atM > inLane!.atM - 5 && atM - inLane!.atM < stopReachM);
    const isSlow = (view: RoadView, user: RoadUser, usualMps: number): boolean => {
      const { speedMps, speedErrorMps, accelerationMps2 } = user.motion!;
      const share = dwell.has(user.trackId) ? limits.offShare : limits.onShare;
      if (speedMps > share * usualMps || speedMps * 3.6 < limits.movesFromKmh) return false;
      if (speedErrorMps > 0.25 * usualMps || Math.abs(accelerationMps2) > evenMps2) return false;
      if (isBeforeStop(user) || isInZone(user, 'junction-box')) return false;
      const ahead = vehicleAhead(view, user, limits.heldUpM);
      return !ahead || (ahead.motion !== null && ahead.motion.speedMps > limits.offShare * usualMps);
    };
    return {
      step(view) {
        dwell.forget(view.ended);
        usual.step(view, (trackId) => dwell.has(trackId));
        const findings: Finding[] = [];
        for (const user of view.users) {
          if (user.group !== 'vehicle' || !user.motion || !isInLane(user, ['driving'])) continue;
          const usualMps = usual.of(user);
          if (usualMps === null || usualMps * 3.6 < limits.usualFromKmh) continue;
          const sinceAtMs = dwell.step(user.trackId, view.atMs, isSlow(view, user, usualMps));
          if (sinceAtMs !== null) findings.push(findingOf(user, sinceAtMs, usualMps, limits.onShare));
        }
        return findings.length <= mostAtOnce ? findings : [];
      },
    };
  },
};

function findingOf(user: RoadUser, beganAtMs: number, usualMps: number, share: number): Finding {
  return {
    type: 'slow-vehicle',
    thing: `track ${user.trackId}`,
    severity: 'medium',
    beganAtMs,
    place: placeOf(user),
    trackIds: [user.trackId],
    confidence: user.score,
    evidence: [
      { what: 'speed', value: user.motion!.speedMps * 3.6, limit: share * usualMps * 3.6, unit: 'km/h' },
      { what: 'speed around it', value: usualMps * 3.6, limit: null, unit: 'km/h' },
    ],
  };
}

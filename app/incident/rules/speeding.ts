import { z } from 'zod';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { placeOf } from '../road/places.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** From so much above the limit of the lane on. */
    onOverKmh: speedKmh(10),
    offOverKmh: speedKmh(5),
    dwellS: dwellS(0.5),
    /** The speed without so many of its standard errors must be above: indicative, never for enforcement. */
    surelyErrors: z.number().min(0).max(5).default(2),
  })
  .refine(({ onOverKmh, offOverKmh }) => offOverKmh <= onOverKmh, {
    message: 'offOverKmh must not be above onOverKmh',
  });

/** A vehicle above the limit of its lane. */
export const speeding: Rule<typeof settings> = {
  name: 'speeding',
  what: 'A vehicle is faster than the limit of its lane by more than the tolerance, error of measurement taken off.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ limitKmh }) => limitKmh !== null) ? null : 'It needs a calibration and a lane with a speed limit.',
  start(_scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 1000);
    const fastestKmh = new Map<number, number>();
    const overKmh = ({ motion, inLane }: RoadUser): number => {
      const { speedMps, speedErrorMps } = motion!;
      return (speedMps - limits.surelyErrors * speedErrorMps) * 3.6 - inLane!.lane.limitKmh!;
    };
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        for (const trackId of ended) fastestKmh.delete(trackId);
        const findings: Finding[] = [];
        for (const user of users) {
          if (user.group !== 'vehicle' || !user.motion || user.inLane?.lane.limitKmh == null) continue;
          // What a turn is driven at is no limit.
          if (user.inLane.lane.kind === 'turn') continue;
          const { trackId } = user;
          const isOver = overKmh(user) > (dwell.has(trackId) ? limits.offOverKmh : limits.onOverKmh);
          const sinceAtMs = dwell.step(trackId, atMs, isOver);
          if (sinceAtMs === null) continue;
          const kmh = Math.max(user.motion.speedMps * 3.6, fastestKmh.get(trackId) ?? 0);
          fastestKmh.set(trackId, kmh);
          findings.push(findingOf(user, sinceAtMs, kmh));
        }
        return findings;
      },
    };
  },
};

function findingOf(user: RoadUser, beganAtMs: number, fastestKmh: number): Finding {
  return {
    type: 'speeding',
    thing: `track ${user.trackId}`,
    severity: 'medium',
    beganAtMs,
    place: placeOf(user),
    trackIds: [user.trackId],
    confidence: user.score,
    evidence: [
      { what: 'highest speed', value: fastestKmh, limit: user.inLane!.lane.limitKmh, unit: 'km/h' },
      { what: 'error of speed', value: user.motion!.speedErrorMps * 3.6, limit: null, unit: 'km/h' },
    ],
  };
}

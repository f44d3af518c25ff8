import { z } from 'zod';
import { FastUsers } from '../../traffic/road/fastUsers.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { SpeedFit } from '../../traffic/road/speedFit.ts';
import { isSurelySeen } from '../road/sureness.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** From so much above the limit of the lane on. */
    onOverKmh: speedKmh(10),
    offOverKmh: speedKmh(5),
    dwellS: dwellS(0.5),
    /** The speed without so many of its standard errors must be above the limit: indicative, never for enforcement. */
    surelyErrors: z.number().min(0).max(5).default(2),
  })
  .refine(({ onOverKmh, offOverKmh }) => offOverKmh <= onOverKmh, {
    message: 'offOverKmh must not be above onOverKmh',
  });

/** A vehicle above the limit of its lane. */
export const speeding: Rule<typeof settings> = {
  name: 'speeding',
  what: 'A vehicle is faster than the limit of its lane by more than the tolerance; above the limit also with the error of measurement taken off.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ limitKmh }) => limitKmh !== null) ? null : 'It needs a calibration and a lane with a speed limit.',
  start(scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 1000);
    const fast = new FastUsers(scene);
    const fastest = new Map<number, SpeedFit>();
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        fast.forget(ended);
        for (const trackId of ended) fastest.delete(trackId);
        const findings: Finding[] = [];
        for (const user of users) {
          const limitKmh = limitOf(user);
          if (limitKmh === null) continue;
          const { trackId } = user;
          fast.observe(atMs, user, users);
          const leastKmh = limitKmh + (dwell.has(trackId) ? limits.offOverKmh : limits.onOverKmh);
          const speed = fast.speedOf(user, leastKmh / 3.6);
          const sureKmh = speed ? (speed.speedMps - limits.surelyErrors * speed.standardErrorMps) * 3.6 : 0;
          const isSeen = dwell.isSure(trackId) || isSurelySeen(user);
          const isOver = isSeen && speed !== null && speed.speedMps * 3.6 > leastKmh && sureKmh > limitKmh;
          const sinceAtMs = dwell.step(trackId, atMs, isOver);
          if (isOver && speed.speedMps > (fastest.get(trackId)?.speedMps ?? 0)) fastest.set(trackId, speed);
          if (sinceAtMs !== null) findings.push(findingOf(user, sinceAtMs, fastest.get(trackId)!, limitKmh));
        }
        return findings;
      },
    };
  },
};

/** What a turn is driven at is no limit. */
function limitOf({ group, inLane }: RoadUser): number | null {
  return group === 'vehicle' && inLane && inLane.lane.kind !== 'turn' ? inLane.lane.limitKmh : null;
}

function findingOf(user: RoadUser, beganAtMs: number, fastest: SpeedFit, limitKmh: number): Finding {
  return userFinding(user, {
    type: 'speeding',
    severity: 'medium',
    beganAtMs,
    evidence: [
      { what: 'highest speed', value: fastest.speedMps * 3.6, limit: limitKmh, unit: 'km/h' },
      { what: 'error of speed', value: fastest.standardErrorMps * 3.6, limit: null, unit: 'km/h' },
    ],
  });
}

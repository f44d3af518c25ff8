import { z } from 'zod';
import { turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { isInLane, isInZone, placeOf } from '../road/places.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Its direction differs from the lane's by more. */
    onDeg: z.number().min(90).max(180).default(135),
    /** It is on its way again below. */
    offDeg: z.number().min(45).max(180).default(100),
    fasterThanKmh: speedKmh(10),
    dwellS: dwellS(1),
  })
  .refine(({ onDeg, offDeg }) => offDeg <= onDeg, { message: 'offDeg must not be above onDeg' });
/** Ways through a junction cross each other: their directions say nothing. */
const kinds = ['driving', 'ramp', 'bus', 'hard-shoulder'] as const;
/** Its speed is this many times the error of it, at least. */
const surelyMoves = 3;
type Limits = z.output<typeof settings>;

/** A vehicle that drives against its lane. */
export const wrongWay: Rule<typeof settings> = {
  name: 'wrong-way',
  what: 'A vehicle drives against the direction of its lane, faster than the least speed and for longer than the dwell.',
  settings,
  lacks: ({ lanes }) => (lanes.length > 0 ? null : 'It needs a calibration and lanes in the scene.'),
  start(_scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, 1000);
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        const findings: Finding[] = [];
        for (const user of users) {
          if (user.group !== 'vehicle' || !user.motion || !user.inLane) continue;
          const { trackId } = user;
          const drives = isAgainst(user, limits, dwell.isSure(trackId), dwell.has(trackId));
          const sinceAtMs = dwell.step(trackId, atMs, drives);
          if (sinceAtMs !== null) findings.push(findingOf(user, sinceAtMs, limits));
        }
        return findings;
      },
    };
  },
};

/** @param isSure it was found: now it may even stand */
function isAgainst(user: RoadUser, { onDeg, offDeg, fasterThanKmh }: Limits, isSure: boolean, has: boolean): boolean {
  const { motion, inLane } = user;
  const offRad = turnRad(motion!.headingRad, inLane!.headingRad);
  if (offRad < (offDeg * Math.PI) / 180) return false;
  if (isSure) return true;
  if (!has && offRad < (onDeg * Math.PI) / 180) return false;
  const { speedMps, speedErrorMps } = motion!;
  return (
    speedMps * 3.6 > fasterThanKmh &&
    speedMps > surelyMoves * speedErrorMps &&
    isInLane(user, kinds) &&
    !isInZone(user, 'junction-box')
  );
}

function findingOf(user: RoadUser, beganAtMs: number, { onDeg, fasterThanKmh }: Limits): Finding {
  const offDeg = (turnRad(user.motion!.headingRad, user.inLane!.headingRad) * 180) / Math.PI;
  return {
    type: 'wrong-way',
    thing: `track ${user.trackId}`,
    severity: 'critical',
    beganAtMs,
    place: placeOf(user),
    trackIds: [user.trackId],
    confidence: user.score,
    evidence: [
      { what: 'against its lane by', value: offDeg, limit: onDeg, unit: 'deg' },
      { what: 'speed', value: user.motion!.speedMps * 3.6, limit: fasterThanKmh, unit: 'km/h' },
    ],
  };
}

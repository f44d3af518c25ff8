import { z } from 'zod';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** How long it must have been in the one lane before, and in the other after. */
  dwellS: dwellS(0.6),
  /** So far within its lane, metres: who drives on the line has not changed yet. */
  insideM: lengthM(0.4),
});

interface Stay {
  readonly lane: CompiledLane;
  readonly sinceAtMs: number;
  isSettled: boolean;
}

/** A vehicle that changes lanes over a line which must not be crossed. */
export const laneChange: Rule<typeof settings> = {
  name: 'lane-change',
  what: 'A vehicle changes to the lane beside it over a solid line.',
  settings,
  lacks: ({ lanes }) =>
    lanes.some(({ solidLeft, solidRight }) => solidLeft || solidRight)
      ? null
      : 'It needs a calibration and a lane with a solid line.',
  start(_scene, limits) {
    const recent = new RecentFindings();
    /** By track: the lane it settled in, and the one it is in now. */
    const settled = new Map<number, CompiledLane>();
    const stays = new Map<number, Stay>();
    const stayOf = (user: RoadUser, lane: CompiledLane, atMs: number): Stay => {
      const known = stays.get(user.trackId);
      if (known?.lane === lane) return known;
      const fresh = { lane, sinceAtMs: atMs, isSettled: false };
      stays.set(user.trackId, fresh);
      return fresh;
    };
    return {
      step({ users, ended, atMs }) {
        for (const trackId of ended) {
          settled.delete(trackId);
          stays.delete(trackId);
        }
        for (const user of users) {
          if (user.group !== 'vehicle' || !user.inLane || user.stillSinceAtMs !== null) continue;
          const { lane, leftM } = user.inLane;
          // Where it came from it need not have been far within: who is first seen close to the line comes from there.
          const insideM = settled.has(user.trackId) ? limits.insideM : 0;
          if (Math.abs(leftM) > lane.widthM / 2 - insideM) continue;
          const stay = stayOf(user, lane, atMs);
          if (stay.isSettled || atMs - stay.sinceAtMs < limits.dwellS * 1000) continue;
          stay.isSettled = true;
          const before = settled.get(user.trackId);
          settled.set(user.trackId, lane);
          const side = before && before !== lane ? solidBetween(before, user) : null;
          if (!before || side === null) continue;
          const evidence = [
            { what: `over the solid line on the ${side} of ${before.name}`.slice(0, 60), value: 1, limit: 0, unit: '' },
            { what: 'in the new lane for', value: (atMs - stay.sinceAtMs) / 1000, limit: limits.dwellS, unit: 's' },
          ];
          const about = { type: 'lane-change', severity: 'medium', beganAtMs: stay.sinceAtMs, evidence } as const;
          recent.add(userFinding(user, about), atMs);
        }
        return recent.at(atMs);
      },
    };
  },
};

/** On which side of the lane it came from it crossed a solid line; `null` when it crossed none. */
function solidBetween(before: CompiledLane, { ground, inLane }: RoadUser): 'left' | 'right' | null {
  const place = ground && before.courseOnGround.placeOf(ground);
  // Beyond its end it drove on into the next lane.
  if (!place || !inLane || Math.abs(place.leftM) < before.widthM / 2) return null;
  if (place.leftM > 0) return before.solidLeft || inLane.lane.solidRight ? 'left' : null;
  return before.solidRight || inLane.lane.solidLeft ? 'right' : null;
}

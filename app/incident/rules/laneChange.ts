import { z } from 'zod';
import type { GroundPoint } from '../../space/ground.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import { middleOnRoad } from '../conflict/bodyOnRoad.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** From when it was seen in the one lane until it came to the other, and how long it must have been there. */
  dwellS: dwellS(0.6),
  /** Its middle is so far within a lane, metres: who drives on the line is in neither. */
  insideM: lengthM(0.4),
});

interface Stay {
  readonly lane: CompiledLane;
  readonly sinceAtMs: number;
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
    /** By track: the lane it drives in, and the one it may be changing to. */
    const ways = new Map<number, { home: Stay; next: Stay | null }>();
    const lastsFrom = (fromAtMs: number, untilAtMs: number) => untilAtMs - fromAtMs >= limits.dwellS * 1000;
    return {
      step({ users, ended, atMs, scene }) {
        for (const trackId of ended) ways.delete(trackId);
        for (const user of users) {
          if (user.group !== 'vehicle' || !user.inLane || user.stillSinceAtMs !== null) continue;
          // The foot point of a truck that is seen aslant lies in the next lane.
          const middle = middleOnRoad(scene, user, user.motion?.headingRad ?? user.inLane.headingRad);
          const place = middle && scene.laneAt(middle);
          if (!middle || !place || Math.abs(place.leftM) > place.lane.widthM / 2 - limits.insideM) continue;
          const here = { lane: place.lane, sinceAtMs: atMs };
          const way = ways.get(user.trackId);
          if (!way || (user.leaptAtMs ?? 0) > way.home.sinceAtMs) {
            ways.set(user.trackId, { home: here, next: null });
            continue;
          }
          if (here.lane === way.home.lane) way.next = null;
          else if (here.lane !== way.next?.lane) way.next = here;
          if (!way.next || !lastsFrom(way.next.sinceAtMs, atMs)) continue;
          const { home, next } = way;
          [way.home, way.next] = [next, null];
          const side = solidBetween(home.lane, next.lane, middle);
          // One wrong box at first is no change: that takes its time.
          if (side === null || !lastsFrom(home.sinceAtMs, next.sinceAtMs)) continue;
          const what = `over the solid line on the ${side} of ${home.lane.name}`.slice(0, 60);
          const evidence = [
            { what, value: 1, limit: 0, unit: '' },
            { what: 'in the new lane for', value: (atMs - next.sinceAtMs) / 1000, limit: limits.dwellS, unit: 's' },
          ];
          const about = { type: 'lane-change', severity: 'medium', beganAtMs: next.sinceAtMs, evidence } as const;
          recent.add(userFinding(user, about), atMs);
        }
        return recent.at(atMs);
      },
    };
  },
};

/** On which side of the lane it came from it crossed a solid line; `null` when it crossed none. */
function solidBetween(before: CompiledLane, now: CompiledLane, middle: GroundPoint): 'left' | 'right' | null {
  const place = before.courseOnGround.placeOf(middle);
  // Beyond its end it drove on into the next lane.
  if (!place || Math.abs(place.leftM) < before.widthM / 2) return null;
  // A number that is found again farther off has gone over to another vehicle.
  if (Math.abs(place.leftM) > before.widthM / 2 + now.widthM) return null;
  if (place.leftM > 0) return before.solidLeft || now.solidRight ? 'left' : null;
  return before.solidRight || now.solidLeft ? 'right' : null;
}

import { z } from 'zod';
import { turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { LineToLine } from '../road/lineToLine.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Rule } from '../rule.ts';
import { commonSettings } from '../scope/commonSettings.ts';

const movement = z.strictObject({ fromLineId: z.string().min(1), toLineId: z.string().min(1) });

const settings = z.strictObject({
  ...commonSettings,
  /** Ways over two of the scene's lines that nobody may go. */
  forbidden: z.array(movement).max(64).default([]),
  /** Turning round to the opposite direction; allowed on many roads. */
  uTurns: z.boolean().default(false),
});

/** Headings are kept this far back, and a turn of this much within it is a U-turn. */
const turnWithinMs = 20_000;
const uTurnDeg = 150;
/** Seen half way round, so that two vehicles that swap their numbers have not turned. */
const [halfFromDeg, halfToDeg] = [50, 130];
const leastMps = 2;
const surelyMoves = 6;
/** A direction counts at both ends of a turn where it is that of a lane. */
const alongLaneDeg = 30;

interface Course {
  readonly startRad: number;
  readonly startAtMs: number;
  sawHalf: boolean;
}

/** A vehicle that goes a way which is forbidden, or turns round. */
export const illegalTurn: Rule<typeof settings> = {
  name: 'illegal-turn',
  what: 'A vehicle crosses two lines between which no way is allowed, or turns round where that is watched.',
  settings,
  lacks: ({ plane, scene }) =>
    plane || scene.lines.length > 1 ? null : 'It needs a calibration, or two lines between which a way is forbidden.',
  start({ scene }, { forbidden, uTurns }) {
    const courses = new Map<number, Course>();
    const recent = new RecentFindings();
    const watched = scene.lines.filter(({ id }) =>
      forbidden.some(({ fromLineId, toLineId }) => fromLineId === id || toLineId === id),
    );
    const ways = new LineToLine(watched);
    const report = (user: RoadUser, atMs: number, what: string, value: number, limit: number, unit: string) => {
      const evidence = [{ what: what.slice(0, 60), value, limit, unit }];
      recent.add(userFinding(user, { type: 'illegal-turn', severity: 'medium', beganAtMs: atMs, evidence }), atMs);
    };
    const watchTurn = (user: RoadUser, atMs: number): void => {
      if (!movesSurely(user)) return;
      const isAlong = isAlongLane(user);
      const course = courses.get(user.trackId);
      if (isAlong && (!course || atMs - course.startAtMs > turnWithinMs)) {
        courses.set(user.trackId, { startRad: user.motion!.headingRad, startAtMs: atMs, sawHalf: false });
        return;
      }
      if (!course) return;
      const deg = (turnRad(course.startRad, user.motion!.headingRad) * 180) / Math.PI;
      if (deg > halfFromDeg && deg < halfToDeg) course.sawHalf = true;
      if (deg < uTurnDeg || !course.sawHalf || !isAlong) return;
      report(user, atMs, 'turned by', deg, uTurnDeg, 'deg');
      courses.delete(user.trackId);
    };
    return {
      step(view) {
        const { users, ended, atMs } = view;
        for (const { user, fromLineId, toLineId } of ways.step(view)) {
          const isForbidden = forbidden.some((way) => way.fromLineId === fromLineId && way.toLineId === toLineId);
          if (isForbidden) report(user, atMs, `from ${fromLineId} to ${toLineId}`, 1, 0, '');
        }
        for (const trackId of ended) courses.delete(trackId);
        if (uTurns) for (const user of users) if (user.group === 'vehicle') watchTurn(user, atMs);
        return recent.at(atMs);
      },
    };
  },
};

function movesSurely({ motion }: RoadUser): boolean {
  return motion !== null && motion.speedMps > Math.max(leastMps, surelyMoves * motion.speedErrorMps);
}

function isAlongLane({ motion, inLane }: RoadUser): boolean {
  if (!inLane || inLane.lane.kind === 'turn') return false;
  return (turnRad(motion!.headingRad, inLane.headingRad) * 180) / Math.PI < alongLaneDeg;
}

import { z } from 'zod';
import { turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { offsetFrom, shareAlong } from '../../traffic/countingLine.ts';
import type { SceneLine } from '../../traffic/scene/scene.ts';
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
  lastLineId: string | null;
  lastFoot: { readonly x: number; readonly y: number };
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
    const report = (user: RoadUser, atMs: number, what: string, value: number, limit: number, unit: string) => {
      const evidence = [{ what: what.slice(0, 60), value, limit, unit }];
      recent.add(userFinding(user, { type: 'illegal-turn', severity: 'medium', beganAtMs: atMs, evidence }), atMs);
    };
    const cross = (course: Course, user: RoadUser, atMs: number): void => {
      const line = watched.find((one) => isCrossed(one, course.lastFoot, user.footInImage));
      if (!line) return;
      const from = course.lastLineId;
      course.lastLineId = line.id;
      const isForbidden = forbidden.some(({ fromLineId, toLineId }) => fromLineId === from && toLineId === line.id);
      if (isForbidden) report(user, atMs, `from ${from} to ${line.id}`, 1, 0, '');
    };
    if (watched.length === 0 && !uTurns) return { step: () => [] };
    return {
      step({ users, ended, atMs }) {
        for (const trackId of ended) courses.delete(trackId);
        for (const user of users) {
          if (user.group !== 'vehicle') continue;
          const moves = movesSurely(user);
          const isAlong = moves && isAlongLane(user);
          let course = courses.get(user.trackId);
          if (!course || (isAlong && atMs - course.startAtMs > turnWithinMs)) {
            const startRad = isAlong ? user.motion!.headingRad : Number.NaN;
            const lastLineId = course?.lastLineId ?? null;
            course = { startRad, startAtMs: atMs, sawHalf: false, lastLineId, lastFoot: user.footInImage };
            courses.set(user.trackId, course);
          } else if (isAlong && Number.isNaN(course.startRad)) {
            courses.set(user.trackId, { ...course, startRad: user.motion!.headingRad, startAtMs: atMs });
          }
          if (watched.length > 0) cross(course, user, atMs);
          course.lastFoot = user.footInImage;
          if (!uTurns || !moves || Number.isNaN(course.startRad)) continue;
          const deg = (turnRad(course.startRad, user.motion!.headingRad) * 180) / Math.PI;
          if (deg > halfFromDeg && deg < halfToDeg) course.sawHalf = true;
          if (deg < uTurnDeg || !course.sawHalf || !isAlong) continue;
          report(user, atMs, 'turned by', deg, uTurnDeg, 'deg');
          courses.delete(user.trackId);
        }
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

function isCrossed(line: SceneLine, a: Course['lastFoot'], b: Course['lastFoot']): boolean {
  const [before, after] = [offsetFrom(line, a), offsetFrom(line, b)];
  if (before === after || before > 0 === after > 0) return false;
  const share = before / (before - after);
  const along = shareAlong(line, { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
  return along >= 0 && along <= 1;
}

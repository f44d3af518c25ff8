import { z } from 'zod';
import { turnRad, velocityOf } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { AgainstLane, type WayAgainst } from '../road/againstLane.ts';
import { laneOrderOf } from '../road/laneOrder.ts';
import { isInLane, isInZone } from '../road/places.ts';
import { laneStopsOf } from '../road/stopLines.ts';
import { isSurelySeen } from '../road/sureness.ts';
import { userFinding } from '../road/userFinding.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Its direction differs from the lane's by more. */
    onDeg: z.number().min(90).max(180).default(135),
    /** It is on its way again below. */
    offDeg: z.number().min(45).max(180).default(100),
    fasterThanKmh: speedKmh(10),
    /** So far against the lane, metres, and more than half of it not at one step; all of it where vehicles stand in rows. */
    leastM: lengthM(10),
  })
  .refine(({ onDeg, offDeg }) => offDeg <= onDeg, { message: 'offDeg must not be above onDeg' });
type Limits = z.output<typeof settings>;

/** A vehicle that drives against its lane. */
export const wrongWay: Rule<typeof settings> = {
  name: 'wrong-way',
  what: 'A vehicle drives against the direction of its lane, faster than the least speed and farther than the least way.',
  settings,
  lacks: ({ lanes }) => (lanes.length > 0 ? null : 'It needs a calibration and lanes in the scene.'),
  start(scene, limits) {
    const progress = new AgainstLane();
    /** Who goes the wrong way, and how far at the most. */
    const farthest = new Map<number, WayAgainst>();
    return {
      step(view) {
        const { users, ended, atMs } = view;
        progress.forget(ended);
        for (const trackId of ended) farthest.delete(trackId);
        const findings: Finding[] = [];
        for (const user of users) {
          if (user.group !== 'vehicle' || !user.inLane) continue;
          const way = progress.step(user, users, atMs);
          const found = farthest.get(user.trackId);
          // It may stand or creep; only another direction ends it.
          if (found && offDegOf(user) < limits.offDeg) farthest.delete(user.trackId);
          else if (found) {
            if (way && way.wayM > found.wayM) farthest.set(user.trackId, { ...way, sinceAtMs: found.sinceAtMs });
            findings.push(findingOf(user, farthest.get(user.trackId)!, limits));
          } else if (way && isAgainst(user, way, scene, limits) && !isOthersWay(view, user, way, progress)) {
            farthest.set(user.trackId, way);
            findings.push(findingOf(user, way, limits));
          }
        }
        return findings;
      },
    };
  },
};

/** Ways through a junction cross each other: their directions say nothing. */
const kinds = ['driving', 'ramp', 'bus', 'hard-shoulder'] as const;

const besideM = 1;
/** Less than from one vehicle to the next, more than a box trembles far away. */
const leapsM = 3;
/** So many times the least way is farther than from one vehicle to the next that follows it. */
const toNextTimes = 2.5;
/** Those who turn with a long body, and boxes that are uncovered little by little, go backwards more slowly than this. */
const turnsMps = 8;
/** A speed is surely one when it is this many times its error. */
const surelyErrors = 5;

function isAgainst(user: RoadUser, way: WayAgainst, scene: CompiledScene, limits: Limits): boolean {
  const { onDeg, fasterThanKmh, leastM } = limits;
  if (!isInLane(user, kinds) || isInZone(user, 'junction-box') || !isSurelySeen(user)) return false;
  // Who drove with the lane before is more likely two vehicles under one number than one that turned. Where no stop line
  // makes rows, which a number may go through, one that was taken over by who comes against the lane goes evenly.
  // A foot point that is guessed, or another's roof line, may run backwards, but not far.
  const isGuessed = !user.motion || way.guessedShare > 0.5;
  const makesRows = (laneStopsOf(scene).get(user.inLane!.lane.id)?.length ?? 0) > 0;
  const leaps = way.farthestLeapM > leapsM;
  const goesEvenly = !leaps && way.speedMps >= turnsMps && !makesRows;
  let times = 1;
  if (way.beforeM > leastM) times = goesEvenly ? toNextTimes : 3;
  else if (isGuessed) times = leaps ? toNextTimes : 1.5;
  const needM = times * leastM;
  const withoutLeapM = way.wayM - way.longestStepM;
  if (way.wayM < needM || withoutLeapM < (makesRows ? needM : needM / 2)) return false;
  // A number that jumps to another vehicle leaves a speed that is hardly known.
  if (user.motion && user.motion.speedMps < surelyErrors * user.motion.speedErrorMps) return false;
  return way.speedMps * 3.6 > fasterThanKmh && offDegOf(user) > onDeg && !fitsAnotherLane(user, scene);
}

/** A vehicle's length in front of it and behind it may be its own. */
const ownM = 3;

/**
 * A number that goes from vehicle to vehicle of a standing row leaves them on its way, where no vehicle came through; one that
 * goes over to who drives behind is where that one just was or is about to be.
 */
function isOthersWay(view: RoadView, user: RoadUser, way: WayAgainst, progress: AgainstLane): boolean {
  const { lane, atM } = user.inLane!;
  if (progress.isUponAnother(user, way, view.atMs)) return true;
  return (laneOrderOf(view).get(lane.id) ?? []).some(({ trackId, inLane }) => {
    // Whoever follows the wrong way too is no obstacle.
    if (progress.goesAgainst(trackId)) return false;
    const behindM = inLane!.atM - atM;
    return behindM > ownM && behindM < way.wayM + ownM;
  });
}

/** Boxes of tall vehicles lie beside their lane: who would be right in the lane beside it is believed to be there. */
function fitsAnotherLane({ ground, motion, inLane }: RoadUser, { lanes }: CompiledScene): boolean {
  const headingRad = motion?.headingRad ?? inLane!.headingRad + Math.PI;
  return lanes.some(({ courseOnGround, widthM }) => {
    const place = courseOnGround.placeOf(ground!);
    return (
      place !== null &&
      Math.abs(place.leftM) < widthM / 2 + besideM &&
      turnRad(place.headingRad, headingRad) < Math.PI / 3
    );
  });
}

/** Where movement is not measured, far away, its way along the lane says it: against. */
function offDegOf({ motion, inLane }: RoadUser): number {
  return motion ? (turnRad(motion.headingRad, inLane!.headingRad) * 180) / Math.PI : 180;
}

function findingOf(user: RoadUser, way: WayAgainst, limits: Limits): Finding {
  const speedMps = user.motion?.speedMps ?? way.speedMps;
  return userFinding(user, {
    type: 'wrong-way',
    severity: 'critical',
    beganAtMs: way.sinceAtMs,
    velocityMps: velocityOf({ speedMps, headingRad: user.inLane!.headingRad + Math.PI }),
    evidence: [
      { what: 'against its lane by', value: offDegOf(user), limit: limits.onDeg, unit: 'deg' },
      { what: 'way against the lane', value: way.wayM, limit: limits.leastM, unit: 'm' },
      { what: 'speed', value: speedMps * 3.6, limit: limits.fasterThanKmh, unit: 'km/h' },
    ],
  });
}

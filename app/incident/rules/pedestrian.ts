import { z } from 'zod';
import { footPoint } from '../../space/box.ts';
import { turnRad } from '../../space/ground.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import { isTwoWheeler } from '../../traffic/road/roadUserGroup.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { SceneLane } from '../../traffic/scene/scene.ts';
import { isInZone } from '../road/places.ts';
import { TrackDwell } from '../road/trackDwell.ts';
import { userFinding } from '../road/userFinding.ts';
import { ringAround, ZoneDepth } from '../road/zoneDepth.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  dwellS: dwellS(1),
  /** So far from the edge of the carriageway inwards, metres: who stands at the kerb is on the pavement. */
  insideM: lengthM(0.6),
  /** So far beside a crossing one still walks on it, metres. */
  crossingSpareM: lengthM(1.5),
  /** The hard shoulder belongs to the carriageway. */
  shoulders: z.boolean().default(true),
});
type Limits = z.output<typeof settings>;

const releaseMs = 2000;

/** Somebody on foot where traffic drives. */
export const pedestrian: Rule<typeof settings> = {
  name: 'pedestrian',
  what: 'Somebody walks or stands on the carriageway, beside every crossing, for longer than the dwell.',
  settings,
  lacks: ({ lanes, scene }) =>
    lanes.length > 0 || scene.zones.some(({ kind }) => kind === 'carriageway')
      ? null
      : 'It needs a lane or a carriageway in the scene.',
  start(scene, limits) {
    const dwell = new TrackDwell(limits.dwellS * 1000, releaseMs);
    const road = new RoadUnderFoot(scene, limits);
    return {
      step({ users, ended, atMs }) {
        dwell.forget(ended);
        const findings: Finding[] = [];
        for (const user of users) {
          const wasOnFoot = dwell.isSure(user.trackId) && isPushed(user);
          if (!(user.group === 'person' || wasOnFoot) || isLikelyPost(user)) continue;
          const isThere =
            road.holds(user) &&
            (road.isWhole(user) || !users.some((other) => hides(other, user))) &&
            !users.some((other) => carries(other, user));
          const sinceAtMs = dwell.step(user.trackId, atMs, isThere);
          if (sinceAtMs === null) continue;
          const evidence = [
            { what: 'on the carriageway for', value: (atMs - sinceAtMs) / 1000, limit: limits.dwellS, unit: 's' },
          ];
          findings.push(
            userFinding(user, { type: 'pedestrian', severity: 'critical', beganAtMs: sinceAtMs, evidence }),
          );
        }
        return findings;
      },
    };
  },
};

/** Who of the detector's persons it is sure of. */
const sureScore = 0.6;

/** A signal head or a post in the dark, which is found as a person again and again: it never came from anywhere. */
function isLikelyPost({ hasMoved, score }: RoadUser): boolean {
  return !hasMoved && score < sureScore;
}

/** Whoever is seen whole is taller than wide by this, at least, and this high, metres. */
const [wholeByWidth, wholeM] = [1.3, 1.3];

/** Whether another one stands before the lower part of somebody: the feet are nobody knows where behind it. */
function hides({ boxInImage: near }: RoadUser, { boxInImage: far, footInImage: { x, y } }: RoadUser): boolean {
  if (near.cy + near.h / 2 <= far.cy + far.h / 2) return false;
  const isBefore = (atY: number) => Math.abs(x - near.cx) <= near.w / 2 && Math.abs(atY - near.cy) <= near.h / 2;
  return isBefore(y) || isBefore(y + far.h);
}

/** Whether somebody sits on a two-wheeler: many detectors find its rider as a person besides. */
function carries({ trackId, className, boxInImage: { cx, cy, w, h } }: RoadUser, who: RoadUser): boolean {
  const { x, y } = who.footInImage;
  return trackId !== who.trackId && isTwoWheeler(className) && Math.abs(x - cx) <= w / 2 && Math.abs(y - cy) <= h / 2;
}

/** Faster than one walks or jogs, and along the lane. */
const [ridesMps, alongRad] = [3, Math.PI / 6];

/** Who was on foot a moment ago is so still when the detector calls it a cycle, unless it rides away. */
function isPushed({ group, motion }: RoadUser): boolean {
  return group === 'cycle' && (motion === null || motion.speedMps < ridesMps);
}

/** A detector that sees the rider and not the cycle says person; where no speed is known, in a cycle lane it is one. */
function ridesInCycleLane({ inLane, motion }: RoadUser): boolean {
  if (inLane?.lane.kind !== 'cycle') return false;
  if (!motion) return true;
  if (motion.speedMps < ridesMps) return false;
  const turn = turnRad(motion.headingRad, inLane.headingRad);
  return Math.min(turn, Math.PI - turn) < alongRad;
}

/** Whether somebody on foot is where traffic drives. */
class RoadUnderFoot {
  readonly #scene: CompiledScene;
  readonly #limits: Limits;
  readonly #road: ZoneDepth;
  readonly #crossings: ZoneDepth;

  constructor(scene: CompiledScene, limits: Limits) {
    this.#scene = scene;
    this.#limits = limits;
    const shoulders = limits.shoulders ? (['hard-shoulder'] as const) : [];
    this.#road = new ZoneDepth(scene, ['carriageway', ...shoulders]);
    this.#crossings = new ZoneDepth(scene, ['crossing']);
  }

  holds(user: RoadUser): boolean {
    // Where vehicles park or buses stop, people get in and out.
    if (isInZone(user, 'parking') || isInZone(user, 'crossing') || ridesInCycleLane(user)) return false;
    if (!this.#isAround(user) || this.#isOnCrossing(user)) return false;
    return user.isFootSeen !== false || this.#isLowestSeenThere(user);
  }

  isWhole({ boxInImage: { w, h }, footInImage }: RoadUser): boolean {
    const scale = this.#scene.plane?.metresPerPixel(footInImage);
    return h >= wholeByWidth * w && (!scale || h * scale.acrossM >= wholeM);
  }

  /** Hidden feet are somewhere below the part that is seen: that is beside every crossing on the road too, or they need not. */
  #isLowestSeenThere({ boxInImage }: RoadUser): boolean {
    const footInImage = footPoint(boxInImage);
    const lowest = { ground: this.#scene.plane?.groundOf(footInImage) ?? null, footInImage };
    return (this.#road.isEmpty || this.#road.surround(lowest, this.#limits.insideM)) && !this.#isOnCrossing(lowest);
  }

  #isOnCrossing(place: Pick<RoadUser, 'ground' | 'footInImage'>): boolean {
    return !this.#crossings.isEmpty && this.#crossings.of(place) >= -this.#limits.crossingSpareM;
  }

  /** Zones say where the carriageway is; lanes do where none is drawn. Between two of them is no edge of it. */
  #isAround(user: RoadUser): boolean {
    const { insideM, shoulders } = this.#limits;
    if (!this.#road.isEmpty) return this.#road.surround(user, insideM);
    const kinds: readonly SceneLane['kind'][] = [
      'driving',
      'turn',
      'ramp',
      'bus',
      ...(shoulders ? (['hard-shoulder'] as const) : []),
    ];
    if (!user.ground) return false;
    return [user.ground, ...ringAround(user.ground, insideM)].every((place) => {
      const kind = this.#scene.laneAt(place)?.lane.kind;
      return kind !== undefined && kinds.includes(kind);
    });
  }
}

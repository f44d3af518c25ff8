import { z } from 'zod';
import { distanceM } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import { HardStops } from '../road/hardStops.ts';
import { vehicleAhead } from '../road/laneOrder.ts';
import { placeOf } from '../road/places.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Nobody comes to stand so hard without need, m/s2, on average. */
  brakingMps2: z.number().min(1).max(15).default(4),
  /** From so fast, at least. */
  fromKmh: speedKmh(30),
  /** Two that stand with less room between them have met, metres. */
  touchM: lengthM(0.8),
  /** Where the limit is this or more nobody stands without need, even when their braking was not seen. */
  openRoadKmh: speedKmh(80),
  /** Both came to stand within, seconds. */
  togetherS: z.number().min(0.1).max(30).default(1.5),
});
type Limits = z.output<typeof settings>;

const surelyStandsMs = 3000;
const aheadM = 30;
/** Nearer still they are two boxes on one vehicle. */
const sameM = -1.2;
/** Whoever is seen in the first seconds may have stood there before. */
const settlesInMs = 5000;
/** Beside each other in two lanes they have not met, metres. */
const besideM = 2.4;

/** A foot point that the other vehicle hides seems so much farther away at most, metres. */
const hiddenM = 1.5;
/** Who is seen only when it stands may have come to stand so long before. */
const mayHaveStoodMs = 3000;
/** Somebody who stood for so long before them made them stop, in whatever lane beside. */
const stoodBeforeMs = 2500;
const besideLanesM = 6;
const waitsWithinM = 60;

/** Vehicles that stop as hard as nobody does, against each other. */
export const collision: Rule<typeof settings> = {
  name: 'collision',
  what: 'Two vehicles come to stand at the same time, harder than anybody stops without need, and against each other.',
  settings,
  lacks: ({ lanes }) => (lanes.length > 0 ? null : 'It needs a calibration and lanes in the scene.'),
  start: (_scene, limits) => new CollisionRun(limits),
};

class CollisionRun {
  readonly #limits: Limits;
  readonly #stops: HardStops;
  /** Behind somebody who stood before, and still so in a frame that misses the other one. */
  readonly #waiting = new Set<number>();
  #startedAtMs = Number.POSITIVE_INFINITY;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#stops = new HardStops(limits.fromKmh / 3.6);
  }

  step(view: RoadView): readonly Finding[] {
    this.#startedAtMs = Math.min(this.#startedAtMs, view.atMs);
    this.#stops.step(view);
    for (const trackId of view.ended) this.#waiting.delete(trackId);
    for (const user of view.users) {
      if (user.stillSinceAtMs === null) this.#waiting.delete(user.trackId);
      else if (user.group === 'vehicle' && stoodBefore(view, user)) this.#waiting.add(user.trackId);
    }
    const stopped = view.users.filter((user) => user.group === 'vehicle' && this.#isSuspect(view, user));
    return stopped.length < 2 ? [] : this.#pairsOf(view, stopped);
  }

  #isSuspect(view: RoadView, user: RoadUser): boolean {
    if (user.stillSinceAtMs === null || !user.ground || view.atMs - user.stillSinceAtMs < surelyStandsMs) return false;
    if ((this.#stops.brakingOf(user) ?? 0) >= this.#limits.brakingMps2) return true;
    // At a low rate a track begins only when its vehicle is nearly slow enough to stand.
    const cameWhileWatched = user.hasMoved || user.firstAtMs - this.#startedAtMs > settlesInMs;
    return cameWhileWatched && (user.inLane?.lane.limitKmh ?? 0) >= this.#limits.openRoadKmh;
  }

  #pairsOf(view: RoadView, stopped: readonly RoadUser[]): Finding[] {
    const findings: Finding[] = [];
    stopped.forEach((a, i) => {
      for (const b of stopped.slice(i + 1)) {
        const apartMs = Math.abs(a.stillSinceAtMs! - b.stillSinceAtMs!) - unseenMs(a, b);
        const roomM = distanceM(a.ground!, b.ground!) - Math.max(lengthOf(view.scene, a), lengthOf(view.scene, b));
        // Whoever stands behind somebody waits for them.
        const front = a.inLane && b.inLane && a.inLane.atM > b.inLane.atM ? a : b;
        if (vehicleAhead(view, front, aheadM)?.stillSinceAtMs != null || this.#waiting.has(front.trackId)) continue;
        // The foot point of who is hidden by the other lies nearer than the lowest part that is seen of it.
        const touchM = this.#limits.touchM + (hides(a, b) || hides(b, a) ? hiddenM : 0);
        if (apartMs > this.#limits.togetherS * 1000 || roomM > touchM || areAbreast(a, b) || roomM < sameM) continue;
        findings.push(this.#finding(a, b, roomM));
      }
    });
    return findings;
  }

  #finding(a: RoadUser, b: RoadUser, roomM: number): Finding {
    const { brakingMps2, touchM } = this.#limits;
    const hardest = Math.max(this.#stops.brakingOf(a) ?? 0, this.#stops.brakingOf(b) ?? 0);
    const trackIds = [a.trackId, b.trackId].sort((one, other) => one - other);
    return {
      type: 'collision',
      thing: `tracks ${trackIds.join(' and ')}`,
      severity: 'critical',
      beganAtMs: Math.min(a.stillSinceAtMs!, b.stillSinceAtMs!),
      place: placeOf(a),
      trackIds,
      confidence: Math.min(a.score, b.score),
      evidence: [
        ...(hardest > 0 ? [{ what: 'braking', value: hardest, limit: brakingMps2, unit: 'm/s2' }] : []),
        { what: 'room between them', value: Math.max(0, roomM), limit: touchM, unit: 'm' },
      ],
    };
  }
}

/** Detectors call vans trucks; a narrow truck is one. */
function lengthOf({ plane }: CompiledScene, { className, boxInImage, footInImage }: RoadUser): number {
  if (className !== 'truck') return usualLengthM(className);
  const wideM = boxInImage.w * (plane?.metresPerPixel(footInImage)?.acrossM ?? 0);
  return wideM < vanM.wide ? vanM.long : lorryLongM;
}

const vanM = { wide: 2.35, long: 5.5 } as const;
const lorryLongM = 10;

function unseenMs(...pair: readonly RoadUser[]): number {
  return pair.some(({ hasMoved }) => !hasMoved) ? mayHaveStoodMs : 0;
}

/** Whether the lower edge of one box lies within the other one. */
function hides({ boxInImage: near }: RoadUser, { boxInImage: far }: RoadUser): boolean {
  const lowest = far.cy + far.h / 2;
  return lowest > near.cy - near.h / 2 && lowest < near.cy + near.h / 2 && Math.abs(far.cx - near.cx) < near.w / 2;
}

/** Whether somebody ahead stood before it did: it evaded, or waits for what is there. */
function stoodBefore({ users }: RoadView, { stillSinceAtMs, inLane, ground }: RoadUser): boolean {
  if (!inLane || !ground) return false;
  const [x, y] = [Math.cos(inLane.headingRad), Math.sin(inLane.headingRad)];
  return users.some((other) => {
    if (other.group !== 'vehicle' || !other.ground || other.stillSinceAtMs === null) return false;
    if (stillSinceAtMs! - other.stillSinceAtMs < stoodBeforeMs) return false;
    const [dx, dy] = [other.ground.xM - ground.xM, other.ground.yM - ground.yM];
    const ahead = dx * x + dy * y;
    return ahead > 0 && ahead < waitsWithinM && Math.abs(dy * x - dx * y) < besideLanesM;
  });
}

function areAbreast(a: RoadUser, b: RoadUser): boolean {
  const { inLane } = a;
  if (!inLane || !b.ground) return false;
  const place = inLane.lane.courseOnGround.placeOf(b.ground);
  return place !== null && Math.abs(place.leftM - inLane.leftM) > besideM;
}

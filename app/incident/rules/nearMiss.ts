import { z } from 'zod';
import { distanceM } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { bodyOnRoad } from '../conflict/bodyOnRoad.ts';
import { conflictTypeOf } from '../conflict/conflictType.ts';
import { areFollowing, isLedAside, keepApart, type MovingUser } from '../conflict/laneKeeping.ts';
import type { MovingBody } from '../conflict/movingBody.ts';
import { RecentWays } from '../conflict/recentWays.ts';
import { StraightDrivers } from '../conflict/straightDrivers.ts';
import { closingMps, timeToCollisionS } from '../conflict/timeToCollision.ts';
import type { Evidence } from '../incident.ts';
import { placeOf } from '../road/places.ts';
import { RecentFindings } from '../road/recentFindings.ts';
import { Spell } from '../road/spell.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Time to collision at or below, seconds, for the dwell. */
  ttcS: z.number().min(0.1).max(10).default(1.5),
  closingKmh: speedKmh(10),
  /** Who comes up behind somebody more slowly than this closes up to a row, however near it comes. */
  rearEndFromKmh: speedKmh(20),
  dwellS: dwellS(0.4),
  /** Post-encroachment time at or below, seconds. */
  petS: z.number().min(0.1).max(10).default(1),
  /** Only pairs closer than this, metres. */
  withinM: lengthM(40),
  /** Where a speed is less certain, nothing is said, km/h; of two that close in fast a share of that speed. */
  worstErrorKmh: speedKmh(3),
});
const worstClosingShare = 0.4;
/** A box is missing now and then, at 3 frames a second too. */
const missingMs = 650;
type Limits = z.output<typeof settings>;

/** Two that nearly met; an indicator for the safety of a place, no prediction. */
export const nearMiss: Rule<typeof settings> = {
  name: 'near-miss',
  what: 'Two road users would have met within the time to collision, or one came where the other had just been.',
  settings,
  lacks: ({ plane }) => (plane ? null : 'It needs a calibration.'),
  start: (_scene, limits) => new NearMissRun(limits),
};

class NearMissRun {
  readonly #limits: Limits;
  readonly #recent = new RecentFindings(4000);
  readonly #spells = new Map<string, Spell>();
  readonly #ways = new RecentWays();
  readonly #straight = new StraightDrivers();
  #viewAtMs = Number.NEGATIVE_INFINITY;
  /** What is first seen now began between the view before and this one: half way, at best guess. */
  #halfStepMs = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  step(view: RoadView): readonly Finding[] {
    const { worstErrorKmh, withinM } = this.#limits;
    const moving = movingUsers(view);
    this.#halfStepMs = Math.min(view.atMs - this.#viewAtMs, missingMs) / 2;
    this.#viewAtMs = view.atMs;
    this.#straight.step(view);
    for (let i = 0; i < moving.length; i++) {
      for (let j = i + 1; j < moving.length; j++) {
        const a = moving[i]!;
        const b = moving[j]!;
        if (distanceM(a.user.ground!, b.user.ground!) > withinM || !mayMeet(a, b) || keepApart(a, b)) continue;
        if ((this.#goesStraight(a) && this.#goesStraight(b)) || areFollowing(a, b)) this.#pair(view, a, b);
      }
    }
    const sure = moving.filter(({ user }) => user.motion!.speedErrorMps * 3.6 <= worstErrorKmh);
    this.#encroach(view, sure);
    return this.#recent.at(view.atMs);
  }

  #goesStraight(moving: MovingUser): boolean {
    return this.#straight.isStraight(moving.user) && !isLedAside(moving, this.#limits.ttcS);
  }

  #pair(view: RoadView, { user: a, body: bodyA }: MovingUser, { user: b, body: bodyB }: MovingUser): void {
    const name = nameOf(a, b);
    const ttcS = timeToCollisionS(bodyA, bodyB);
    const closingKmh = closingMps(bodyA, bodyB) * 3.6;
    const errorKmh = Math.hypot(a.motion!.speedErrorMps, b.motion!.speedErrorMps) * 3.6;
    const isSure = errorKmh <= Math.max(this.#limits.worstErrorKmh, worstClosingShare * closingKmh);
    const isNear = ttcS !== null && ttcS > 0 && ttcS <= this.#limits.ttcS;
    const isClose = isNear && isSure && closingKmh > this.#limits.closingKmh && !this.#areClosingUp(a, b);
    const known = this.#spells.get(name);
    if (!isClose && !known) return;
    const spell = known ?? new Spell(missingMs);
    this.#spells.set(name, spell);
    const sinceAtMs = spell.step(view.atMs, isClose, view.atMs - this.#halfStepMs);
    if (sinceAtMs === null) this.#spells.delete(name);
    if (!isClose || sinceAtMs === null || view.atMs - sinceAtMs < this.#limits.dwellS * 1000) return;
    const evidence = [
      { what: 'time to collision', value: ttcS, limit: this.#limits.ttcS, unit: 's' },
      { what: 'closing speed', value: closingKmh, limit: this.#limits.closingKmh, unit: 'km/h' },
    ];
    this.#recent.add(findingOf(a, b, sinceAtMs, [...evidence, typeEvidence(bodyA, bodyB)]), view.atMs);
  }

  /** One comes up behind the other as slowly as before a stop line, where their speeds of a second ago close in. */
  #areClosingUp({ motion: a }: RoadUser, { motion: b }: RoadUser): boolean {
    const isFast = Math.max(a!.speedMps, b!.speedMps) * 3.6 >= this.#limits.rearEndFromKmh;
    return !isFast && conflictTypeOf(a!.headingRad, b!.headingRad) === 'rear-end';
  }

  #encroach(view: RoadView, moving: readonly MovingUser[]): void {
    for (const { first, second, petS, at } of this.#ways.step(view, moving)) {
      if (petS > this.#limits.petS || petS < 0) continue;
      const evidence = [{ what: 'post-encroachment time', value: petS, limit: this.#limits.petS, unit: 's' }];
      const angle = typeEvidence({ headingRad: at.firstRad }, { headingRad: at.secondRad });
      const finding = findingOf(second, first, view.atMs, [...evidence, angle]);
      this.#recent.add(finding, view.atMs);
    }
  }
}

function movingUsers({ users, scene }: RoadView): MovingUser[] {
  const moving: MovingUser[] = [];
  for (const user of users) {
    // Where a foot point is hidden its place is a guess, good enough for a lane but not for a metre between two.
    if (user.group === 'other' || user.isFootSeen === false) continue;
    const body = bodyOnRoad(scene, user);
    if (body) moving.push({ user, body });
  }
  return moving;
}

/** Whether a vehicle is among them, and they come nearer to each other at all. */
function mayMeet({ user: a, body: { velocity: va } }: MovingUser, { user: b, body: { velocity: vb } }: MovingUser) {
  if (a.group !== 'vehicle' && b.group !== 'vehicle') return false;
  return (b.ground!.xM - a.ground!.xM) * (vb.xM - va.xM) + (b.ground!.yM - a.ground!.yM) * (vb.yM - va.yM) < 0;
}

function nameOf(a: { readonly trackId: number }, b: { readonly trackId: number }): string {
  return [a.trackId, b.trackId].sort((one, other) => one - other).join(' and ');
}

function typeEvidence(a: Pick<MovingBody, 'headingRad'>, b: Pick<MovingBody, 'headingRad'>): Evidence {
  const turn = Math.abs(a.headingRad - b.headingRad) % (2 * Math.PI);
  const deg = (Math.min(turn, 2 * Math.PI - turn) * 180) / Math.PI;
  return { what: `${conflictTypeOf(a.headingRad, b.headingRad)} conflict at`, value: deg, limit: null, unit: 'deg' };
}

function findingOf(
  user: RoadUser,
  other: { readonly trackId: number; readonly score: number },
  beganAtMs: number,
  evidence: readonly Evidence[],
): Finding {
  return {
    type: 'near-miss',
    thing: `tracks ${nameOf(user, other)}`,
    severity: 'medium',
    beganAtMs,
    place: placeOf(user),
    trackIds: [user.trackId, other.trackId],
    confidence: Math.min(user.score, other.score),
    evidence,
  };
}

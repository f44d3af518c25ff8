import { z } from 'zod';
import { distanceM } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { usualLengthM } from '../../traffic/road/roadUserGroup.ts';
import { placeOf } from '../road/places.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Nobody stops so hard without need, m/s2, measured over a second. */
  brakingMps2: z.number().min(1).max(15).default(4.2),
  /** From so fast, at least. */
  fromKmh: speedKmh(30),
  /** Two that stand with less room between them have met, metres. */
  touchM: lengthM(1.2),
  dwellS: dwellS(1.5),
});
type Limits = z.output<typeof settings>;

interface Braking {
  readonly atMs: number;
  readonly mps2: number;
}

/** Both must have come to stand this soon after they braked. */
const soonMs = 8000;
const standsMps = 1.5;
/** A speed that is worth less says nothing about braking. */
const worstErrorMps = 0.9;
/** The speed it braked from was measured this recently. */
const fromWithinMs = 5000;

/** Vehicles that brake as nobody would, and stand against each other. */
export const collision: Rule<typeof settings> = {
  name: 'collision',
  what: 'Two vehicles brake as hard as nobody does without need and then stand against each other.',
  settings,
  lacks: ({ plane }) => (plane ? null : 'It needs a calibration.'),
  start(_scene, limits) {
    return new CollisionRun(limits);
  },
};

class CollisionRun {
  readonly #limits: Limits;
  readonly #fast = new Map<number, number>();
  readonly #braking = new Map<number, Braking>();
  readonly #pairs = new Map<string, { readonly sinceAtMs: number; readonly mps2: number; isSure: boolean }>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  step(view: RoadView): readonly Finding[] {
    for (const trackId of view.ended) {
      this.#braking.delete(trackId);
      this.#fast.delete(trackId);
    }
    for (const user of view.users) if (user.group === 'vehicle' && user.motion) this.#watch(user, view.atMs);
    if (this.#braking.size === 0) return [];
    const standing = view.users.filter((user) => this.#standsAfterBraking(user));
    return standing.length < 2 ? [] : this.#pairsOf(standing, view.atMs);
  }

  #watch({ trackId, motion }: RoadUser, atMs: number): void {
    const { accelerationMps2, speedMps, speedErrorMps } = motion!;
    if (speedMps * 3.6 >= this.#limits.fromKmh && speedErrorMps <= worstErrorMps) this.#fast.set(trackId, atMs);
    const known = this.#braking.get(trackId);
    // Who drives on after braking has had no collision.
    if (known && speedMps > standsMps && accelerationMps2 > 0.5) this.#braking.delete(trackId);
    const isHard = -accelerationMps2 >= this.#limits.brakingMps2 && speedErrorMps <= worstErrorMps;
    if (!isHard || atMs - (this.#fast.get(trackId) ?? Number.NEGATIVE_INFINITY) > fromWithinMs) return;
    this.#braking.set(trackId, { atMs, mps2: Math.max(-accelerationMps2, known?.mps2 ?? 0) });
  }

  #standsAfterBraking({ trackId, motion, stillSinceAtMs, ground }: RoadUser): boolean {
    const braking = this.#braking.get(trackId);
    if (!braking || !ground) return false;
    if (stillSinceAtMs !== null) return stillSinceAtMs - braking.atMs < soonMs;
    return motion !== null && motion.speedMps < standsMps;
  }

  #pairsOf(standing: readonly RoadUser[], atMs: number): Finding[] {
    const { touchM, dwellS: leastS } = this.#limits;
    const findings: Finding[] = [];
    standing.forEach((a, i) => {
      for (const b of standing.slice(i + 1)) {
        const between = distanceM(a.ground!, b.ground!) - (usualLengthM(a.className) + usualLengthM(b.className)) / 2;
        const name = [a.trackId, b.trackId].sort((one, other) => one - other).join(' and ');
        const known = this.#pairs.get(name);
        if (between > touchM) {
          this.#pairs.delete(name);
          continue;
        }
        const hardest = Math.max(this.#braking.get(a.trackId)!.mps2, this.#braking.get(b.trackId)!.mps2);
        const pair = known ?? { sinceAtMs: atMs, mps2: hardest, isSure: false };
        this.#pairs.set(name, pair);
        pair.isSure ||= atMs - pair.sinceAtMs >= leastS * 1000;
        if (pair.isSure) findings.push(findingOf(name, a, b, pair, { between, limits: this.#limits }));
      }
    });
    return findings;
  }
}

function findingOf(
  name: string,
  a: RoadUser,
  b: RoadUser,
  pair: { readonly sinceAtMs: number; readonly mps2: number },
  { between, limits }: { readonly between: number; readonly limits: Limits },
): Finding {
  return {
    type: 'collision',
    thing: `tracks ${name}`,
    severity: 'critical',
    beganAtMs: pair.sinceAtMs,
    place: placeOf(a),
    trackIds: [a.trackId, b.trackId],
    confidence: Math.min(a.score, b.score),
    evidence: [
      { what: 'braking', value: pair.mps2, limit: limits.brakingMps2, unit: 'm/s2' },
      { what: 'room between them', value: Math.max(0, between), limit: limits.touchM, unit: 'm' },
    ],
  };
}

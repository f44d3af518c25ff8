import { z } from 'zod';
import type { RoadView } from '../../traffic/road/roadUser.ts';
import { HardStops } from '../road/hardStops.ts';
import { vehicleAhead } from '../road/laneOrder.ts';
import { placeOf } from '../road/places.ts';
import { type Standing, StandingMemory } from '../road/standingMemory.ts';
import {
  areAbreast,
  hides,
  inOrder,
  roomBetween,
  type Stopped,
  stoodBefore,
  stoppedIn,
} from '../road/standingPairs.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Nobody comes to stand so hard without need, m/s2, over the last metres. */
  brakingMps2: z.number().min(1).max(15).default(3),
  /** Two that stand with less room between them have met, metres. */
  touchM: lengthM(0.8),
  /** Where the limit is this or more nobody stands without need, even when their braking was not seen. */
  openRoadKmh: speedKmh(80),
  /** Both came to stand within, seconds. */
  togetherS: z.number().min(0.1).max(30).default(1.5),
});
type Limits = z.output<typeof settings>;

const surelyStandsMs = 3000;
/** What has not shown by then would only be the trembling of their boxes. */
const showsInMs = 10_000;
const aheadM = 30;
/** Nearer still they are two boxes on one vehicle. */
const sameM = -1.2;
/** Whoever is seen in the first seconds may have stood there before. */
const settlesInMs = 5000;
/** A foot point that the other vehicle hides seems so much farther away at most, metres. */
const hiddenM = 2;
/** Who is seen only when it stands may have come to stand so long before. */
const mayHaveStoodMs = 3000;

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
  readonly #stops = new HardStops();
  readonly #standing = new StandingMemory();
  /** Behind somebody who stood before, and still so in a frame that misses the other one. */
  readonly #waiting = new WeakSet<Standing>();
  /** Whom the front one was hit by, or hit. */
  readonly #collided = new WeakMap<Standing, Standing>();
  #startedAtMs = Number.POSITIVE_INFINITY;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  step(view: RoadView): readonly Finding[] {
    this.#startedAtMs = Math.min(this.#startedAtMs, view.atMs);
    this.#stops.step(view);
    const stopped = stoppedIn(view, this.#standing.step(view));
    for (const one of stopped) if (stoodBefore(stopped, one)) this.#waiting.add(one.stand);
    const suspects = stopped.filter((one) => this.#isSuspect(view, one));
    return suspects.flatMap((a, i) => suspects.slice(i + 1).flatMap((b) => this.#met(view, a, b) ?? []));
  }

  #isSuspect({ atMs }: RoadView, { user, stand }: Stopped): boolean {
    if (atMs - stand.sinceAtMs < surelyStandsMs) return false;
    const brakingMps2 = this.#stops.brakingOf(user, stand);
    if (brakingMps2 !== null) return brakingMps2 >= this.#limits.brakingMps2;
    // At a low rate a track begins only when its vehicle is nearly slow enough to stand.
    const cameWhileWatched = user.hasMoved || user.firstAtMs - this.#startedAtMs > settlesInMs;
    return cameWhileWatched && (user.inLane?.lane.limitKmh ?? 0) >= this.#limits.openRoadKmh;
  }

  #met(view: RoadView, a: Stopped, b: Stopped): Finding | null {
    const [front, rear] = inOrder(a, b);
    const roomM = roomBetween(view.scene, front, rear);
    if (this.#collided.get(front.stand) === rear.stand) return this.#finding(a, b, roomM);
    const firstAtMs = Math.min(a.stand.sinceAtMs, b.stand.sinceAtMs);
    const apartMs = Math.abs(a.stand.sinceAtMs - b.stand.sinceAtMs);
    const unseenMs = a.stand.hasMoved && b.stand.hasMoved ? 0 : mayHaveStoodMs;
    if (view.atMs - firstAtMs > showsInMs || apartMs - unseenMs > this.#limits.togetherS * 1000) return null;
    // Whoever stands behind somebody waits for them.
    if (vehicleAhead(view, front.user, aheadM)?.stillSinceAtMs != null || this.#waiting.has(front.stand)) return null;
    // The foot point of who is hidden by the other lies nearer than the lowest part that is seen of it.
    const spareM = hides(a.user, b.user) || hides(b.user, a.user) ? hiddenM : 0;
    if (roomM > this.#limits.touchM + spareM || roomM < sameM || areAbreast(a, b)) return null;
    this.#collided.set(front.stand, rear.stand);
    return this.#finding(a, b, roomM);
  }

  #finding(a: Stopped, b: Stopped, roomM: number): Finding {
    const { brakingMps2, touchM } = this.#limits;
    const hardest = Math.max(...[a, b].map(({ user, stand }) => this.#stops.brakingOf(user, stand) ?? 0));
    const trackIds = [a.user.trackId, b.user.trackId].sort((one, other) => one - other);
    return {
      type: 'collision',
      thing: `stands ${[a.stand.id, b.stand.id].sort((one, other) => one - other).join(' and ')}`,
      severity: 'critical',
      beganAtMs: Math.min(a.stand.sinceAtMs, b.stand.sinceAtMs),
      place: placeOf(a.user),
      trackIds,
      confidence: Math.min(a.user.score, b.user.score),
      evidence: [
        ...(hardest > 0 ? [{ what: 'braking', value: hardest, limit: brakingMps2, unit: 'm/s2' }] : []),
        { what: 'room between them', value: Math.max(0, roomM), limit: touchM, unit: 'm' },
      ],
    };
  }
}

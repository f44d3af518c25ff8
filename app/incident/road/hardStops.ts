import { distanceM, type GroundPoint } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { type Sight, Sights } from './sights.ts';
import type { Standing } from './standingMemory.ts';

const rememberedMs = 8000;
/** The last metres before it stood; the very last ones are no more than the trembling of its box. */
const [nearestM, farthestM] = [1.5, 15];
const leastSights = 3;
const leastSpanMs = 450;
/** Fewer sights say so much: who was near so long before it stood has come slowly. */
const slowlyS = 0.8;
/** A track begins where another one was lost, on the same vehicle, within this. */
const lostForMs = 3000;
const strayM = 2;
/** Its place is settled so long after it came to stand; a speed needs so long, too. */
const settledMs = 500;

/**
 * How hard vehicles braked that now stand. Under steady braking the square root of the way that is left falls in a
 * straight line, wherever the moment of standing lies: its slope says how hard.
 */
export class HardStops {
  readonly #sights = new Map<number, Sights>();
  readonly #braking = new WeakMap<Standing, number | null>();

  step({ users, atMs }: RoadView): void {
    for (const { trackId, group, ground } of users) {
      if (group !== 'vehicle' || !ground) continue;
      let sights = this.#sights.get(trackId);
      if (!sights) {
        sights = new Sights(trackId);
        this.#sights.set(trackId, sights);
      }
      sights.add(atMs, ground);
    }
    for (const sights of this.#sights.values()) {
      if (!sights.keep(rememberedMs, atMs)) this.#sights.delete(sights.trackId);
    }
  }

  /** m/s2, asked first when it has stood for some seconds; `null` where its coming was not seen. */
  brakingOf(user: RoadUser, stand: Standing): number | null {
    const known = this.#braking.get(stand);
    if (known !== undefined) return known;
    const braking = this.#measured(user, stand.sinceAtMs);
    this.#braking.set(stand, braking);
    return braking;
  }

  #measured({ trackId, inLane }: RoadUser, sinceAtMs: number): number | null {
    const sights = this.#sights.get(trackId);
    if (!inLane || !sights) return null;
    const own = sights.all();
    const stood = own.filter(({ atMs }) => atMs >= sinceAtMs + settledMs);
    const there = middleOf(stood.length > 0 ? stood : own);
    const way = this.#withLost(own, inLane.headingRad)
      .filter(({ atMs }) => atMs < sinceAtMs + settledMs)
      .map(({ atMs, ground }) => ({ s: atMs / 1000, leftM: aheadM(ground, there, inLane.headingRad) }));
    // Whose number came back from farther on had it from another vehicle.
    const from = way.findLastIndex(({ leftM }, i) => isOther(leftM, way[i + 1]?.leftM ?? 0)) + 1;
    const coming = way.slice(from);
    const [first] = coming;
    return brakingThrough(coming.filter(({ leftM }) => leftM > nearestM)) ?? (first ? slowly(first, sinceAtMs) : null);
  }

  /** With the sights of the track that was lost on the same vehicle before, and of that one's forerunner. */
  #withLost(own: readonly Sight[], headingRad: number): readonly Sight[] {
    const first = own[0]!;
    for (const other of this.#sights.values()) {
      const goneMs = first.atMs - other.lastAtMs;
      if (goneMs <= 0 || goneMs > lostForMs) continue;
      const sights = other.all();
      const last = sights.at(-1)!;
      if (distanceM(last.ground, first.ground) > farthestM) continue;
      const before = sights.findLast(({ atMs }) => last.atMs - atMs >= settledMs) ?? sights[0]!;
      const passedMs = Math.max(settledMs, last.atMs - before.atMs);
      const mayM = (aheadM(before.ground, last.ground, headingRad) / passedMs) * goneMs + strayM;
      const onM = aheadM(last.ground, first.ground, headingRad);
      const besideM = Math.sqrt(Math.max(0, distanceM(last.ground, first.ground) ** 2 - onM ** 2));
      if (onM > -strayM && onM < mayM && besideM < strayM) return [...this.#withLost(sights, headingRad), ...own];
    }
    return own;
  }
}

function aheadM(from: GroundPoint, to: GroundPoint, headingRad: number): number {
  return (to.xM - from.xM) * Math.cos(headingRad) + (to.yM - from.yM) * Math.sin(headingRad);
}

/** @param way the time and the way that was left, from far to near */
function brakingThrough(way: readonly { readonly s: number; readonly leftM: number }[]): number | null {
  const [first, last] = [way[0], way.at(-1)];
  if (!first || !last || way.length < leastSights || (last.s - first.s) * 1000 < leastSpanMs) return null;
  const roots = way.map(({ leftM }) => Math.sqrt(leftM));
  const meanS = way.reduce((sum, { s }) => sum + s, 0) / way.length;
  const spread = way.reduce((sum, { s }) => sum + (s - meanS) ** 2, 0);
  const slope = way.reduce((sum, { s }, i) => sum + (s - meanS) * roots[i]!, 0) / spread;
  return slope < 0 ? 2 * slope * slope : 0;
}

/** Whether the next sight is of another vehicle, or this one too far away to say anything. */
function isOther(leftM: number, nextLeftM: number): boolean {
  return leftM > farthestM || leftM < -nearestM || nextLeftM - leftM > nearestM;
}

/** One who was near long before has come slowly: so hard at most. */
function slowly({ s, leftM }: { readonly s: number; readonly leftM: number }, sinceAtMs: number): number | null {
  const passedS = sinceAtMs / 1000 - s;
  return passedS < slowlyS ? null : (2 * Math.max(0, leftM)) / (passedS * passedS);
}

function middleOf(sights: readonly Sight[]): GroundPoint {
  const xs = sights.map(({ ground }) => ground.xM).sort((a, b) => a - b);
  const ys = sights.map(({ ground }) => ground.yM).sort((a, b) => a - b);
  const half = Math.floor(sights.length / 2);
  return { xM: xs[half]!, yM: ys[half]! };
}

import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { carriagewaysOf } from './carriageways.ts';

interface Sums {
  /** Metres driven and seconds spent, fading. */
  drivenM: number;
  spentS: number;
}

/** How long the past counts. */
const fadesInS = 60;
/** Seconds of others that make a speed usual. */
const leastSpentS = 15;
/** Until then the limit says it: people drive at about this share of it. */
const shareOfLimit = 0.85;
const longestStepS = 2;

/** The space-mean speed of each carriageway over the last minute: what its vehicles drove by the time they spent. */
export class UsualSpeed {
  readonly #ofLane = new Map<string, Sums>();
  readonly #all: Sums[] = [];
  #lastAtMs: number | null = null;

  constructor(scene: CompiledScene) {
    for (const { lanes } of carriagewaysOf(scene)) {
      const sums: Sums = { drivenM: 0, spentS: 0 };
      this.#all.push(sums);
      for (const { id } of lanes) this.#ofLane.set(id, sums);
    }
  }

  /** @param speedOf `null` for road users that are not to count */
  step({ atMs, users }: RoadView, speedOf: (user: RoadUser) => { readonly speedMps: number } | null): void {
    const passedS = this.#lastAtMs === null ? 0 : Math.min(longestStepS, (atMs - this.#lastAtMs) / 1000);
    this.#lastAtMs = atMs;
    const fade = Math.exp(-passedS / fadesInS);
    for (const sums of this.#all) {
      sums.drivenM *= fade;
      sums.spentS *= fade;
    }
    for (const user of users) {
      const sums = user.group === 'vehicle' && user.inLane ? this.#ofLane.get(user.inLane.lane.id) : undefined;
      const speed = sums && speedOf(user);
      if (!speed) continue;
      sums.drivenM += Math.max(0, speed.speedMps) * passedS;
      sums.spentS += passedS;
    }
  }

  /** Around a road user, m/s; `null` where nothing can be said. */
  of({ inLane }: RoadUser): number | null {
    if (!inLane) return null;
    const sums = this.#ofLane.get(inLane.lane.id);
    if (sums && sums.spentS >= leastSpentS) return sums.drivenM / sums.spentS;
    const { limitKmh } = inLane.lane;
    return limitKmh === null ? null : (shareOfLimit * limitKmh) / 3.6;
  }
}

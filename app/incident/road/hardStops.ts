import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { LaneSpeeds } from './laneSpeeds.ts';

interface Sample {
  readonly atMs: number;
  readonly speedMps: number;
}

const rememberedMs = 9000;
const sampleEveryMs = 300;
/** A speed over three seconds is that of their middle. */
const middleMs = 1500;
const leastStopMs = 800;
const worstErrorMps = 1.5;

/** How hard vehicles braked that now stand: the speed they had by the time until they stood. */
export class HardStops {
  readonly #fromMps: number;
  readonly #speeds = new LaneSpeeds();
  readonly #samples = new Map<number, Sample[]>();
  readonly #stops = new Map<number, { readonly sinceAtMs: number; readonly mps2: number }>();

  /** @param fromMps slower ones are not looked at */
  constructor(fromMps: number) {
    this.#fromMps = fromMps;
  }

  step({ users, ended, atMs }: RoadView): void {
    this.#speeds.step(users, ended, atMs);
    for (const trackId of ended) {
      this.#samples.delete(trackId);
      this.#stops.delete(trackId);
    }
    for (const user of users) {
      if (user.group !== 'vehicle' || !user.inLane) continue;
      if (user.stillSinceAtMs === null) this.#sample(user, atMs);
      else if (this.#samples.has(user.trackId)) this.#stop(user.trackId, user.stillSinceAtMs);
    }
  }

  /** m/s2, averaged; `null` for one that moves, or came to stand slowly. */
  brakingOf({ trackId, stillSinceAtMs }: RoadUser): number | null {
    return stillSinceAtMs === null ? null : (this.#stops.get(trackId)?.mps2 ?? null);
  }

  #sample(user: RoadUser, atMs: number): void {
    const samples = this.#samples.get(user.trackId);
    if (samples && atMs - samples.at(-1)!.atMs - middleMs < sampleEveryMs) return;
    this.#stops.delete(user.trackId);
    const speed = this.#speeds.of(user);
    if (!speed || speed.errorMps > worstErrorMps || speed.speedMps < this.#fromMps) return;
    const sample = { atMs: atMs - middleMs, speedMps: speed.speedMps };
    if (!samples) this.#samples.set(user.trackId, [sample]);
    else {
      samples.push(sample);
      while (atMs - samples[0]!.atMs > rememberedMs) samples.shift();
    }
  }

  #stop(trackId: number, sinceAtMs: number): void {
    const samples = this.#samples.get(trackId)!;
    this.#samples.delete(trackId);
    let hardest = 0;
    for (const { atMs, speedMps } of samples) {
      if (sinceAtMs - atMs >= leastStopMs) hardest = Math.max(hardest, speedMps / ((sinceAtMs - atMs) / 1000));
    }
    this.#stops.set(trackId, { sinceAtMs, mps2: hardest });
  }
}

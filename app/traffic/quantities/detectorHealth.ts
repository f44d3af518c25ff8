import type { SceneLane } from '../scene/scene.ts';
import type { IntervalSums, QualityFlag } from './interval.ts';

/** What a virtual detector watches. */
export interface Watched {
  readonly lanes: number;
  readonly kind: SceneLane['kind'];
}

/** A detector in traffic has a hit at least this often; cycle lanes and the like may wait for a day, shoulders for ever. */
const noHitsAfterMs: Readonly<Record<SceneLane['kind'], number>> = {
  driving: 4 * 3_600_000,
  turn: 24 * 3_600_000,
  ramp: 24 * 3_600_000,
  bus: 24 * 3_600_000,
  cycle: 72 * 3_600_000,
  'hard-shoulder': Number.POSITIVE_INFINITY,
};
/** More vehicles of one lane than this in 30 s do not exist: they are one that trembles. */
const mostIn30S = 37;
const lockedOnAfterMs = 180_000;
const noChangeAfterMs = 300_000;
/** Three changes of occupancy by so much from one half minute to the next, within five minutes. */
const [spikeShare, spikes, spikesWithinMs] = [0.8, 3, 300_000];
const halfMinuteMs = 30_000;

interface HalfMinute {
  coveredMs: number;
  observedMs: number;
}

/**
 * The tests that a loop detector is put to: no hits, chatter, locked on, no change, occupancy spikes. Takes a detector's
 * intervals in order of time; those that were hardly observed say nothing about it.
 */
export class DetectorHealth {
  readonly #watched: Watched;
  #unhitMs = 0;
  #lockedMs = 0;
  #unchangedMs = 0;
  #occupancy = -1;
  readonly #hits: { readonly hits: number; readonly lengthMs: number }[] = [];
  #half: HalfMinute = { coveredMs: 0, observedMs: 0 };
  #halfBefore: number | null = null;
  #clockMs = 0;
  #spikesAtMs: number[] = [];

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** @returns the tests that the detector fails now */
  judge({ counts, coveredMs, observedMs }: IntervalSums): QualityFlag[] {
    if (observedMs <= 0) return [];
    this.#clockMs += observedMs;
    const hits = Object.values(counts).reduce((sum, { forward, backward }) => sum + forward + backward, 0);
    const occupancy = coveredMs / observedMs;
    this.#unhitMs = hits > 0 || coveredMs > 0 ? 0 : this.#unhitMs + observedMs;
    this.#lockedMs = occupancy > 0.98 && hits === 0 ? this.#lockedMs + observedMs : 0;
    const isSame = occupancy > 0 && occupancy < 0.98 && Math.abs(occupancy - this.#occupancy) < 1e-6;
    this.#unchangedMs = isSame ? this.#unchangedMs + observedMs : 0;
    this.#occupancy = occupancy;
    const flags: QualityFlag[] = [];
    if (this.#unhitMs >= noHitsAfterMs[this.#watched.kind]) flags.push('no-hits');
    if (this.#chatters(hits, observedMs)) flags.push('chatter');
    if (this.#lockedMs >= lockedOnAfterMs) flags.push('locked-on');
    if (this.#unchangedMs >= noChangeAfterMs) flags.push('no-change');
    if (this.#jumps(coveredMs, observedMs)) flags.push('occupancy-spike');
    return flags;
  }

  #chatters(hits: number, lengthMs: number): boolean {
    this.#hits.push({ hits, lengthMs });
    const sum = (of: 'hits' | 'lengthMs'): number => this.#hits.reduce((all, entry) => all + entry[of], 0);
    while (this.#hits.length > 1 && sum('lengthMs') - this.#hits[0]!.lengthMs >= halfMinuteMs) this.#hits.shift();
    return sum('hits') > mostIn30S * this.#watched.lanes;
  }

  #jumps(coveredMs: number, observedMs: number): boolean {
    this.#half.coveredMs += coveredMs;
    this.#half.observedMs += observedMs;
    if (this.#half.observedMs >= halfMinuteMs * 0.9) {
      const share = this.#half.coveredMs / this.#half.observedMs;
      if (this.#halfBefore !== null && Math.abs(share - this.#halfBefore) >= spikeShare) {
        this.#spikesAtMs.push(this.#clockMs);
      }
      this.#halfBefore = share;
      this.#half = { coveredMs: 0, observedMs: 0 };
    }
    this.#spikesAtMs = this.#spikesAtMs.filter((atMs) => this.#clockMs - atMs <= spikesWithinMs);
    return this.#spikesAtMs.length >= spikes;
  }
}

import type { IntervalSums } from './interval.ts';

/** A vehicle whose middle passes a cross-section of one lane. */
export interface SpotPassage {
  readonly atMs: number;
  readonly lengthM: number;
  /** `null` where it is not known. */
  readonly speedMps: number | null;
}

interface Ends {
  readonly frontAtMs: number;
  readonly rearAtMs: number | null;
}

/** Slower than this, times of front and rear say nothing. */
const slowestMps = 0.5;

/** Headways (front to front) and gaps (rear to front) of the vehicles that follow each other through one cross-section. */
export class Headways {
  readonly #before = new Map<string, Ends>();

  /** @param stream lane and direction: only vehicles in one stream follow each other */
  add(stream: string, passage: SpotPassage, sums: IntervalSums): void {
    const now = endsOf(passage);
    const before = this.#before.get(stream);
    this.#before.set(stream, now);
    if (!before || now.frontAtMs <= before.frontAtMs) return;
    sums.headwayN++;
    sums.headwaySumS += (now.frontAtMs - before.frontAtMs) / 1000;
    if (before.rearAtMs === null) return;
    sums.gapN++;
    sums.gapSumS += Math.max(0, now.frontAtMs - before.rearAtMs) / 1000;
  }

  /** Nothing was seen for a while: who comes next follows somebody unknown. */
  forget(): void {
    this.#before.clear();
  }
}

function endsOf({ atMs, lengthM, speedMps }: SpotPassage): Ends {
  if (speedMps === null || speedMps < slowestMps) return { frontAtMs: atMs, rearAtMs: null };
  const halfMs = (1000 * lengthM) / 2 / speedMps;
  return { frontAtMs: atMs - halfMs, rearAtMs: atMs + halfMs };
}

import type { LightFit } from './lightFit.ts';

/** Samples (one a second) in a row that agree until a pixel's level counts as steady; it stays so while hidden. */
const steadyFrom = 6;
const steadiest = 8;
/** A level that is not seen any more is forgotten faster than it was gathered. */
const unlikeCosts = 2;
const wellKnownFrom = 20;
const slowInertia = 40;
const noiseInertia = 60;
const startNoise = 2;
/** Grey levels, of means of nine pixels. */
const [leastNoise, mostNoise] = [0.7, 8];
/** Smaller changes of light are followed pixel by pixel. */
const leastLight = { gain: 0.005, offset: 0.5 };
const leastAgreement = 6;
const leastDifference = 11;

/**
 * Two backgrounds of the road's pixels. The slow one is the road: it follows only what resembles it. The fast one is what a
 * pixel shows steadily now, and since when. Where they differ, something lies still that was not there before.
 */
export class RoadBackground {
  /** NaN until it was learnt. */
  readonly slow: Float32Array;
  readonly fast: Float32Array;
  /** Mean deviation of the pixel from the slow background, grey levels. */
  readonly noise: Float32Array;
  /** Since when each pixel shows its fast background, ms. */
  readonly sinceMs: Float64Array;
  readonly #agreeing: Uint8Array;
  /** Samples in which the slow background was seen. */
  readonly #seen: Uint8Array;

  constructor(places: number) {
    this.slow = new Float32Array(places).fill(Number.NaN);
    this.fast = new Float32Array(places).fill(Number.NaN);
    this.noise = new Float32Array(places).fill(startNoise);
    this.sinceMs = new Float64Array(places);
    this.#agreeing = new Uint8Array(places);
    this.#seen = new Uint8Array(places);
  }

  /** Puts both into another light. */
  relight({ gain, offset }: LightFit): void {
    if (Math.abs(gain - 1) < leastLight.gain && Math.abs(offset) < leastLight.offset) return;
    for (let place = 0; place < this.slow.length; place++) {
      this.slow[place] = this.slow[place]! * gain + offset;
      this.fast[place] = this.fast[place]! * gain + offset;
    }
  }

  /** Takes a seen pixel in. */
  see(place: number, level: number, atMs: number): void {
    this.#follow(place, level, atMs);
    const slow = this.slow[place]!;
    if (Number.isNaN(slow)) {
      if (this.isSteady(place)) this.absorb(place);
      return;
    }
    const off = level - slow;
    if (Math.abs(off) > this.leastDifference(place)) return;
    if (this.#seen[place]! < wellKnownFrom) this.#seen[place]!++;
    this.slow[place] = slow + off / slowInertia;
    const noise = this.noise[place]! + (Math.abs(off) - this.noise[place]!) / noiseInertia;
    this.noise[place] = Math.min(mostNoise, Math.max(leastNoise, noise));
  }

  isSteady(place: number): boolean {
    return this.#agreeing[place]! >= steadyFrom;
  }

  /** From this difference of its backgrounds on a pixel shows something else than the road. */
  leastDifference(place: number): number {
    return Math.max(leastDifference, 5 * this.noise[place]!);
  }

  /** Whether something else than the road is seen there, steadily. */
  isForeign(place: number): boolean {
    return this.isSteady(place) && Math.abs(this.fast[place]! - this.slow[place]!) > this.leastDifference(place);
  }

  /** Whether the road was seen there for so long that it surely is the road. */
  isWellKnown(place: number): boolean {
    return this.#seen[place]! >= wellKnownFrom;
  }

  /** What is seen there steadily is the road from now on. */
  absorb(place: number): void {
    this.slow[place] = this.fast[place]!;
    this.#seen[place] = 0;
    this.noise[place] = startNoise;
  }

  forget(): void {
    this.slow.fill(Number.NaN);
    this.fast.fill(Number.NaN);
    this.noise.fill(startNoise);
    this.#agreeing.fill(0);
    this.#seen.fill(0);
  }

  #follow(place: number, level: number, atMs: number): void {
    const agreeing = this.#agreeing[place]!;
    const off = level - this.fast[place]!;
    if (agreeing > 0 && Math.abs(off) <= Math.max(leastAgreement, 3 * this.noise[place]!)) {
      this.fast[place] = this.fast[place]! + off / Math.min(agreeing + 1, steadyFrom);
      this.#agreeing[place] = Math.min(steadiest, agreeing + 1);
    } else if (agreeing > unlikeCosts) {
      this.#agreeing[place] = agreeing - unlikeCosts;
    } else {
      this.fast[place] = level;
      this.#agreeing[place] = 1;
      this.sinceMs[place] = atMs;
    }
  }
}

import { curveThrough, noFit, type PathFit } from './curveFit.ts';

const windowMs = 1500;
/** At low rates the window reaches farther back. */
const fewestPlaces = 4;
const farthestBackMs = 2500;
const meanOverMs = 600;
/** A place this many deviations from the fit weighs as if it were no farther. */
const outlierDeviations = 2.5;

/** The last second and a half of a track. */
export class RecentPath {
  readonly #atMs: number[] = [];
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #sigma: number[] = [];
  readonly #weights: number[] = [];
  readonly #places = { atMs: this.#atMs, x: this.#x, y: this.#y, sigma: this.#sigma };
  readonly #fit = noFit();

  add(atMs: number, x: number, y: number, sigma: number): void {
    this.#atMs.push(atMs);
    this.#x.push(x);
    this.#y.push(y);
    this.#sigma.push(sigma);
    const { length } = this.#atMs;
    let from = 0;
    while (!isKept(atMs - this.#atMs[from]!, length - from)) from++;
    if (from === 0) return;
    for (const column of [this.#atMs, this.#x, this.#y, this.#sigma]) column.splice(0, from);
  }

  /** The mean of the last places: unlike the fit's, it does not overshoot where a road user stops. */
  mean(): { readonly x: number; readonly y: number; readonly placeError: number } {
    const last = this.#atMs.length - 1;
    const newestAtMs = this.#atMs[last]!;
    let [w, wx, wy] = [0, 0, 0];
    for (let at = last; at >= 0 && newestAtMs - this.#atMs[at]! <= meanOverMs; at--) {
      const sigma = this.#sigma[at]!;
      const weight = 1 / (sigma * sigma);
      w += weight;
      wx += weight * this.#x[at]!;
      wy += weight * this.#y[at]!;
    }
    return { x: wx / w, y: wy / w, placeError: 1 / Math.sqrt(w) };
  }

  /** Fit at the newest place, of use until the next one; there is one after the first `add`. */
  fit(): PathFit {
    const first = curveThrough(this.#places, this.#fit);
    if (this.#atMs.length < 5) return first;
    return this.#weigh(first) ? curveThrough(this.#places, this.#fit, this.#weights) : first;
  }

  /** How much each place counts beside a first fit. @returns whether any counts less than whole */
  #weigh({ x, y, vx, vy, ax, ay }: PathFit): boolean {
    const { length } = this.#atMs;
    const newestAtMs = this.#atMs[length - 1]!;
    let hasOutlier = false;
    for (let at = 0; at < length; at++) {
      const s = (this.#atMs[at]! - newestAtMs) / 1000;
      const [offX, offY] = [this.#x[at]! - x - (vx + (ax * s) / 2) * s, this.#y[at]! - y - (vy + (ay * s) / 2) * s];
      const off = Math.hypot(offX, offY) / this.#sigma[at]!;
      const isOutlier = off > outlierDeviations;
      this.#weights[at] = isOutlier ? outlierDeviations / off : 1;
      if (isOutlier) hasOutlier = true;
    }
    return hasOutlier;
  }
}

function isKept(agoMs: number, placesFromThere: number): boolean {
  return agoMs <= windowMs || (placesFromThere <= fewestPlaces && agoMs <= farthestBackMs);
}

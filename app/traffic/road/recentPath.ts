import { curveThrough, type PathFit, type Place } from './curveFit.ts';

const windowMs = 1500;
/** At low rates the window reaches farther back. */
const fewestPlaces = 4;
const farthestBackMs = 2500;
const meanOverMs = 600;
/** A place this many deviations from the fit weighs as if it were no farther. */
const outlierDeviations = 2.5;

/** The last second and a half of a track. */
export class RecentPath {
  readonly #places: Place[] = [];

  add(atMs: number, x: number, y: number, sigma: number): void {
    this.#places.push({ atMs, x, y, sigma });
    const { length } = this.#places;
    const from = this.#places.findIndex(
      (place, at) =>
        atMs - place.atMs <= windowMs || (length - at <= fewestPlaces && atMs - place.atMs <= farthestBackMs),
    );
    if (from > 0) this.#places.splice(0, from);
  }

  /** The mean of the last places: unlike the fit's, it does not overshoot where a road user stops. */
  mean(): { readonly x: number; readonly y: number; readonly placeError: number } {
    const newestAtMs = this.#places.at(-1)!.atMs;
    let [w, wx, wy] = [0, 0, 0];
    for (let at = this.#places.length - 1; at >= 0; at--) {
      const { atMs, x, y, sigma } = this.#places[at]!;
      if (newestAtMs - atMs > meanOverMs) break;
      const weight = 1 / (sigma * sigma);
      w += weight;
      wx += weight * x;
      wy += weight * y;
    }
    return { x: wx / w, y: wy / w, placeError: 1 / Math.sqrt(w) };
  }

  /** Fit at the newest place; there is one after the first `add`. */
  fit(): PathFit {
    const first = curveThrough(this.#places);
    if (this.#places.length < 5) return first;
    const newestAtMs = this.#places.at(-1)!.atMs;
    const { x, y, vx, vy, ax, ay } = first;
    const weights = this.#places.map((place) => {
      const s = (place.atMs - newestAtMs) / 1000;
      const [offX, offY] = [place.x - x - (vx + (ax * s) / 2) * s, place.y - y - (vy + (ay * s) / 2) * s];
      const off = Math.hypot(offX, offY) / place.sigma;
      return off <= outlierDeviations ? 1 : outlierDeviations / off;
    });
    return weights.some((weight) => weight < 1) ? curveThrough(this.#places, weights) : first;
  }
}

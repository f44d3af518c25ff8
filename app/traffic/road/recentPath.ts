/** Place and velocity now by a straight fit to the recent path; metres, or pixels without a calibration. */
export interface PathFit {
  readonly x: number;
  readonly y: number;
  /** Standard error of the place. */
  readonly placeError: number;
  /** Per second; 0 while only one place is known. */
  readonly vx: number;
  readonly vy: number;
  readonly velocityError: number;
  readonly spanMs: number;
}

interface Place {
  readonly atMs: number;
  readonly x: number;
  readonly y: number;
  /** How far it may be off, standard deviation. */
  readonly sigma: number;
}

const windowMs = 1500;
const meanOverMs = 600;
/** At low rates the window reaches farther back. */
const fewestPlaces = 4;
const farthestBackMs = 2500;
/** A place this many deviations from the fit weighs as if it were no farther. */
const outlierDeviations = 2.5;
/** Weight, in measurements, of the stated deviations beside the residuals: few residuals say little. */
const priorFreedom = 6;

/** The last second and a half of a track. */
export class RecentPath {
  #places: Place[] = [];

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
    const first = lineThrough(this.#places, () => 1);
    if (this.#places.length < 4) return first;
    const newestAtMs = this.#places.at(-1)!.atMs;
    const weighs = (place: Place): number => {
      const s = (place.atMs - newestAtMs) / 1000;
      const off = Math.hypot(place.x - first.x - first.vx * s, place.y - first.y - first.vy * s) / place.sigma;
      return off <= outlierDeviations ? 1 : outlierDeviations / off;
    };
    return lineThrough(this.#places, weighs);
  }
}

/** Weighted least squares of x and y over time, both with the same weights. */
function lineThrough(places: readonly Place[], weighs: (place: Place) => number): PathFit {
  const newest = places.at(-1)!;
  let [w, wt, wtt, wx, wy, wtx, wty] = [0, 0, 0, 0, 0, 0, 0];
  for (const place of places) {
    const weight = weighs(place) / (place.sigma * place.sigma);
    const s = (place.atMs - newest.atMs) / 1000;
    w += weight;
    wt += weight * s;
    wtt += weight * s * s;
    wx += weight * place.x;
    wy += weight * place.y;
    wtx += weight * s * place.x;
    wty += weight * s * place.y;
  }
  const spanMs = newest.atMs - places[0]!.atMs;
  const spread = w * wtt - wt * wt;
  if (!(spread > 1e-9 * w * w)) {
    return { x: wx / w, y: wy / w, placeError: 1 / Math.sqrt(w), vx: 0, vy: 0, velocityError: 0, spanMs };
  }
  const [vx, vy] = [(w * wtx - wt * wx) / spread, (w * wty - wt * wy) / spread];
  const [x, y] = [(wx - vx * wt) / w, (wy - vy * wt) / w];
  let squares = 0;
  for (const place of places) {
    const s = (place.atMs - newest.atMs) / 1000;
    const off = Math.hypot(place.x - x - vx * s, place.y - y - vy * s);
    squares += (weighs(place) * off * off) / (place.sigma * place.sigma);
  }
  const scale = Math.sqrt((priorFreedom + squares) / (priorFreedom + Math.max(0, 2 * places.length - 4)));
  return {
    ...{ x, y, vx, vy, spanMs },
    placeError: scale * Math.sqrt(wtt / spread),
    velocityError: scale * Math.sqrt(w / spread),
  };
}

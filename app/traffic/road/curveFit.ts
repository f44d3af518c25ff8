/** Places of a path by time, column by column: numbers that lie together are not objects of their own. */
export interface Places {
  readonly atMs: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** How far each may be off, standard deviation. */
  readonly sigma: readonly number[];
}

/**
 * Place, velocity and acceleration at the newest place of a path; metres or pixels, seconds. One is made for each path
 * and filled anew: fits are many, and nobody keeps one.
 */
export interface PathFit {
  x: number;
  y: number;
  /** Standard error of the place in each direction. */
  placeError: number;
  /** 0 while only one place is known. */
  vx: number;
  vy: number;
  velocityError: number;
  /** Mean velocity over the path. */
  meanVx: number;
  meanVy: number;
  ax: number;
  ay: number;
  spanMs: number;
}

/** Weight, in measurements, of the stated deviations beside the residuals: few residuals say little. */
const priorFreedom = 6;
/** Curvature is believed as far as it explains more than noise would (James and Stein, two directions). */
const noiseExplains = 4;

/**
 * Weighted least squares of x and y over time by polynomials that are orthogonal on the places: constant, straight, and
 * as much of the curved one as is significant. A straight path so keeps the small error of a straight fit, and a braking
 * vehicle has the speed of now instead of the window's mean.
 */
export function curveThrough(places: Places, into: PathFit, weights: readonly number[] | null = null): PathFit {
  const { atMs, x: xs, y: ys, sigma: sigmas } = places;
  const last = atMs.length - 1;
  const [newestAtMs, newestX, newestY] = [atMs[last]!, xs[last]!, ys[last]!];
  const spanMs = newestAtMs - atMs[0]!;
  // Sums over the places, relative to the newest one: of weight w, time s, place x and y.
  let [w, ws, wss, wsss, wssss] = [0, 0, 0, 0, 0];
  let [wx, wsx, wssx, wy, wsy, wssy, wxxyy] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at <= last; at++) {
    const sigma = sigmas[at]!;
    const weight = (weights ? weights[at]! : 1) / (sigma * sigma);
    const s = (atMs[at]! - newestAtMs) / 1000;
    const [x, y] = [xs[at]! - newestX, ys[at]! - newestY];
    const ss = s * s;
    w += weight;
    ws += weight * s;
    wss += weight * ss;
    wsss += weight * ss * s;
    wssss += weight * ss * ss;
    wx += weight * x;
    wsx += weight * s * x;
    wssx += weight * ss * x;
    wy += weight * y;
    wsy += weight * s * y;
    wssy += weight * ss * y;
    wxxyy += weight * (x * x + y * y);
  }
  const middle = ws / w;
  const [x0, y0] = [wx / w, wy / w];
  const n1 = wss - middle * ws;
  if (!(n1 > 1e-9 * w)) {
    into.x = newestX + x0;
    into.y = newestY + y0;
    into.placeError = 1 / Math.sqrt(w);
    into.vx = into.vy = into.velocityError = into.meanVx = into.meanVy = into.ax = into.ay = 0;
    into.spanMs = spanMs;
    return into;
  }
  const [x1, y1] = [(wsx - middle * wx) / n1, (wsy - middle * wy) / n1];
  const third = wsss - 3 * middle * wss + 3 * middle ** 2 * ws - middle ** 3 * w;
  const fourth = wssss - 4 * middle * wsss + 6 * middle ** 2 * wss - 4 * middle ** 3 * ws + middle ** 4 * w;
  // The curved polynomial is u^2 - skew u - level, with u = s - middle.
  const [skew, level] = [third / n1, n1 / w];
  const n2 = fourth - skew * third - level * n1;
  const isCurvable = last > 2 && n2 > 1e-6 * w;
  const curveOf = (one: number, s: number, ss: number): number =>
    isCurvable ? (ss - 2 * middle * s + middle ** 2 * one - skew * (s - middle * one) - level * one) / n2 : 0;
  const [x2, y2] = [curveOf(wx, wsx, wssx), curveOf(wy, wsy, wssy)];

  const explainedByAll = w * (x0 * x0 + y0 * y0) + n1 * (x1 * x1 + y1 * y1) + n2 * (x2 * x2 + y2 * y2);
  const squares = Math.max(0, wxxyy - explainedByAll);
  const freedom = Math.max(0, 2 * (last + 1) - (isCurvable ? 6 : 4));
  const variance = (priorFreedom + squares) / (priorFreedom + freedom);
  const explained = (n2 * (x2 * x2 + y2 * y2)) / variance;
  const share = explained > noiseExplains ? 1 - noiseExplains / explained : 0;

  const end = -middle;
  const [curvedAtEnd, slopeAtEnd] = [end * (end - skew) - level, 2 * end - skew];
  const believed = isCurvable ? (share * share * variance) / n2 : 0;
  // What of the curvature is not believed may be there all the same.
  const doubted = (1 - share) ** 2 * (x2 * x2 + y2 * y2) * 0.5;
  into.x = newestX + x0 + x1 * end + share * x2 * curvedAtEnd;
  into.y = newestY + y0 + y1 * end + share * y2 * curvedAtEnd;
  into.placeError = Math.sqrt(variance / w + (variance * end * end) / n1 + (believed + doubted) * curvedAtEnd ** 2);
  into.vx = x1 + share * x2 * slopeAtEnd;
  into.vy = y1 + share * y2 * slopeAtEnd;
  into.velocityError = Math.sqrt(variance / n1 + (believed + doubted) * slopeAtEnd ** 2);
  into.meanVx = x1;
  into.meanVy = y1;
  into.ax = 2 * share * x2;
  into.ay = 2 * share * y2;
  into.spanMs = spanMs;
  return into;
}

/** A fit to be filled. */
export function noFit(): PathFit {
  return {
    ...{ x: 0, y: 0, placeError: 0, vx: 0, vy: 0, velocityError: 0, meanVx: 0, meanVy: 0, ax: 0, ay: 0, spanMs: 0 },
  };
}

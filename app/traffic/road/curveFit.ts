/** A place of a path and how far it may be off, standard deviation. */
export interface Place {
  readonly atMs: number;
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
}

/** Place, velocity and acceleration at the newest place of a path; metres or pixels, seconds. */
export interface PathFit {
  readonly x: number;
  readonly y: number;
  /** Standard error of the place in each direction. */
  readonly placeError: number;
  /** 0 while only one place is known. */
  readonly vx: number;
  readonly vy: number;
  readonly velocityError: number;
  /** Mean velocity over the path. */
  readonly meanVx: number;
  readonly meanVy: number;
  readonly ax: number;
  readonly ay: number;
  readonly spanMs: number;
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
export function curveThrough(places: readonly Place[], weighs: (place: Place) => number): PathFit {
  const newest = places.at(-1)!;
  const spanMs = newest.atMs - places[0]!.atMs;
  const seconds = places.map(({ atMs }) => (atMs - newest.atMs) / 1000);
  const weights = places.map((place) => weighs(place) / (place.sigma * place.sigma));
  const sum = (of: (at: number) => number): number => {
    let all = 0;
    for (let at = 0; at < places.length; at++) all += weights[at]! * of(at);
    return all;
  };
  const n0 = sum(() => 1);
  const middle = sum((at) => seconds[at]!) / n0;
  const [x0, y0] = [sum((at) => places[at]!.x) / n0, sum((at) => places[at]!.y) / n0];
  const straight = (at: number): number => seconds[at]! - middle;
  const n1 = sum((at) => straight(at) ** 2);
  if (!(n1 > 1e-9 * n0)) {
    const still = { vx: 0, vy: 0, velocityError: 0, meanVx: 0, meanVy: 0, ax: 0, ay: 0 };
    return { x: x0, y: y0, placeError: 1 / Math.sqrt(n0), ...still, spanMs };
  }
  const x1 = sum((at) => straight(at) * places[at]!.x) / n1;
  const y1 = sum((at) => straight(at) * places[at]!.y) / n1;
  const skew = sum((at) => straight(at) ** 3) / n1;
  const curved = (at: number): number => straight(at) * (straight(at) - skew) - n1 / n0;
  const n2 = places.length > 3 ? sum((at) => curved(at) ** 2) : 0;
  const isCurvable = n2 > 1e-9 * n0;
  const x2 = isCurvable ? sum((at) => curved(at) * places[at]!.x) / n2 : 0;
  const y2 = isCurvable ? sum((at) => curved(at) * places[at]!.y) / n2 : 0;

  const squares = sum(
    (at) =>
      (places[at]!.x - x0 - x1 * straight(at) - x2 * curved(at)) ** 2 +
      (places[at]!.y - y0 - y1 * straight(at) - y2 * curved(at)) ** 2,
  );
  const freedom = Math.max(0, 2 * places.length - (isCurvable ? 6 : 4));
  const variance = (priorFreedom + squares) / (priorFreedom + freedom);
  const explained = (n2 * (x2 * x2 + y2 * y2)) / variance;
  const share = explained > noiseExplains ? 1 - noiseExplains / explained : 0;

  const end = -middle;
  const [curvedAtEnd, slopeAtEnd] = [end * (end - skew) - n1 / n0, 2 * end - skew];
  const believed = isCurvable ? (share * share * variance) / n2 : 0;
  // What of the curvature is not believed may be there all the same.
  const doubted = (1 - share) ** 2 * (x2 * x2 + y2 * y2) * 0.5;
  return {
    x: x0 + x1 * end + share * x2 * curvedAtEnd,
    y: y0 + y1 * end + share * y2 * curvedAtEnd,
    placeError: Math.sqrt(variance / n0 + (variance * end * end) / n1 + (believed + doubted) * curvedAtEnd ** 2),
    vx: x1 + share * x2 * slopeAtEnd,
    vy: y1 + share * y2 * slopeAtEnd,
    velocityError: Math.sqrt(variance / n1 + (believed + doubted) * slopeAtEnd ** 2),
    meanVx: x1,
    meanVy: y1,
    ax: 2 * share * x2,
    ay: 2 * share * y2,
    spanMs,
  };
}

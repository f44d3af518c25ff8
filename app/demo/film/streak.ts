/** A round spot of light that an open shutter draws out to a streak. Pixels. */
export interface Streak {
  readonly lengthPx: number;
  /** Along the way, length 1. */
  readonly alongX: number;
  readonly alongY: number;
}

const shortestPx = 0.5;

/** @returns null for a way too short to be seen */
export function streakOf(smearX: number, smearY: number): Streak | null {
  const lengthPx = Math.hypot(smearX, smearY);
  return lengthPx < shortestPx ? null : { lengthPx, alongX: smearX / lengthPx, alongY: smearY / lengthPx };
}

/**
 * Light of a spot of exp(-r²/radius²) at (dx, dy) from its middle, or of the streak that it becomes: the same light, spread
 * over the way.
 */
export function spotLight(dx: number, dy: number, radiusPx: number, streak: Streak | null): number {
  if (!streak) return Math.exp(-(dx * dx + dy * dy) / (radiusPx * radiusPx));
  const along = dx * streak.alongX + dy * streak.alongY;
  const aside = dx * streak.alongY - dy * streak.alongX;
  const half = streak.lengthPx / 2;
  const onWay = errorFunction((along + half) / radiusPx) - errorFunction((along - half) / radiusPx);
  const spread = (Math.sqrt(Math.PI) * radiusPx) / (2 * streak.lengthPx);
  return spread * onWay * Math.exp(-(aside * aside) / (radiusPx * radiusPx));
}

/** Abramowitz and Stegun 7.1.27, right to 0.0005. */
function errorFunction(x: number): number {
  const t = Math.abs(x);
  const grown = 1 + t * (0.278393 + t * (0.230389 + t * (0.000972 + t * 0.078108)));
  const square = grown * grown;
  const value = 1 - 1 / (square * square);
  return x < 0 ? -value : value;
}

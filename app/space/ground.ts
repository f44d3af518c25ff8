/** A place on the road plane, metres; x to the right, y to the left of it as on a map (counter-clockwise angles). */
export interface GroundPoint {
  readonly xM: number;
  readonly yM: number;
}

export function distanceM(a: GroundPoint, b: GroundPoint): number {
  return Math.hypot(b.xM - a.xM, b.yM - a.yM);
}

/** Metres a second along both axes. */
export function velocityOf(motion: { readonly headingRad: number; readonly speedMps: number }): GroundPoint {
  const { headingRad, speedMps } = motion;
  return { xM: speedMps * Math.cos(headingRad), yM: speedMps * Math.sin(headingRad) };
}

/** Angle between two headings, 0..pi. */
export function turnRad(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}

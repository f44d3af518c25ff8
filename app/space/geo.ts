import type { GroundPoint } from './ground.ts';

/** Where the origin of a ground frame lies on earth (WGS 84), and to where its y axis points, degrees from north clockwise. */
export interface GeoFrame {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly yBearingDeg: number;
}

/** A place on earth, WGS 84 degrees. */
export interface EarthPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
}

const degree = Math.PI / 180;
const equatorRadiusM = 6_378_137;
const eccentricitySquare = 0.00669437999014;

/** Metres that a degree of latitude and of longitude reach at a latitude. */
export function metresPerDegree(latDeg: number): { readonly northM: number; readonly eastM: number } {
  const sin = Math.sin(latDeg * degree);
  const w = 1 - eccentricitySquare * sin * sin;
  return {
    northM: ((equatorRadiusM * (1 - eccentricitySquare)) / w ** 1.5) * degree,
    // Not quite 0 at the poles, where no road is: an inverse stays finite.
    eastM: Math.max(1e-6, (equatorRadiusM / Math.sqrt(w)) * Math.cos(latDeg * degree) * degree),
  };
}

/** Where a place of a ground frame lies on earth: the plane touches the earth at its origin, within 0.1 m at 1 km. */
export function earthOf(geo: GeoFrame, { xM, yM }: GroundPoint): EarthPoint {
  const { northM, eastM } = metresPerDegree(geo.latDeg);
  const bearing = geo.yBearingDeg * degree;
  const [sin, cos] = [Math.sin(bearing), Math.cos(bearing)];
  return {
    latDeg: geo.latDeg + (yM * cos - xM * sin) / northM,
    lonDeg: geo.lonDeg + (yM * sin + xM * cos) / eastM,
  };
}

/** The inverse of `earthOf`. */
export function groundOf(geo: GeoFrame, { latDeg, lonDeg }: EarthPoint): GroundPoint {
  const { northM, eastM } = metresPerDegree(geo.latDeg);
  const bearing = geo.yBearingDeg * degree;
  const [sin, cos] = [Math.sin(bearing), Math.cos(bearing)];
  const north = (latDeg - geo.latDeg) * northM;
  const east = (lonDeg - geo.lonDeg) * eastM;
  return { xM: east * cos - north * sin, yM: east * sin + north * cos };
}

/** Degrees from north clockwise, 0..360, of a heading of the ground frame (radians from x counter-clockwise). */
export function bearingOf(geo: GeoFrame, headingRad: number): number {
  return wrapped(geo.yBearingDeg + 90 - headingRad / degree);
}

/** Bearing from one place to another that is not far from it, degrees from north clockwise, 0..360. */
export function bearingBetween(from: EarthPoint, to: EarthPoint): number {
  const { northM, eastM } = metresPerDegree(from.latDeg);
  return wrapped(Math.atan2((to.lonDeg - from.lonDeg) * eastM, (to.latDeg - from.latDeg) * northM) / degree);
}

/** The frame in which `at` lies at the place `earth`, and in which the heading points to the bearing. */
export function geoFrameAt(at: GroundPoint, headingRad: number, earth: EarthPoint, bearingDeg: number): GeoFrame {
  const yBearingDeg = wrapped(bearingDeg - 90 + headingRad / degree);
  const origin = earthOf({ ...earth, yBearingDeg }, { xM: -at.xM, yM: -at.yM });
  return { ...origin, yBearingDeg };
}

const wrapped = (deg: number): number => ((deg % 360) + 360) % 360;

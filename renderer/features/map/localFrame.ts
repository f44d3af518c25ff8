import { earthOf, type EarthPoint, type GeoFrame } from '../../../app/space/geo.ts';

/** Circumference of the sphere of the web's Mercator projection, metres. */
const aroundM = 2 * Math.PI * 6_378_137;
const degree = Math.PI / 180;

/** A place of the projected world: x to the east, y to the south, both 0..1. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

function worldOf({ latDeg, lonDeg }: EarthPoint): WorldPoint {
  return { x: (lonDeg + 180) / 360, y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (latDeg * degree) / 2)) / (2 * Math.PI) };
}

/** The zero point of everything that moves on the map: metres east and north of it fit in single precision. */
export interface Anchor {
  readonly earth: EarthPoint;
  readonly world: WorldPoint;
  /** How much of the projected world a metre there is. */
  readonly worldPerM: number;
}

export function anchorAt(earth: EarthPoint): Anchor {
  return { earth, world: worldOf(earth), worldPerM: 1 / (aroundM * Math.cos(earth.latDeg * degree)) };
}

/** From the ground frame of a camera to metres east and north of the anchor: an affine map. */
export interface LocalFrame {
  readonly east: number;
  readonly eastByX: number;
  readonly eastByY: number;
  readonly north: number;
  readonly northByX: number;
  readonly northByY: number;
  /** Added to a heading of the ground frame it gives the angle from east counter-clockwise. */
  readonly turnRad: number;
}

/** Probes the frame at the origin and 100 m along its axes: over the reach of a camera the projection is affine. */
export function localFrame(geo: GeoFrame, anchor: Anchor): LocalFrame {
  const local = (xM: number, yM: number) => {
    const { x, y } = worldOf(earthOf(geo, { xM, yM }));
    return { east: (x - anchor.world.x) / anchor.worldPerM, north: (anchor.world.y - y) / anchor.worldPerM };
  };
  const probeM = 100;
  const [zero, alongX, alongY] = [local(0, 0), local(probeM, 0), local(0, probeM)];
  return {
    east: zero.east,
    eastByX: (alongX.east - zero.east) / probeM,
    eastByY: (alongY.east - zero.east) / probeM,
    north: zero.north,
    northByX: (alongX.north - zero.north) / probeM,
    northByY: (alongY.north - zero.north) / probeM,
    turnRad: -geo.yBearingDeg * degree,
  };
}

/** The place on earth of metres east and north of the anchor. */
export function earthOfLocal(anchor: Anchor, eastM: number, northM: number): EarthPoint {
  const y = anchor.world.y - northM * anchor.worldPerM;
  return {
    latDeg: Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / degree,
    lonDeg: (anchor.world.x + eastM * anchor.worldPerM) * 360 - 180,
  };
}

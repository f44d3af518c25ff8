import type { GroundPoint } from '../scene.ts';
import type { Lighting } from './lighting.ts';
import type { Projection } from './projection.ts';

/** An upright cylinder on the ground that holds a thing. */
export interface Room extends GroundPoint {
  readonly radiusM: number;
  readonly topM: number;
}

/** Tells what a camera cannot see and need not be built, on the safe side: the picture lies well within its cone. */
export interface Sight {
  mayShow(room: Room): boolean;
  /** Whether its shadow may fall into the picture. */
  mayShowShadowOf(room: Room): boolean;
}

/** Straight edges that the lens bends come this much nearer to the picture's middle. */
const marginRad = 0.06;
/** Long shadows are looked at in pieces. */
const pieceM = 15;

export function sightOf(projection: Projection, lighting: Lighting): Sight {
  const { pose, forward } = projection;
  const half = Math.min(Math.PI, cornerAngleRad(projection) + marginRad);
  const [sunX, sunY, sunZ] = lighting.sunDirection;
  const reach = 1 / Math.max(0.05, sunZ);

  const mayShowBall = (xM: number, yM: number, zM: number, radiusM: number): boolean => {
    const [x, y, z] = [xM - pose.xM, yM - pose.yM, zM - pose.zM];
    const away = Math.hypot(x, y, z);
    if (away <= radiusM) return true;
    const off = Math.acos(Math.max(-1, Math.min(1, (x * forward[0] + y * forward[1] + z * forward[2]) / away)));
    return off <= half + Math.asin(radiusM / away);
  };

  return {
    mayShow: ({ xM, yM, radiusM, topM }) => mayShowBall(xM, yM, topM / 2, Math.hypot(radiusM, topM / 2)),
    mayShowShadowOf({ xM, yM, radiusM, topM }) {
      if (lighting.light.sun <= 0.02) return false;
      const [alongX, alongY] = [-sunX * reach * topM, -sunY * reach * topM];
      const lengthM = Math.hypot(alongX, alongY);
      const pieces = Math.max(1, Math.ceil(lengthM / pieceM));
      for (let k = 0; k < pieces; k++) {
        const share = (k + 0.5) / pieces;
        if (mayShowBall(xM + share * alongX, yM + share * alongY, 0, radiusM + lengthM / pieces / 2)) return true;
      }
      return false;
    },
  };
}

/** Between the optical axis and the picture's corners. */
function cornerAngleRad({ pose: { size }, ray }: Projection): number {
  const along = new Float64Array(3);
  let widest = 0;
  for (const x of [0, size.width])
    for (const y of [0, size.height]) {
      ray(x, y, along);
      // A ray has depth 1 along the axis.
      widest = Math.max(widest, Math.acos(1 / Math.hypot(...along)));
    }
  return widest;
}

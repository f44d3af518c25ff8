import { type GroundPoint, velocityOf } from '../../space/ground.ts';
import type { MovingBody } from './movingBody.ts';

/**
 * When two rectangles that go on as they move now touch, seconds; `null` when they never do, 0 when they overlap.
 * Exact: they overlap while their shadows do on all four directions of their sides (separating axes, swept).
 */
export function timeToCollisionS(a: MovingBody, b: MovingBody): number | null {
  const [va, vb] = [velocityOf(a), velocityOf(b)];
  const towards: GroundPoint = { xM: vb.xM - va.xM, yM: vb.yM - va.yM };
  const apart: GroundPoint = { xM: b.centre.xM - a.centre.xM, yM: b.centre.yM - a.centre.yM };
  let [from, until] = [0, Number.POSITIVE_INFINITY];
  for (const headingRad of [a.headingRad, a.headingRad + Math.PI / 2, b.headingRad, b.headingRad + Math.PI / 2]) {
    const [x, y] = [Math.cos(headingRad), Math.sin(headingRad)];
    const reachM = halfShadowM(a, headingRad) + halfShadowM(b, headingRad);
    const distanceM = apart.xM * x + apart.yM * y;
    const nearingMps = -(towards.xM * x + towards.yM * y);
    if (Math.abs(nearingMps) < 1e-9) {
      if (Math.abs(distanceM) >= reachM) return null;
      continue;
    }
    const [one, other] = [(distanceM - reachM) / nearingMps, (distanceM + reachM) / nearingMps];
    from = Math.max(from, Math.min(one, other));
    until = Math.min(until, Math.max(one, other));
    if (from >= until) return null;
  }
  return from;
}

/** How fast the distance between the middles shrinks, m/s; negative while they part. */
export function closingMps(a: MovingBody, b: MovingBody): number {
  const [va, vb] = [velocityOf(a), velocityOf(b)];
  const [dx, dy] = [b.centre.xM - a.centre.xM, b.centre.yM - a.centre.yM];
  const distanceM = Math.hypot(dx, dy);
  if (distanceM === 0) return Math.hypot(vb.xM - va.xM, vb.yM - va.yM);
  return -((vb.xM - va.xM) * dx + (vb.yM - va.yM) * dy) / distanceM;
}

function halfShadowM({ headingRad, lengthM, widthM }: MovingBody, axisRad: number): number {
  const turn = axisRad - headingRad;
  return (Math.abs(Math.cos(turn)) * lengthM + Math.abs(Math.sin(turn)) * widthM) / 2;
}

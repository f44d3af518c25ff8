import type { Body } from '../../scene.ts';

/** Whether two bodies' footprints overlap: no axis of either separates them. */
export function footprintsOverlap(a: Body, b: Body): boolean {
  const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
  const reachM = (a.lengthM + b.lengthM + a.widthM + b.widthM) / 2;
  if (dx * dx + dy * dy > reachM * reachM) return false;
  return [a.headingRad, a.headingRad + Math.PI / 2, b.headingRad, b.headingRad + Math.PI / 2].every((rad) => {
    const [x, y] = [Math.cos(rad), Math.sin(rad)];
    return Math.abs(dx * x + dy * y) < halfExtentM(a, x, y) + halfExtentM(b, x, y);
  });
}

function halfExtentM({ headingRad, lengthM, widthM }: Body, x: number, y: number): number {
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  return (Math.abs(cos * x + sin * y) * lengthM + Math.abs(cos * y - sin * x) * widthM) / 2;
}

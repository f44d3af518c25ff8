import type { Body } from '../scene.ts';
import type { Mesh } from './mesh.ts';
import type { Projection } from './projection.ts';

export interface BodyInSight {
  readonly body: Body;
  readonly mesh: Mesh;
  readonly depthM: number;
}

const image = new Float64Array(3);

/** The bodies in front of a camera that are not only specks beyond the air, the farthest first. */
export function bodiesInSight(
  projection: Projection,
  bodies: readonly Body[],
  meshOf: (body: Body) => Mesh,
): BodyInSight[] {
  const { width, height } = projection.pose.size;
  const entries: BodyInSight[] = [];
  for (const body of bodies) {
    projection.project(body.xM, body.yM, body.heightM / 2, image);
    const depthM = image[2]!;
    const reachPx = (projection.focalPx * (body.lengthM + body.heightM)) / Math.max(0.5, depthM);
    const beside =
      image[0]! < -reachPx || image[0]! > width + reachPx || image[1]! < -reachPx || image[1]! > height + reachPx;
    if (depthM < -body.lengthM || (depthM > body.lengthM && beside) || reachPx < 4) continue;
    entries.push({ body, mesh: meshOf(body), depthM });
  }
  return entries.sort((a, b) => b.depthM - a.depthM);
}

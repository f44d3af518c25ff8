import type { GroundPoint, Scenery } from '../scene.ts';
import { createGroundFill, dashesOf, lengthOf, stripsAlong } from './groundFill.ts';
import { materials } from './groundLook.ts';
import type { Lighting } from './lighting.ts';
import type { Projection } from './projection.ts';
import type { StillMesh } from './stillMeshes.ts';

/** What lies where on the ground as the camera sees it, two samples across and two down a pixel. */
export interface GroundRasters {
  /** Index into `materials`. */
  readonly surface: Uint8Array;
  /** Index into `materials`, 0 without paint. */
  readonly paint: Uint8Array;
  /** Where wheels run: 0..2. */
  readonly track: Uint8Array;
  /** 1 where something that stands keeps the sun off. */
  readonly shadow: Uint8Array;
}

const wheelPaths = [
  [0.95, 0.7, 1],
  [2.55, 0.7, 1],
  [1.75, 0.5, 2],
] as const;

export function groundRastersOf(
  projection: Projection,
  scenery: Scenery,
  meshes: readonly StillMesh[],
  lighting: Lighting,
): GroundRasters {
  const count = 4 * projection.pose.size.width * projection.pose.size.height;
  const { fill } = createGroundFill(projection);
  const rasters = {
    surface: new Uint8Array(count),
    paint: new Uint8Array(count),
    track: new Uint8Array(count),
    shadow: new Uint8Array(count),
  };
  for (const { outline, material } of scenery.surfaces) fill(outline, rasters.surface, materials.indexOf(material));
  for (const { course, widthM, dashM, material } of scenery.markings) {
    const painted = dashM ? dashesOf(course, dashM) : [course];
    for (const piece of painted)
      for (const strip of stripsAlong(piece, widthM)) fill(strip, rasters.paint, materials.indexOf(material));
    if (lengthOf(course) < 25 || widthM > 0.35) continue;
    for (const [aside, width, value] of wheelPaths)
      for (const side of [-1, 1])
        for (const strip of stripsAlong(course, width, side * aside)) fill(strip, rasters.track, value);
  }
  if (lighting.light.sun > 0.02)
    for (const mesh of meshes) castShadow(mesh, lighting, (outline) => fill(outline, rasters.shadow, 1));
  return rasters;
}

function castShadow(still: StillMesh, lighting: Lighting, fill: (outline: GroundPoint[]) => void): void {
  const [sx, sy, sz] = lighting.sunDirection;
  const [cos, sin] = [Math.cos(still.headingRad), Math.sin(still.headingRad)];
  const { corners, triangles } = still.mesh;
  const reach = 1 / Math.max(0.05, sz);
  for (let t = 0; t < triangles; t++) {
    const outline = [0, 1, 2].map((k): GroundPoint => {
      const [x, y, z] = [corners[9 * t + 3 * k]!, corners[9 * t + 3 * k + 1]!, corners[9 * t + 3 * k + 2]!];
      return { xM: still.xM + x * cos - y * sin - sx * reach * z, yM: still.yM + x * sin + y * cos - sy * reach * z };
    });
    fill(outline);
  }
}

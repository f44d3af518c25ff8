import { type Mesh, surfaceKinds, type Vertex } from './mesh.ts';
import { middle } from './vertices.ts';

/** Middles of the left, middle and right lamps, from the triangles that shine. */
export function lampsOf(corners: Float32Array, surfaces: readonly number[]): Mesh['lamps'] {
  const lamps: { at: Vertex; tail: boolean }[] = [];
  for (const kind of ['headLamp', 'tailLamp'] as const)
    for (const side of [-1, 0, 1]) {
      const points: Vertex[] = [];
      surfaces.forEach((surface, t) => {
        if (surface !== surfaceKinds.indexOf(kind)) return;
        const three = [0, 3, 6].map(
          (k): Vertex => [corners[9 * t + k]!, corners[9 * t + k + 1]!, corners[9 * t + k + 2]!],
        );
        const [, y] = middle(three);
        if ((Math.abs(y) < 0.12 ? 0 : Math.sign(y)) === side) points.push(...three);
      });
      if (points.length > 0) lamps.push({ at: middle(points), tail: kind === 'tailLamp' });
    }
  return lamps;
}

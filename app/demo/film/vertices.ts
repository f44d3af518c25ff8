import type { Vertex } from './mesh.ts';

/** Normal of a triangle, as long as twice its area. */
export function cross(a: Vertex, b: Vertex, c: Vertex): [number, number, number] {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

export function middle(points: readonly Vertex[]): Vertex {
  const sum: [number, number, number] = [0, 0, 0];
  for (const p of points) {
    sum[0] += p[0] / points.length;
    sum[1] += p[1] / points.length;
    sum[2] += p[2] / points.length;
  }
  return sum;
}

/** Length of the way, and two directions across it. */
export function frameAlong(from: Vertex, to: Vertex): [number, Vertex, Vertex] {
  const d: Vertex = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(...d);
  if (length < 1e-9) return [0, [1, 0, 0], [0, 1, 0]];
  const [x, y, z]: Vertex = [d[0] / length, d[1] / length, d[2] / length];
  const flat = Math.hypot(x, y);
  const side: Vertex = flat > 0.01 ? [-y / flat, x / flat, 0] : [1, 0, 0];
  return [length, side, [y * side[2] - z * side[1], z * side[0] - x * side[2], x * side[1] - y * side[0]]];
}

import type { Vertex } from './mesh.ts';
import { cross } from './vertices.ts';

/** Faces that meet at less than this are one bent surface. */
const smoothBelowCos = Math.cos((42 * Math.PI) / 180);

/** Normals at corners: those of the faces of the same surface that meet there nearly flat, averaged by area. */
export function smoothNormals(corners: Float32Array, surfaces: readonly number[]): Float32Array {
  const at = (k: number): Vertex => [corners[3 * k]!, corners[3 * k + 1]!, corners[3 * k + 2]!];
  const faces = surfaces.map((_, t) => cross(at(3 * t), at(3 * t + 1), at(3 * t + 2)));
  const lengths = faces.map((n) => Math.hypot(...n));
  // Places to 5 mm, 16 bits each, and the surface: one number a place, far quicker than a text.
  const step = (value: number): number => Math.round(value * 200) + 32768;
  const keys = Float64Array.from({ length: 3 * surfaces.length }, (_, k) => {
    const place = (step(corners[3 * k]!) * 65536 + step(corners[3 * k + 1]!)) * 65536 + step(corners[3 * k + 2]!);
    return place * 16 + surfaces[Math.floor(k / 3)]!;
  });
  const meeting = new Map<number, number[]>();
  keys.forEach((key, k) => {
    const list = meeting.get(key);
    if (list) list.push(Math.floor(k / 3));
    else meeting.set(key, [Math.floor(k / 3)]);
  });
  const normals = new Float32Array(corners.length);
  keys.forEach((key, k) => {
    const own = faces[Math.floor(k / 3)]!;
    const ownLength = lengths[Math.floor(k / 3)]!;
    const sum: [number, number, number] = [0, 0, 0];
    for (const t of meeting.get(key)!) {
      const n = faces[t]!;
      const along = (own[0] * n[0] + own[1] * n[1] + own[2] * n[2]) / (ownLength * lengths[t]!);
      if (along < smoothBelowCos) continue;
      sum[0] += n[0];
      sum[1] += n[1];
      sum[2] += n[2];
    }
    const length = Math.hypot(...sum);
    for (let i = 0; i < 3; i++) normals[3 * k + i] = sum[i]! / length;
  });
  return normals;
}

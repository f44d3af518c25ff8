/** Faces that meet at less than this are one bent surface. */
const smoothBelowCos = Math.cos((42 * Math.PI) / 180);

/** Normals at corners: those of the faces of the same surface that meet there nearly flat, averaged by area. */
export function smoothNormals(corners: Float32Array, surfaces: readonly number[]): Float32Array {
  const { faces, lengths } = faceNormals(corners, surfaces.length);
  const { firstOf, next } = meetingCorners(corners, surfaces);
  const normals = new Float32Array(corners.length);
  for (let k = 0; k < next.length; k++) {
    const own = Math.floor(k / 3);
    let [x, y, z] = [0, 0, 0];
    for (let other = firstOf[k]!; other >= 0; other = next[other]!) {
      const t = Math.floor(other / 3);
      const [nx, ny, nz] = [faces[3 * t]!, faces[3 * t + 1]!, faces[3 * t + 2]!];
      const along =
        (faces[3 * own]! * nx + faces[3 * own + 1]! * ny + faces[3 * own + 2]! * nz) / (lengths[own]! * lengths[t]!);
      if (along < smoothBelowCos) continue;
      x += nx;
      y += ny;
      z += nz;
    }
    const length = Math.hypot(x, y, z);
    normals[3 * k] = x / length;
    normals[3 * k + 1] = y / length;
    normals[3 * k + 2] = z / length;
  }
  return normals;
}

/** Of each triangle: the normal, as long as twice its area, and that length. */
function faceNormals(corners: Float32Array, triangles: number): { faces: Float64Array; lengths: Float64Array } {
  const faces = new Float64Array(3 * triangles);
  const lengths = new Float64Array(triangles);
  for (let t = 0; t < triangles; t++) {
    const [ax, ay, az] = [corners[9 * t]!, corners[9 * t + 1]!, corners[9 * t + 2]!];
    const [ux, uy, uz] = [corners[9 * t + 3]! - ax, corners[9 * t + 4]! - ay, corners[9 * t + 5]! - az];
    const [vx, vy, vz] = [corners[9 * t + 6]! - ax, corners[9 * t + 7]! - ay, corners[9 * t + 8]! - az];
    faces[3 * t] = uy * vz - uz * vy;
    faces[3 * t + 1] = uz * vx - ux * vz;
    faces[3 * t + 2] = ux * vy - uy * vx;
    lengths[t] = Math.hypot(faces[3 * t]!, faces[3 * t + 1]!, faces[3 * t + 2]!);
  }
  return { faces, lengths };
}

/** Corners of one surface in one place (to 5 mm), as chains: from the first of a corner's place to the last, then -1. */
function meetingCorners(corners: Float32Array, surfaces: readonly number[]): { firstOf: Int32Array; next: Int32Array } {
  const count = 3 * surfaces.length;
  const firstOf = new Int32Array(count);
  const next = new Int32Array(count).fill(-1);
  const lastIn = new Map<number, number>();
  for (let k = 0; k < count; k++) {
    // 16 bits a coordinate and the surface: one number a place, far quicker than a text.
    const place = (step(corners[3 * k]!) * 65536 + step(corners[3 * k + 1]!)) * 65536 + step(corners[3 * k + 2]!);
    const key = place * 16 + surfaces[Math.floor(k / 3)]!;
    const last = lastIn.get(key);
    firstOf[k] = last === undefined ? k : firstOf[last]!;
    if (last !== undefined) next[last] = k;
    lastIn.set(key, k);
  }
  return { firstOf, next };
}

function step(value: number): number {
  return Math.round(value * 200) + 32768;
}

import { clarity, type Lighting } from './lighting.ts';
import type { Mesh } from './mesh.ts';
import type { Projection } from './projection.ts';
import { cornerStride, fillTriangle, type Samples, type Touched } from './raster.ts';
import { type LocalLight, shade } from './shading.ts';

/** Where a mesh stands: `flip` -1 mirrors it at the ground. */
export interface Placement {
  xM: number;
  yM: number;
  zM: number;
  headingRad: number;
}

const nearM = 0.3;
const corner = new Float64Array(cornerStride * 8);
const camera = new Float64Array(9);
const lit = new Float64Array(9);
const normal: [number, number, number] = [0, 0, 0];
const toEye: [number, number, number] = [0, 0, 0];
const colour: [number, number, number] = [0, 0, 0];

export interface Drawing {
  readonly samples: Samples;
  readonly projection: Projection;
  readonly lighting: Lighting;
  owner: number;
  drawing: number;
}

/** Draws a mesh into the samples; notes in `touched` what it covered, hidden or not. */
export function drawMesh(to: Drawing, mesh: Mesh, placement: Placement, local: LocalLight, touched: Touched): void {
  const { projection, lighting } = to;
  const { pose, right, down, forward, focalPx } = projection;
  const cosH = Math.cos(placement.headingRad);
  const sinH = Math.sin(placement.headingRad);
  const ox = placement.xM - pose.xM;
  const oy = placement.yM - pose.yM;
  const oz = placement.zM - pose.zM;
  const distance = Math.sqrt(ox * ox + oy * oy + oz * oz);
  const clear = clarity(lighting.light, distance);
  const haze = lighting.haze;
  const { corners, normals, colours, surfaces } = mesh;
  for (let t = 0; t < mesh.triangles; t++) {
    let inFront = 0;
    for (let k = 0; k < 3; k++) {
      const i = 9 * t + 3 * k;
      const lx = corners[i]!;
      const ly = corners[i + 1]!;
      const x = ox + lx * cosH - ly * sinH;
      const y = oy + lx * sinH + ly * cosH;
      const z = oz + corners[i + 2]!;
      camera[3 * k] = x * right[0] + y * right[1] + z * right[2];
      camera[3 * k + 1] = x * down[0] + y * down[1] + z * down[2];
      camera[3 * k + 2] = x * forward[0] + y * forward[1] + z * forward[2];
      if (camera[3 * k + 2]! > nearM) inFront++;
    }
    if (inFront === 0 || !facesEye()) continue;
    colour[0] = colours[3 * t]!;
    colour[1] = colours[3 * t + 1]!;
    colour[2] = colours[3 * t + 2]!;
    for (let k = 0; k < 3; k++) {
      const i = 9 * t + 3 * k;
      const nx = normals[i]!;
      const ny = normals[i + 1]!;
      normal[0] = nx * cosH - ny * sinH;
      normal[1] = nx * sinH + ny * cosH;
      normal[2] = normals[i + 2]!;
      const x = ox + corners[i]! * cosH - corners[i + 1]! * sinH;
      const y = oy + corners[i]! * sinH + corners[i + 1]! * cosH;
      const z = oz + corners[i + 2]!;
      const away = -1 / Math.sqrt(x * x + y * y + z * z);
      toEye[0] = x * away;
      toEye[1] = y * away;
      toEye[2] = z * away;
      shade(lighting, local, surfaces[t]!, normal, toEye, colour, lit, 3 * k);
      lit[3 * k] = haze[0] + (lit[3 * k]! - haze[0]) * clear;
      lit[3 * k + 1] = haze[1] + (lit[3 * k + 1]! - haze[1]) * clear;
      lit[3 * k + 2] = haze[2] + (lit[3 * k + 2]! - haze[2]) * clear;
    }
    const made =
      inFront === 3 ? wholeTriangle(pose.size, focalPx, pose.k1) : clippedTriangle(pose.size, focalPx, pose.k1);
    for (let k = 1; k + 1 < made; k++)
      fillTriangle(to.samples, corner, 0, k * cornerStride, (k + 1) * cornerStride, to.owner, to.drawing, touched);
  }
}

/** Whether the triangle in `camera` shows its outside. */
function facesEye(): boolean {
  const ux = camera[3]! - camera[0]!;
  const uy = camera[4]! - camera[1]!;
  const uz = camera[5]! - camera[2]!;
  const vx = camera[6]! - camera[0]!;
  const vy = camera[7]! - camera[1]!;
  const vz = camera[8]! - camera[2]!;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  return nx * camera[0]! + ny * camera[1]! + nz * camera[2]! < 0;
}

function wholeTriangle(size: { width: number; height: number }, focalPx: number, k1: number): number {
  for (let k = 0; k < 3; k++)
    put(
      k,
      camera[3 * k]!,
      camera[3 * k + 1]!,
      camera[3 * k + 2]!,
      lit[3 * k]!,
      lit[3 * k + 1]!,
      lit[3 * k + 2]!,
      size,
      focalPx,
      k1,
    );
  return 3;
}

function clippedTriangle(size: { width: number; height: number }, focalPx: number, k1: number): number {
  let made = 0;
  for (let k = 0; k < 3; k++) {
    const j = (k + 1) % 3;
    const zk = camera[3 * k + 2]!;
    const zj = camera[3 * j + 2]!;
    if (zk > nearM)
      put(
        made++,
        camera[3 * k]!,
        camera[3 * k + 1]!,
        zk,
        lit[3 * k]!,
        lit[3 * k + 1]!,
        lit[3 * k + 2]!,
        size,
        focalPx,
        k1,
      );
    if (zk > nearM !== zj > nearM) {
      const s = (nearM - zk) / (zj - zk);
      const at = (list: Float64Array, i: number) => list[3 * k + i]! + s * (list[3 * j + i]! - list[3 * k + i]!);
      put(made++, at(camera, 0), at(camera, 1), nearM, at(lit, 0), at(lit, 1), at(lit, 2), size, focalPx, k1);
    }
  }
  return made;
}

function put(
  index: number,
  x: number,
  y: number,
  z: number,
  r: number,
  g: number,
  b: number,
  size: { width: number; height: number },
  focalPx: number,
  k1: number,
): void {
  const u = x / z;
  const v = y / z;
  const square = u * u + v * v;
  const scale = 2 * focalPx * (1 + k1 * (k1 < 0 ? Math.min(square, -1 / (3 * k1)) : square));
  const at = index * cornerStride;
  corner[at] = size.width + u * scale;
  corner[at + 1] = size.height + v * scale;
  corner[at + 2] = 1 / z;
  corner[at + 3] = r;
  corner[at + 4] = g;
  corner[at + 5] = b;
}

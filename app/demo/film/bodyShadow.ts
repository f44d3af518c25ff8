import type { Body } from '../scene.ts';
import { groundPatch, layPatch, type PixelRect, patchRow, type Shot } from './frame.ts';
import type { Mesh } from './mesh.ts';
import { triangleRow } from './triangleRow.ts';

const span = new Float64Array(2);
const patch = groundPatch();
const points = new Float64Array(9);

/** Darkens the ground under and close around a body: the sky does not shine there. */
export function contactShadow(shot: Shot, body: Body): void {
  const { frame, still } = shot;
  const halfL = body.lengthM / 2;
  const halfW = body.widthM / 2;
  const reach = Math.min(0.7, 0.25 + 0.3 * body.heightM);
  layPatch(shot, body, -halfL - reach, halfL + reach, halfW + reach, patch);
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  const strength = body.widthM > 1 ? 0.72 : 0.4;
  for (let y = patch.y0; y < patch.y1; y++) {
    patchRow(patch, y);
    for (let x = patch.from; x < patch.to; x++) {
      const at = y * frame.width + x;
      const dx = still.groundX[at]! - body.xM;
      const dy = still.groundY[at]! - body.yM;
      const along = Math.max(0, Math.abs(dx * cos + dy * sin) - halfL);
      const aside = Math.max(0, Math.abs(dy * cos - dx * sin) - halfW);
      const away = Math.sqrt(along * along + aside * aside) / reach;
      if (!(away < 1)) continue;
      const keep = 1 - strength * (1 - away) * (1 - away);
      frame.colour[3 * at] = frame.colour[3 * at]! * keep;
      frame.colour[3 * at + 1] = frame.colour[3 * at + 1]! * keep;
      frame.colour[3 * at + 2] = frame.colour[3 * at + 2]! * keep;
    }
  }
}

/**
 * Notes the ground that a body keeps the sun off: its triangles, pressed flat along the sun's rays. All bodies of a picture
 * share one stamp, so that shadows that overlap count once.
 */
export function castShadow(shot: Shot, body: Body, mesh: Mesh, stamp: number, union: PixelRect): void {
  const { projection, lighting, frame } = shot;
  const [sx, sy, sz] = lighting.sunDirection;
  const reach = 1 / Math.max(0.05, sz);
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  for (let t = 0; t < mesh.triangles; t++) {
    let behind = false;
    for (let k = 0; k < 3; k++) {
      const i = 9 * t + 3 * k;
      const lx = mesh.corners[i]!;
      const ly = mesh.corners[i + 1]!;
      const z = mesh.corners[i + 2]! * reach;
      scratchProject(projection, body.xM + lx * cos - ly * sin - sx * z, body.yM + lx * sin + ly * cos - sy * z, k);
      if (points[3 * k + 2]! < 0.5) behind = true;
    }
    if (!behind) stampTriangle(frame.shadow, 2 * frame.width, 2 * frame.height, stamp, union);
  }
}

const image = new Float64Array(3);
function scratchProject(projection: Shot['projection'], x: number, y: number, k: number): void {
  projection.project(x, y, 0, image);
  points[3 * k] = 2 * image[0]!;
  points[3 * k + 1] = 2 * image[1]!;
  points[3 * k + 2] = image[2]!;
}

function stampTriangle(raster: Uint32Array, width: number, height: number, stamp: number, union: PixelRect): void {
  const ax = points[0]!;
  const ay = points[1]!;
  const bx = points[3]!;
  const by = points[4]!;
  const cx = points[6]!;
  const cy = points[7]!;
  const first = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const last = Math.min(height - 1, Math.ceil(Math.max(ay, by, cy) - 0.5) - 1);
  for (let y = first; y <= last; y++) {
    triangleRow(ax, ay, bx, by, cx, cy, y + 0.5, span);
    const x0 = Math.max(0, Math.ceil(span[0]! - 0.5));
    const x1 = Math.min(width, Math.ceil(span[1]! - 0.5));
    if (x0 >= x1) continue;
    raster.fill(stamp, y * width + x0, y * width + x1);
    if (x0 < union.x0) union.x0 = x0;
    if (x1 > union.x1) union.x1 = x1;
    if (y < union.y0) union.y0 = y;
    if (y >= union.y1) union.y1 = y + 1;
  }
}

/** Takes the sun from all ground that was stamped. */
export function darkenShadows({ frame, still, lighting }: Shot, stamp: number, union: PixelRect): void {
  const level = Math.max(0, lighting.sunDirection[2]);
  const { sun, ambient } = lighting;
  const row = 2 * frame.width;
  for (let y = union.y0 >> 1; y < (union.y1 + 1) >> 1; y++)
    for (let x = union.x0 >> 1; x < (union.x1 + 1) >> 1; x++) {
      const s = 2 * y * row + 2 * x;
      const { shadow } = frame;
      const count =
        +(shadow[s] === stamp) +
        +(shadow[s + 1] === stamp) +
        +(shadow[s + row] === stamp) +
        +(shadow[s + row + 1] === stamp);
      if (count === 0) continue;
      const at = y * frame.width + x;
      if (Number.isNaN(still.groundX[at]!)) continue;
      const share = (count / 4) * still.sunSeen[at]!;
      for (let i = 0; i < 3; i++) {
        const lost = (sun[i]! * level) / (sun[i]! * level + ambient[i]!);
        frame.colour[3 * at + i] = frame.colour[3 * at + i]! * (1 - lost * share);
      }
    }
}

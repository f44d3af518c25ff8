import type { Lighting } from './lighting.ts';
import { surfaceKinds } from './mesh.ts';

/** What shines on one thing, and what it shines itself. */
export interface LocalLight {
  /** Of the sun, 0 in the shadow of a house. */
  sunShare: number;
  /** From street lamps, on what faces up. */
  lampR: number;
  lampG: number;
  lampB: number;
  headLamps: boolean;
  tailLamps: number;
  left: boolean;
  right: boolean;
  /** Of lit windows, 0..1. */
  windows: number;
}

const [matte, paint, glass, metal, headLamp, tailLamp, leftIndicator, rightIndicator] = surfaceKinds.map((_, i) => i);

/**
 * Writes the light that leaves a surface towards the eye: normal n, direction to the eye v (both of length 1), its colour.
 */
export function shade(
  lighting: Lighting,
  local: LocalLight,
  surface: number,
  n: readonly [number, number, number],
  v: readonly [number, number, number],
  colour: readonly [number, number, number],
  out: Float64Array,
  at: number,
): void {
  const { sunDirection: s, sun, ambient, zenith, horizon } = lighting;
  const [nx, ny, nz] = n;
  const [r, g, b] = colour;
  const emitted = emission(surface, local);
  if (emitted > 0) {
    out[at] = r * emitted + (surface === headLamp ? emitted * 0.8 : 0);
    out[at + 1] = g * emitted + (surface === headLamp ? emitted * 0.75 : 0);
    out[at + 2] = b * emitted + (surface === headLamp ? emitted * 0.66 : 0);
    return;
  }
  const facing = Math.max(0, nx * s[0] + ny * s[1] + nz * s[2]) * local.sunShare;
  const open = 0.5 + 0.5 * nz;
  const bounce = 0.16 * (1 - open);
  const level = Math.max(0, s[2]) * local.sunShare;
  const lamp = 0.35 + 0.65 * Math.max(0, nz);
  const er = ambient[0] * (open + bounce) + sun[0] * (facing + bounce * level) + local.lampR * lamp;
  const eg = ambient[1] * (open + bounce) + sun[1] * (facing + bounce * level) + local.lampG * lamp;
  const eb = ambient[2] * (open + bounce) + sun[2] * (facing + bounce * level) + local.lampB * lamp;
  out[at] = r * er;
  out[at + 1] = g * eg;
  out[at + 2] = b * eb;
  if (surface === matte) return;
  const nv = Math.max(0, nx * v[0] + ny * v[1] + nz * v[2]);
  const rx = 2 * nv * nx - v[0];
  const ry = 2 * nv * ny - v[1];
  const rz = 2 * nv * nz - v[2];
  const graze = (1 - nv) * (1 - nv) * (1 - nv);
  const mirror =
    surface === glass ? 0.07 + 0.55 * graze : surface === metal ? 0.3 : surface === paint ? 0.035 + 0.3 * graze : 0.05;
  // What is mirrored: sky, or the road below the horizon.
  const up = Math.min(1, Math.max(0, rz));
  const road = rz < 0 ? 0.2 : 1;
  out[at] = out[at]! + mirror * road * (horizon[0] + (zenith[0] - horizon[0]) * up);
  out[at + 1] = out[at + 1]! + mirror * road * (horizon[1] + (zenith[1] - horizon[1]) * up);
  out[at + 2] = out[at + 2]! + mirror * road * (horizon[2] + (zenith[2] - horizon[2]) * up);
  const glint = rx * s[0] + ry * s[1] + rz * s[2];
  if (glint > 0.8 && local.sunShare > 0) {
    const p = (glint - 0.8) * 5;
    const strength = p * p * p * p * local.sunShare * (surface === glass ? 2.2 : 0.9);
    out[at] = out[at]! + sun[0] * strength;
    out[at + 1] = out[at + 1]! + sun[1] * strength;
    out[at + 2] = out[at + 2]! + sun[2] * strength;
  }
}

function emission(surface: number, local: LocalLight): number {
  if (surface < headLamp!) return 0;
  if (surface === headLamp) return local.headLamps ? 2.5 : 0;
  if (surface === tailLamp) return local.tailLamps * 3;
  if (surface === leftIndicator) return local.left ? 5 : 0;
  if (surface === rightIndicator) return local.right ? 5 : 0;
  return local.windows;
}

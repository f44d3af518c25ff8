import type { Body, Scenery, SignalState } from '../scene.ts';
import { groundPatch, layPatch, patchRow, type Shot } from './frame.ts';
import type { Mesh } from './mesh.ts';

const patch = groundPatch();
const image = new Float64Array(3);
const motorised = new Set(['car', 'van', 'truck', 'bus', 'motorcycle']);

/** The light of a vehicle's head lamps on the road before it, and of its tail lamps behind it. */
export function lightOnRoad(shot: Shot, body: Body): void {
  if (!motorised.has(body.kind)) return;
  const { frame, still } = shot;
  const front = body.lengthM / 2;
  layPatch(shot, body, -front - 5, front + 26, 4.5, patch);
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  const brake = body.braking ? 0.012 : 0.003;
  for (let y = patch.y0; y < patch.y1; y++) {
    patchRow(patch, y);
    for (let x = patch.from; x < patch.to; x++) {
      const at = y * frame.width + x;
      const dx = still.groundX[at]! - body.xM;
      const dy = still.groundY[at]! - body.yM;
      const along = dx * cos + dy * sin;
      const aside = dy * cos - dx * sin;
      const ahead = along - front;
      if (ahead > 0.2 && ahead < 26) {
        const spread = 1.1 + 0.16 * ahead;
        const q = aside / spread;
        const shine = (0.04 * Math.min(1, ahead / 3) * Math.exp(-q * q)) / (1 + (ahead / 9) * (ahead / 9));
        for (let i = 0; i < 3; i++)
          frame.colour[3 * at + i] =
            frame.colour[3 * at + i]! + still.groundColour[3 * at + i]! * shine * (i === 2 ? 0.8 : 1);
        continue;
      }
      const behind = -along - front;
      if (behind > 0 && behind < 5) {
        const q = aside / (0.8 + 0.4 * behind);
        frame.colour[3 * at] =
          frame.colour[3 * at]! + still.groundColour[3 * at]! * brake * 8 * Math.exp(-q * q - behind * 0.8);
      }
    }
  }
}

/** Glow around a body's lamps that can be seen, and their long mirror image on a wet road. */
export function lampGlow(shot: Shot, body: Body, mesh: Mesh): void {
  const { lampsOn } = shot.lighting.light;
  const faint = body.kind === 'bicycle' ? 0.2 : 1;
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  for (const { at, tail } of mesh.lamps) {
    if (!lampsOn && !(tail && body.braking)) continue;
    const ahead = tail ? -1 : 1;
    const [lx, ly, lz] = at;
    const strength = tail ? (body.braking ? 0.35 : 0.1) * faint : faint;
    glow(
      shot,
      body.xM + lx * cos - ly * sin,
      body.yM + lx * sin + ly * cos,
      lz,
      ahead * cos,
      ahead * sin,
      strength,
      tail ? tailColour : headColour,
      0.1,
    );
  }
}

const headColour = [1, 0.93, 0.8] as const;
const tailColour = [1, 0.06, 0.04] as const;
const signalColours = {
  red: [1, 0.05, 0.04],
  amber: [1, 0.5, 0.05],
  green: [0.1, 1, 0.55],
} as const;

/** The burning lamps of a signal head. */
export function signalLight(shot: Shot, head: Scenery['signalHeads'][number], state: SignalState): void {
  const facingX = Math.cos(head.headingRad);
  const facingY = Math.sin(head.headingRad);
  const lamp = (colour: readonly [number, number, number], dz: number): void =>
    glow(
      shot,
      head.xM + 0.06 * facingX,
      head.yM + 0.06 * facingY,
      head.zM + dz,
      facingX,
      facingY,
      0.5,
      colour,
      head.forPedestrians ? 0.09 : 0.12,
    );
  const step = head.forPedestrians ? 0.16 : 0.3;
  if (state === 'red' || state === 'red-amber') lamp(signalColours.red, step);
  if (state === 'amber' || state === 'red-amber') lamp(signalColours.amber, 0);
  if (state === 'green') lamp(signalColours.green, -step);
}

/** Adds a lamp that faces (fx, fy): a burnt-out core and a halo that is wide by night and in wet air. */
function glow(
  { projection, still, frame, lighting }: Shot,
  x: number,
  y: number,
  z: number,
  fx: number,
  fy: number,
  strength: number,
  colour: readonly [number, number, number],
  radiusM: number,
): void {
  const { pose } = projection;
  projection.project(x, y, z, image);
  const depth = image[2]!;
  const [px, py] = [image[0]!, image[1]!];
  if (depth < 1 || px < 0 || py < 0 || px >= frame.width || py >= frame.height) return;
  const away = Math.hypot(pose.xM - x, pose.yM - y, pose.zM - z);
  const facing = ((pose.xM - x) * fx + (pose.yM - y) * fy) / away;
  if (facing < 0.05) return;
  const sample = Math.floor(2 * py) * frame.samples.width + Math.floor(2 * px);
  if (frame.samples.nearness[sample]! > 1 / (depth - 0.35)) return;
  const { light } = lighting;
  const night = 1 - Math.min(1, light.sky * 1.5);
  const air = Math.exp((-3 * away) / light.visibilityM);
  const power = strength * facing * (0.3 + 0.7 * facing) * air;
  const core = Math.max(0.7, (projection.focalPx * radiusM) / depth);
  const halo = Math.min(frame.height * 0.03, core * (2 + 2.5 * night + 2 * light.rain) + 1.5 * night);
  const gain = power * (0.02 + 0.98 * light.sky + 0.04 * night);
  const reach = Math.ceil(halo * 2.2);
  for (let gy = Math.max(0, Math.floor(py) - reach); gy <= Math.min(frame.height - 1, Math.floor(py) + reach); gy++)
    for (let gx = Math.max(0, Math.floor(px) - reach); gx <= Math.min(frame.width - 1, Math.floor(px) + reach); gx++) {
      const square = (gx + 0.5 - px) ** 2 + (gy + 0.5 - py) ** 2;
      const shine =
        gain * (4 * Math.exp(-square / (core * core)) + (0.1 + 0.5 * night) * Math.exp(-square / (halo * halo)));
      const at = 3 * (gy * frame.width + gx);
      for (let i = 0; i < 3; i++) frame.colour[at + i] = frame.colour[at + i]! + shine * colour[i]!;
    }
  if (light.wet < 0.05) return;
  projection.project(x, y, -z, image);
  const foot = image[1]!;
  const tall = Math.max(3, (foot - py) * 1.2);
  const wide = core * 1.3;
  for (let gy = Math.max(0, Math.floor(py + (foot - py) * 0.5)); gy < Math.min(frame.height, foot + tall); gy++)
    for (
      let gx = Math.max(0, Math.floor(px - 2 * wide));
      gx <= Math.min(frame.width - 1, Math.floor(px + 2 * wide));
      gx++
    ) {
      const pixel = gy * frame.width + gx;
      if (Number.isNaN(still.groundX[pixel]!)) continue;
      const q = (gx + 0.5 - px) / wide;
      const v = (gy - foot) / tall;
      const shine = gain * light.wet * 0.35 * Math.exp(-q * q - 3 * v * v);
      for (let i = 0; i < 3; i++) frame.colour[3 * pixel + i] = frame.colour[3 * pixel + i]! + shine * colour[i]!;
    }
}

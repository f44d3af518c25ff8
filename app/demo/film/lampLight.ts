import type { Body, Scenery, SignalState } from '../scene.ts';
import { groundPatch, layPatch, patchRow, type Shot } from './frame.ts';
import { glow } from './glow.ts';
import type { Mesh } from './mesh.ts';
import { streakOf } from './streak.ts';

const patch = groundPatch();
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

/**
 * Glow around a body's lamps that can be seen, and their long mirror image on a wet road, drawn out along its way in the
 * exposure (pixels).
 */
export function lampGlow(shot: Shot, body: Body, mesh: Mesh, smearX: number, smearY: number): void {
  const { lampsOn } = shot.lighting.light;
  const streak = streakOf(smearX, smearY);
  const faint = body.kind === 'bicycle' ? 0.2 : 1;
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  for (const { at, tail } of mesh.lamps) {
    if (!lampsOn && !(tail && body.braking)) continue;
    const ahead = tail ? -1 : 1;
    const [lx, ly, lz] = at;
    const strength = tail ? (body.braking ? 0.35 : 0.1) * faint : faint;
    glow(shot, {
      xM: body.xM + lx * cos - ly * sin,
      yM: body.yM + lx * sin + ly * cos,
      zM: lz,
      facingX: ahead * cos,
      facingY: ahead * sin,
      strength,
      colour: tail ? tailColour : headColour,
      radiusM: 0.1,
      streak,
    });
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
    glow(shot, {
      xM: head.xM + 0.06 * facingX,
      yM: head.yM + 0.06 * facingY,
      zM: head.zM + dz,
      facingX,
      facingY,
      strength: 0.5,
      colour,
      radiusM: head.forPedestrians ? 0.09 : 0.12,
      streak: null,
    });
  const step = head.forPedestrians ? 0.16 : 0.3;
  if (state === 'red' || state === 'red-amber') lamp(signalColours.red, step);
  if (state === 'amber' || state === 'red-amber') lamp(signalColours.amber, 0);
  if (state === 'green') lamp(signalColours.green, -step);
}

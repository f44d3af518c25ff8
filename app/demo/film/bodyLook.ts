import type { Body } from '../scene.ts';
import type { Shot } from './frame.ts';
import type { LocalLight } from './shading.ts';

const blinkMs = 330;

/** The light that falls on a body where it is, and its own lamps. */
export function lightOn(shot: Shot, body: Body, timeMs: number): LocalLight {
  const { lighting, still, frame, projection } = shot;
  const spot = projection.imageOf(body);
  let sunShare = 1;
  if (spot && spot.x >= 0 && spot.y >= 0 && spot.x < frame.width && spot.y < frame.height) {
    const at = Math.floor(spot.y) * frame.width + Math.floor(spot.x);
    if (!Number.isNaN(still.groundX[at]!)) sunShare = still.sunSeen[at]!;
  }
  const lamp = lighting.light.lampsOn ? still.lampAt(body.xM, body.yM) * 0.8 : 0;
  const blink = Math.floor(timeMs / blinkMs + body.id) % 2 === 0;
  const lampsOn = lighting.light.lampsOn;
  return {
    sunShare,
    lampR: lighting.streetLamp[0] * lamp,
    lampG: lighting.streetLamp[1] * lamp,
    lampB: lighting.streetLamp[2] * lamp,
    headLamps: lampsOn,
    tailLamps: body.braking ? 1 : lampsOn ? 0.25 : 0,
    left: blink && (body.indicator === 'left' || body.indicator === 'both'),
    right: blink && (body.indicator === 'right' || body.indicator === 'both'),
    windows: 0,
  };
}

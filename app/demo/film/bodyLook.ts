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

const image = new Float64Array(3);

/** Writes how far a body moves in the picture while the shutter is open, pixels across and down. */
export function smearOf({ lighting, projection }: Shot, body: Body, smear: Float64Array): void {
  const exposureS = 0.002 + 0.01 * (1 - Math.min(1, lighting.light.sky * 1.5));
  projection.project(body.xM, body.yM, body.heightM / 2, image);
  const [x, y] = [image[0]!, image[1]!];
  const wayM = body.speedMps * exposureS;
  projection.project(
    body.xM + wayM * Math.cos(body.headingRad),
    body.yM + wayM * Math.sin(body.headingRad),
    body.heightM / 2,
    image,
  );
  const smears = image[2]! > 1 && wayM > 0;
  smear[0] = smears ? image[0]! - x : 0;
  smear[1] = smears ? image[1]! - y : 0;
}

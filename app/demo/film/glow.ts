import type { Shot } from './frame.ts';
import type { Colour } from './mesh.ts';
import { spotLight, type Streak } from './streak.ts';

/** A lamp that shines towards (facingX, facingY), a direction of length 1. */
export interface ShiningLamp {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly facingX: number;
  readonly facingY: number;
  readonly strength: number;
  readonly colour: Colour;
  readonly radiusM: number;
  /** What the lamp becomes when it moves; null at rest. */
  readonly streak: Streak | null;
}

const image = new Float64Array(3);

/** Adds a lamp: a burnt-out core and a halo that is wide by night and in wet air. */
export function glow(shot: Shot, lamp: ShiningLamp): void {
  const { projection, frame, lighting } = shot;
  const { xM, yM, zM, colour, streak } = lamp;
  const { pose } = projection;
  projection.project(xM, yM, zM, image);
  const depth = image[2]!;
  const [px, py] = [image[0]!, image[1]!];
  if (depth < 1 || px < 0 || py < 0 || px >= frame.width || py >= frame.height) return;
  const away = Math.hypot(pose.xM - xM, pose.yM - yM, pose.zM - zM);
  const facing = ((pose.xM - xM) * lamp.facingX + (pose.yM - yM) * lamp.facingY) / away;
  if (facing < 0.05) return;
  const sample = Math.floor(2 * py) * frame.samples.width + Math.floor(2 * px);
  if (frame.samples.nearness[sample]! > 1 / (depth - 0.35)) return;
  const { light } = lighting;
  const night = 1 - Math.min(1, light.sky * 1.5);
  const air = Math.exp((-3 * away) / light.visibilityM);
  const power = lamp.strength * facing * (0.3 + 0.7 * facing) * air;
  const core = Math.max(0.7, (projection.focalPx * lamp.radiusM) / depth);
  const halo = Math.min(frame.height * 0.03, core * (2 + 2.5 * night + 2 * light.rain) + 1.5 * night);
  const gain = power * (0.02 + 0.98 * light.sky + 0.04 * night);
  const reach = Math.ceil(halo * 2.2 + (streak ? streak.lengthPx / 2 : 0));
  for (let gy = Math.max(0, Math.floor(py) - reach); gy <= Math.min(frame.height - 1, Math.floor(py) + reach); gy++)
    for (let gx = Math.max(0, Math.floor(px) - reach); gx <= Math.min(frame.width - 1, Math.floor(px) + reach); gx++) {
      const [dx, dy] = [gx + 0.5 - px, gy + 0.5 - py];
      const shine =
        gain * (4 * spotLight(dx, dy, core, streak) + (0.1 + 0.5 * night) * spotLight(dx, dy, halo, streak));
      const at = 3 * (gy * frame.width + gx);
      for (let i = 0; i < 3; i++) frame.colour[at + i] = frame.colour[at + i]! + shine * colour[i]!;
    }
  if (light.wet < 0.05) return;
  projection.project(xM, yM, -zM, image);
  mirrorImage(shot, lamp, { px, py, footPx: image[1]!, corePx: core, gain: gain * light.wet * 0.35 });
}

/** The long mirror image of a lamp at (px, py) on a wet road. */
function mirrorImage(
  { frame, still }: Shot,
  { colour, streak }: ShiningLamp,
  { px, py, footPx, corePx, gain }: { px: number; py: number; footPx: number; corePx: number; gain: number },
): void {
  const tall = Math.max(3, (footPx - py) * 1.2);
  const wide = corePx * 1.3;
  // It is drawn out across alone: it is long already.
  const acrossPx = streak ? Math.abs(streak.alongX) * streak.lengthPx : 0;
  const drawn = acrossPx < 0.5 ? null : { lengthPx: acrossPx, alongX: 1, alongY: 0 };
  const reach = 2 * wide + acrossPx / 2;
  const firstY = Math.max(0, Math.floor(py + (footPx - py) * 0.5));
  for (let gy = firstY; gy < Math.min(frame.height, footPx + tall); gy++) {
    const v = (gy - footPx) / tall;
    const fade = gain * Math.exp(-3 * v * v);
    for (let gx = Math.max(0, Math.floor(px - reach)); gx <= Math.min(frame.width - 1, Math.floor(px + reach)); gx++) {
      const pixel = gy * frame.width + gx;
      if (Number.isNaN(still.groundX[pixel]!)) continue;
      const shine = fade * spotLight(gx + 0.5 - px, 0, wide, drawn);
      for (let i = 0; i < 3; i++) frame.colour[3 * pixel + i] = frame.colour[3 * pixel + i]! + shine * colour[i]!;
    }
  }
}

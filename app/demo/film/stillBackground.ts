import type { GroundLook } from './groundLook.ts';
import { materials } from './groundLook.ts';
import { clarity, type Lighting } from './lighting.ts';
import { valueNoise } from './noise.ts';
import type { Projection } from './projection.ts';
import { paintSky } from './sky.ts';
import type { GroundRasters } from './stillGround.ts';
import type { StillPicture } from './stillPicture.ts';

/** Fills a still picture with what every pixel sees where nothing stands. */
export function paintGroundAndSky(
  projection: Projection,
  rasters: GroundRasters,
  look: GroundLook,
  lighting: Lighting,
  seed: number,
  still: StillPicture,
): void {
  const { pose, focalPx, right, down } = projection;
  const { width, height } = pose.size;
  const { light, ambient, sun, sunDirection, streetLamp, haze } = lighting;
  const ray = new Float64Array(3);
  const one = new Float64Array(3);
  const sunLevel = Math.max(0, sunDirection[2]);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      projection.ray(x + 0.5, y + 0.5, ray);
      const length = Math.sqrt(ray[0]! ** 2 + ray[1]! ** 2 + ray[2]! ** 2);
      for (let k = 0; k < 4; k++) {
        const rise = ray[2]! + (((k & 1) - 0.5) * right[2] + ((k >> 1) - 0.5) * down[2]) * (0.5 / focalPx);
        still.nearness[(2 * y + (k >> 1)) * 2 * width + 2 * x + (k & 1)] = rise < 0 ? (-rise / pose.zM) * 0.998 : 0;
      }
      if (ray[2]! > -0.0015 * length) {
        paintSky(lighting, ray, length, seed, still.colour, 3 * at);
        continue;
      }
      const along = -pose.zM / ray[2]!;
      const gx = pose.xM + along * ray[0]!;
      const gy = pose.yM + along * ray[1]!;
      still.groundX[at] = gx;
      still.groundY[at] = gy;
      const distance = along * length;
      const footprint = (along / focalPx) * Math.sqrt(Math.max(1, distance / pose.zM));
      let [r, g, b, shadow] = [0, 0, 0, 0];
      let lastKey = -1;
      for (let k = 0; k < 4; k++) {
        const sample = (2 * y + (k >> 1)) * 2 * width + 2 * x + (k & 1);
        const surface = rasters.surface[sample]!;
        const paint = rasters.paint[sample]!;
        const track = rasters.track[sample]!;
        shadow += rasters.shadow[sample]! / 4;
        const key = surface + 16 * paint + 256 * track;
        if (key !== lastKey) {
          look.colour(surface, gx, gy, footprint, track === 2 ? 0.5 : track, one);
          if (paint > 0) {
            const left = look.paintLeft(gx, gy, footprint);
            const [ur, ug, ub] = one;
            look.colour(paint, gx, gy, footprint, 0, one);
            one[0] = ur! + (one[0]! - ur!) * left;
            one[1] = ug! + (one[1]! - ug!) * left;
            one[2] = ub! + (one[2]! - ub!) * left;
          }
          lastKey = key;
        }
        r += one[0]! / 4;
        g += one[1]! / 4;
        b += one[2]! / 4;
      }
      const wetHere = light.wet * (materials[rasters.surface[(2 * y * width + x) * 2]!] === 'grass' ? 0.3 : 1);
      const damp = 1 - 0.5 * wetHere;
      const c = 3 * at;
      still.groundColour[c] = r * damp;
      still.groundColour[c + 1] = g * damp;
      still.groundColour[c + 2] = b * damp;
      still.sunSeen[at] = 1 - shadow;
      const sunny = sunLevel * (1 - shadow);
      const lamp = light.lampsOn ? still.lampAt(gx, gy) : 0;
      const clear = clarity(light, distance);
      // A wet road mirrors the sky the more, the flatter it is looked at.
      const graze = 1 + ray[2]! / length;
      const puddle =
        wetHere > 0 ? wetHere * (0.02 + 0.5 * graze ** 5) * (0.8 + 0.4 * valueNoise(gx / 2.5, gy / 2.5, seed + 40)) : 0;
      for (let i = 0; i < 3; i++) {
        const shone =
          still.groundColour[c + i]! * (ambient[i]! + sun[i]! * sunny + streetLamp[i]! * lamp) +
          puddle * lighting.horizon[i]!;
        still.colour[c + i] = haze[i]! + (shone - haze[i]!) * clear;
      }
    }
}

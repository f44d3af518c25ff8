import { clarity, type Lighting } from './lighting.ts';
import { cloudNoise, valueNoise } from './noise.ts';

/** Writes the light of the sky, or of what lies at the horizon, along a ray into `colour` at `at`. */
export function paintSky(
  lighting: Lighting,
  ray: Float64Array,
  length: number,
  seed: number,
  colour: Float32Array,
  at: number,
): void {
  const { horizon, zenith, haze, light } = lighting;
  const up = ray[2]! / length;
  const azimuth = Math.atan2(ray[1]!, ray[0]!);
  const ridge = 0.004 + 0.05 * cloudNoise(azimuth * 6, 0.5, seed + 50) ** 2;
  if (up < ridge) {
    // Woods and houses far away, pale with the air before them.
    const pale = Math.min(0.95, 0.45 + 0.4 * (1 - clarity(light, 900)));
    const leaf = 0.06 + 0.05 * valueNoise(azimuth * 160, up * 300, seed + 51);
    for (let i = 0; i < 3; i++) colour[at + i] = haze[i]! * pale * 0.8 + lighting.ambient[i]! * leaf * (1 - pale) * 3;
    return;
  }
  const high = Math.min(1, Math.sqrt(Math.max(0, up)) * 1.2);
  const flat = 1 / (0.08 + up);
  const cloud = cloudNoise(Math.cos(azimuth) * flat * 0.7 + 7, Math.sin(azimuth) * flat * 0.7, seed + 52);
  const cover = Math.max(0, Math.min(1, (cloud - (0.62 - 0.3 * (1 - light.sun))) * 4)) * 0.7;
  const veil = 1 - clarity(light, 2500 * (1 - up));
  for (let i = 0; i < 3; i++) {
    const blue = horizon[i]! + (zenith[i]! - horizon[i]!) * high;
    const white = blue + (horizon[i]! * 1.1 * (0.7 + 0.5 * cloud) - blue) * cover;
    colour[at + i] = white + (haze[i]! - white) * veil;
  }
}

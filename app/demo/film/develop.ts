import { seededRandom } from '../../base/random.ts';
import type { Frame } from './frame.ts';
import type { Lighting } from './lighting.ts';

/** Turns light into the picture of a sensor: exposure, vignette, tone curve, noise, rain. */
export interface Darkroom {
  develop(frame: Frame, pictureSeed: number, rgb: Uint8Array): void;
}

const toneSteps = 4096;
const brightest = 16;
const grainCount = 1 << 16;

/** @param meanLight of the still scene, which the camera's exposure goes by */
export function darkroomFor(width: number, height: number, lighting: Lighting, meanLight: number): Darkroom {
  const { light } = lighting;
  // Automatic exposure gives way only in part: a night stays darker than a day.
  const exposure = (0.165 / meanLight) ** 0.72;
  const tone = new Float32Array(toneSteps + 1);
  for (let k = 0; k <= toneSteps; k++) {
    const value = ((k / toneSteps) * 4) ** 2;
    // A soft shoulder: a sensor's white is reached slowly.
    const soft = value < 0.4 ? value : 0.4 + 0.6 * (1 - Math.exp(-(value - 0.4) / 0.75));
    tone[k] = 255 * (soft <= 0.0031308 ? 12.92 * soft : 1.055 * soft ** (1 / 2.4) - 0.055);
  }
  const gain = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const square = ((x - width / 2) ** 2 + (y - height / 2) ** 2) / ((width / 2) ** 2 + (height / 2) ** 2);
      gain[y * width + x] = exposure * (1 - 0.28 * square);
    }
  const grain = grainOf(light.noise);
  return {
    develop(frame, pictureSeed, rgb) {
      const random = seededRandom(pictureSeed);
      if (light.rain > 0) drawRain(frame, light.rain, meanLight, random);
      const { colour } = frame;
      // Its writes round and clamp.
      const shown = new Uint8ClampedArray(rgb.buffer, rgb.byteOffset, rgb.length);
      for (let y = 0; y < height; y++) {
        let g = Math.floor(random() * grainCount);
        for (let at = y * width; at < (y + 1) * width; at++) {
          const by = gain[at]!;
          const common = grain[g & (grainCount - 1)]!;
          for (let k = 3 * at; k < 3 * at + 3; k++) {
            g++;
            const value = colour[k]! * by;
            const step = value < brightest ? (Math.sqrt(value) * (toneSteps / 4)) | 0 : toneSteps;
            shown[k] = tone[step]! + common + 0.6 * grain[g & (grainCount - 1)]!;
          }
        }
      }
    },
  };
}

function grainOf(noise: number): Float32Array {
  const random = seededRandom(77);
  const grain = new Float32Array(grainCount);
  for (let k = 0; k < grainCount; k++) grain[k] = (random() + random() + random() - 1.5) * 16 * noise;
  return grain;
}

function drawRain(frame: Frame, rain: number, meanLight: number, random: () => number): void {
  const { width, height, colour } = frame;
  const count = Math.floor(rain * width * height * 0.0011);
  const lean = (random() - 0.5) * 0.5;
  for (let k = 0; k < count; k++) {
    const near = random();
    const length = (6 + 26 * near * near) * (height / 400);
    let x = random() * width;
    let y = random() * height;
    const shine = meanLight * (0.1 + 0.3 * random()) * rain;
    for (let step = 0; step < length; step++) {
      x += lean;
      y += 1;
      if (x < 0 || x >= width || y >= height) break;
      const at = 3 * (Math.floor(y) * width + Math.floor(x));
      for (let i = 0; i < 3; i++) colour[at + i] = colour[at + i]! * 0.93 + shine;
    }
  }
}

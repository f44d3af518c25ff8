import { type Random, seededRandom } from '../../../base/random.ts';

/** Pixels of the drawn pictures. */
export const drawnSize = { width: 320, height: 180 };
const { width, height } = drawnSize;

/** What a drawn street looks like at an instant; everything left out is as usual. */
export interface Look {
  /** The view went to the right and down, pixels. */
  readonly movedPx?: { readonly x: number; readonly y: number };
  /** Factor of all light: exposure, night. */
  readonly gain?: number;
  /** Grey levels of the sensor's noise, one sigma. */
  readonly noise?: number;
  /** 0..1 of haze that hides what is far up in the picture more than what is near. */
  readonly fog?: number;
  /** Running mean over so many pixels to each side. */
  readonly blurPx?: number;
  /** Share of the width that a cloth hides, from the right; its luma. */
  readonly covered?: { readonly share: number; readonly luma: number };
  /** Boxes of vehicles, shares of the picture, with their luma. */
  readonly vehicles?: readonly {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly luma: number;
  }[];
  /** Another street altogether. */
  readonly street?: number;
  /** The next picture's noise. */
  readonly seed?: number;
}

/** A street as a camera sees it, with kerbs, windows, markings and signs as rectangles; RGB, row by row. */
export function drawn(look: Look = {}): Uint8Array {
  const { movedPx = { x: 0, y: 0 }, gain = 1, noise = 2, fog = 0, blurPx = 0, covered, vehicles = [] } = look;
  const light = street(look.street ?? 1, movedPx.x, movedPx.y);
  for (const { x, y, size, luma } of vehicles) vehicle(light, x * width, y * height, size, luma);
  for (let at = 0; at < light.length; at++) {
    const haze = fog * Math.min(1, 0.5 + 1.2 * (1 - Math.floor(at / width) / height));
    light[at] = light[at]! * (1 - haze) + 150 * haze;
  }
  if (covered) cover(light, covered.share, covered.luma);
  if (blurPx > 0) blur(light, blurPx);
  const normal = normalOf(seededRandom(look.seed ?? 1));
  const rgb = new Uint8ClampedArray(3 * width * height);
  for (let at = 0; at < light.length; at++) {
    const level = gain * light[at]! + noise * normal();
    for (let channel = 0; channel < 3; channel++) rgb[3 * at + channel] = level;
  }
  return new Uint8Array(rgb.buffer);
}

/** Pixels are covered in part at the rims of the rectangles, so that a picture can move by less than one. */
function street(seed: number, byX: number, byY: number): Float32Array {
  const random = seededRandom(seed);
  const light = new Float32Array(width * height).fill(100);
  for (let k = 0; k < 90; k++) {
    const [left, top] = [random() * 1.3 * width - 0.15 * width + byX, random() * 1.3 * height - 0.15 * height + byY];
    rectangle(light, left, top, 8 + random() * 60, 6 + random() * 30, 30 + random() * 170);
  }
  return light;
}

function vehicle(light: Float32Array, left: number, top: number, size: number, luma: number): void {
  const [w, h] = [size * width, size * height];
  rectangle(light, left, top, w, h, luma);
  for (let window = 0; window < 5; window++) {
    rectangle(light, left + (0.05 + 0.19 * window) * w, top + 0.15 * h, 0.12 * w, 0.25 * h, 0.4 * luma);
  }
  for (const wheel of [0.15, 0.7]) rectangle(light, left + wheel * w, top + 0.85 * h, 0.15 * w, 0.15 * h, 20);
}

function rectangle(light: Float32Array, left: number, top: number, w: number, h: number, level: number): void {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, top + h); y++) {
    const down = Math.min(y + 1, top + h) - Math.max(y, top);
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, left + w); x++) {
      const part = down * (Math.min(x + 1, left + w) - Math.max(x, left));
      const at = y * width + x;
      light[at]! += part * (level - light[at]!);
    }
  }
}

function cover(light: Float32Array, share: number, luma: number): void {
  for (let y = 0; y < height; y++) light.fill(luma, Math.round(y * width + (1 - share) * width), (y + 1) * width);
}

function blur(light: Float32Array, radius: number): void {
  for (const [step, count, lines, lineStep] of [
    [1, width, height, width],
    [width, height, width, 1],
  ] as const) {
    for (let line = 0; line < lines; line++) {
      const before = Float32Array.from({ length: count }, (_, k) => light[line * lineStep + k * step]!);
      for (let k = 0; k < count; k++) {
        let sum = 0;
        for (let by = -radius; by <= radius; by++) sum += before[Math.max(0, Math.min(count - 1, k + by))]!;
        light[line * lineStep + k * step] = sum / (2 * radius + 1);
      }
    }
  }
}

/** Near enough to a normal distribution of one sigma. */
function normalOf(random: Random): () => number {
  return () => 2 * (random() + random() + random() - 1.5);
}

import type { Shot } from './frame.ts';
import type { Touched } from './raster.ts';

/** What of a body can be seen. */
export interface Seen {
  samples: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Counts the samples that `owner` kept within what it touched. */
export function seenOf(shot: Shot, owner: number, touched: Touched, out: Seen): void {
  const { owner: owners, width } = shot.frame.samples;
  out.samples = 0;
  out.x0 = out.y0 = Infinity;
  out.x1 = out.y1 = -Infinity;
  for (let y = touched.y0; y < touched.y1; y++) {
    const row = y * width;
    for (let x = touched.x0; x < touched.x1; x++) {
      if (owners[row + x] !== owner) continue;
      out.samples++;
      if (x < out.x0) out.x0 = x;
      if (x >= out.x1) out.x1 = x + 1;
      if (y < out.y0) out.y0 = y;
      if (y >= out.y1) out.y1 = y + 1;
    }
  }
}

/** Lays the seen samples of a body over the picture, smeared along its way in the exposure (pixels). */
export function layOver(shot: Shot, owner: number, seen: Seen, smearX: number, smearY: number): void {
  const { frame } = shot;
  const { owner: owners, colour, width } = frame.samples;
  const taps = Math.min(15, Math.ceil(Math.hypot(smearX, smearY)));
  const pad = taps > 1 ? Math.ceil(Math.max(Math.abs(smearX), Math.abs(smearY)) / 2) : 0;
  const x0 = Math.max(0, (seen.x0 >> 1) - pad);
  const y0 = Math.max(0, (seen.y0 >> 1) - pad);
  const x1 = Math.min(frame.width, ((seen.x1 + 1) >> 1) + pad);
  const y1 = Math.min(frame.height, ((seen.y1 + 1) >> 1) + pad);
  const { layer } = frame;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let cover = 0;
      for (let k = 0; k < 4; k++) {
        const at = (2 * y + (k >> 1)) * width + 2 * x + (k & 1);
        if (owners[at] !== owner) continue;
        r += colour[3 * at]!;
        g += colour[3 * at + 1]!;
        b += colour[3 * at + 2]!;
        cover += 0.25;
      }
      const at = 4 * (y * frame.width + x);
      layer[at] = r / 4;
      layer[at + 1] = g / 4;
      layer[at + 2] = b / 4;
      layer[at + 3] = cover;
    }
  const source = taps > 1 ? smear(shot, x0, y0, x1, y1, smearX, smearY, taps) : layer;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const at = y * frame.width + x;
      const cover = source[4 * at + 3]!;
      if (cover === 0) continue;
      frame.colour[3 * at] = frame.colour[3 * at]! * (1 - cover) + source[4 * at]!;
      frame.colour[3 * at + 1] = frame.colour[3 * at + 1]! * (1 - cover) + source[4 * at + 1]!;
      frame.colour[3 * at + 2] = frame.colour[3 * at + 2]! * (1 - cover) + source[4 * at + 2]!;
    }
}

function smear(
  { frame }: Shot,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  smearX: number,
  smearY: number,
  taps: number,
): Float32Array {
  const { layer, smeared, width } = frame;
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let cover = 0;
      for (let k = 0; k < taps; k++) {
        const share = (k + 0.5) / taps - 0.5;
        const sx = Math.round(x + share * smearX);
        const sy = Math.round(y + share * smearY);
        if (sx < x0 || sx >= x1 || sy < y0 || sy >= y1) continue;
        const at = 4 * (sy * width + sx);
        r += layer[at]!;
        g += layer[at + 1]!;
        b += layer[at + 2]!;
        cover += layer[at + 3]!;
      }
      const at = 4 * (y * width + x);
      smeared[at] = r / taps;
      smeared[at + 1] = g / taps;
      smeared[at + 2] = b / taps;
      smeared[at + 3] = cover / taps;
    }
  return smeared;
}

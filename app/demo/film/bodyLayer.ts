import type { Frame, PixelRect, Shot } from './frame.ts';
import type { Touched } from './raster.ts';
import { smearedLayer } from './smear.ts';

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

const area: PixelRect = { x0: 0, y0: 0, x1: 0, y1: 0 };

/**
 * Lays the seen samples of a body over the picture, smeared along its way in the exposure (pixels). What stands before the
 * body, nearer than `depthM`, stays sharp.
 */
export function layOver(shot: Shot, owner: number, seen: Seen, depthM: number, smearX: number, smearY: number): void {
  const { frame } = shot;
  const wayPx = Math.max(Math.abs(smearX), Math.abs(smearY));
  const smears = wayPx > 1;
  const pad = smears ? Math.ceil(wayPx / 2) + 1 : 0;
  area.x0 = Math.max(0, (seen.x0 >> 1) - pad);
  area.y0 = Math.max(0, (seen.y0 >> 1) - pad);
  area.x1 = Math.min(frame.width, ((seen.x1 + 1) >> 1) + pad);
  area.y1 = Math.min(frame.height, ((seen.y1 + 1) >> 1) + pad);
  takeLayer(frame, owner);
  const source = smears ? smearedLayer(frame, area, smearX, smearY) : frame.layer;
  for (let y = area.y0; y < area.y1; y++)
    for (let x = area.x0; x < area.x1; x++) {
      const at = y * frame.width + x;
      const cover = source[4 * at + 3]!;
      if (cover < 1e-6 || (smears && standsBefore(shot, x, y, depthM))) continue;
      frame.colour[3 * at] = frame.colour[3 * at]! * (1 - cover) + source[4 * at]!;
      frame.colour[3 * at + 1] = frame.colour[3 * at + 1]! * (1 - cover) + source[4 * at + 1]!;
      frame.colour[3 * at + 2] = frame.colour[3 * at + 2]! * (1 - cover) + source[4 * at + 2]!;
    }
}

/** The body's pixels of the area: colour times cover, and cover. */
function takeLayer({ samples, layer, width: across }: Frame, owner: number): void {
  const { owner: owners, colour, width } = samples;
  for (let y = area.y0; y < area.y1; y++)
    for (let x = area.x0; x < area.x1; x++) {
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
      const at = 4 * (y * across + x);
      layer[at] = r / 4;
      layer[at + 1] = g / 4;
      layer[at + 2] = b / 4;
      layer[at + 3] = cover;
    }
}

/** Whether a pixel shows a thing that stands, no ground, nearer than `depthM`. */
function standsBefore({ frame, still }: Shot, x: number, y: number, depthM: number): boolean {
  if (!Number.isNaN(still.groundX[y * frame.width + x]!)) return false;
  const { owner, nearness, width } = frame.samples;
  const at = 2 * y * width + 2 * x;
  return owner[at] === 0 && nearness[at]! > 1 / depthM;
}

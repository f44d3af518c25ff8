import type { Frame, PixelRect } from './frame.ts';

let line = new Float64Array(0);
const sum = new Float64Array(4);

/**
 * What a shutter gathers of the layer while it moves by (`smearX`, `smearY`): at every pixel of the area the mean over that
 * way, half of it on either side. The way is walked in whole pixels along its longer axis, at a cost that does not grow
 * with its length. Beyond the area goes on what is at its edge.
 */
export function smearedLayer(frame: Frame, area: PixelRect, smearX: number, smearY: number): Float32Array {
  const { width, layer, smeared } = frame;
  const alongX = Math.abs(smearX) >= Math.abs(smearY);
  const slope = alongX ? smearY / smearX : smearX / smearY;
  const [alongStep, asideStep] = alongX ? [4, 4 * width] : [4 * width, 4];
  const [across, down] = [area.x1 - area.x0, area.y1 - area.y0];
  const [length, breadth] = alongX ? [across, down] : [down, across];
  const wayPx = Math.max(1, Math.abs(alongX ? smearX : smearY));
  const inner = Math.floor((wayPx - 1) / 2);
  const outer = (wayPx - 2 * inner - 1) / 2;
  const first = 4 * (area.y0 * width + area.x0);
  const asideOf = (along: number): number => Math.round(slope * along);
  const turn = asideOf(length - 1);
  if (line.length < 4 * (length + 2 * inner + 2)) line = new Float64Array(4 * (length + 2 * inner + 2));

  for (let start = Math.min(0, -turn); start < breadth + Math.max(0, -turn); start++) {
    let from = 0;
    let to = length;
    while (from < to && outside(start + asideOf(from), breadth)) from++;
    while (from < to && outside(start + asideOf(to - 1), breadth)) to--;
    if (from === to) continue;
    const count = to - from;
    const place = (k: number): number => first + (from + k) * alongStep + (start + asideOf(from + k)) * asideStep;
    for (let k = -inner - 1; k <= count + inner; k++) {
      const at = place(Math.max(0, Math.min(count - 1, k)));
      for (let i = 0; i < 4; i++) line[4 * (k + inner + 1) + i] = layer[at + i]!;
    }
    sum.fill(0);
    for (let k = 1; k <= 2 * inner; k++) for (let i = 0; i < 4; i++) sum[i] = sum[i]! + line[4 * k + i]!;
    for (let k = 0; k < count; k++) {
      const at = place(k);
      const last = 4 * (k + 2 * inner + 1);
      for (let i = 0; i < 4; i++) {
        const within = sum[i]! + line[last + i]!;
        smeared[at + i] = (within + outer * (line[4 * k + i]! + line[last + 4 + i]!)) / wayPx;
        sum[i] = within - line[4 * k + 4 + i]!;
      }
    }
  }
  return smeared;
}

function outside(aside: number, breadth: number): boolean {
  return aside < 0 || aside >= breadth;
}

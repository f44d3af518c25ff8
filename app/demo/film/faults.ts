import type { CameraFault } from '../scene.ts';

/** What a fault of the camera does to a finished picture; `frozen` and `moved` are not made here. */
export function disturb(rgb: Uint8Array, width: number, height: number, fault: CameraFault): void {
  if (fault.kind === 'dark') for (let k = 0; k < rgb.length; k++) rgb[k] = rgb[k]! * fault.factor;
  else if (fault.kind === 'covered') cover(rgb, width, height, fault.share);
  else if (fault.kind === 'blurred')
    for (let pass = 0; pass < 2; pass++) {
      blur(rgb, width, height, 3, 3 * width, Math.max(1, Math.round(fault.radiusPx)));
      blur(rgb, height, width, 3 * width, 3, Math.max(1, Math.round(fault.radiusPx)));
    }
}

/** A cloth or bag that hangs over the lens from the right: dark, without detail, with a soft edge. */
function cover(rgb: Uint8Array, width: number, height: number, share: number): void {
  const soft = width * 0.06;
  for (let y = 0; y < height; y++) {
    const edge = width * (1 - share) + (share < 1 ? 0.03 * width * Math.sin((5 * y) / height) : -soft);
    for (let x = 0; x < width; x++) {
      const covered = Math.max(0, Math.min(1, (x - edge) / soft));
      if (covered === 0) continue;
      const cloth = 26 + 8 * Math.sin(x / 61 + y / 97);
      for (let k = 3 * (y * width + x), end = k + 3; k < end; k++) rgb[k] = rgb[k]! * (1 - covered) + cloth * covered;
    }
  }
}

/** A running mean over 2 radius + 1 pixels along one direction; the edge pixel goes on beyond the edge. */
function blur(rgb: Uint8Array, count: number, lines: number, step: number, lineStep: number, radius: number): void {
  const line = new Float32Array(count);
  for (let at = 0; at < lines; at++)
    for (let channel = 0; channel < 3; channel++) {
      const from = at * lineStep + channel;
      for (let k = 0; k < count; k++) line[k] = rgb[from + k * step]!;
      let sum = 0;
      for (let k = -radius; k <= radius; k++) sum += line[Math.max(0, Math.min(count - 1, k))]!;
      for (let k = 0; k < count; k++) {
        rgb[from + k * step] = sum / (2 * radius + 1) + 0.5;
        sum += line[Math.min(count - 1, k + radius + 1)]! - line[Math.max(0, k - radius)]!;
      }
    }
}

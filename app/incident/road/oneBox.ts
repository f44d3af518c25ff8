import type { Box } from '../../space/box.ts';

/** So many times as large a box is in the next frame at most, and so much more after a second. */
const [atOnce, growsPerS] = [1.5, 0.5];

/** Whether one vehicle can have both boxes: a number that jumps to another one, or is uncovered, changes its size at once. */
export function isOneBox(a: Box, b: Box, passedMs: number): boolean {
  const most = atOnce + (growsPerS * passedMs) / 1000;
  return a.w / b.w <= most && b.w / a.w <= most && a.h / b.h <= most && b.h / a.h <= most;
}

import { describe, expect, it } from 'vitest';
import { frameFor } from './frame.ts';
import { smearedLayer } from './smear.ts';

const side = 20;
const sixDigits = (value: number): number => Math.round(1e6 * value) / 1e6;

/** A square of full cover, 4 x 4 pixels with its left upper one at (left, 8), and what an open shutter makes of it. */
function smeared(smearX: number, smearY: number, left = 8): (x: number, y: number) => number {
  const frame = frameFor(side, side);
  for (let y = 8; y < 12; y++)
    for (let x = left; x < left + 4; x++) frame.layer.fill(1, 4 * (y * side + x), 4 * (y * side + x + 1));
  const layer = smearedLayer(frame, { x0: 0, y0: 0, x1: side, y1: side }, smearX, smearY);
  return (x, y) => sixDigits(layer[4 * (y * side + x) + 3]!);
}
const places = Array.from({ length: 12 }, (_, k) => 4 + k);

describe('a smeared layer', () => {
  it('is spread evenly over the way, half of it to either side', () => {
    const three = smeared(3, 0);
    const four = smeared(4, 0);
    expect(places.map((x) => three(x, 9))).toEqual([0, 0, 0, 1 / 3, 2 / 3, 1, 1, 2 / 3, 1 / 3, 0, 0, 0].map(sixDigits));
    expect(places.map((x) => four(x, 9))).toEqual([0, 0, 1, 3, 5, 7, 7, 5, 3, 1, 0, 0].map((eighths) => eighths / 8));
    expect([three(9, 7), three(9, 12)]).toEqual([0, 0]);
  });

  it('is the same upwards as sideways, and backwards as forwards', () => {
    const [across, back, down] = [smeared(5, 2), smeared(-5, -2), smeared(2, 5)];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) expect([back(x, y), down(y, x)]).toEqual([across(x, y), across(x, y)]);
  });

  it.each([
    [1.4, 0],
    [-3, 1],
    [2.5, -7],
    [9, 9],
  ])('loses nothing and adds nothing over (%s, %s)', (smearX, smearY) => {
    const cover = smeared(smearX, smearY);
    let whole = 0;
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) whole += cover(x, y);
    expect(whole).toBeCloseTo(16, 3);
    expect(cover(9, 7) + cover(7, 9) + cover(10, 12) + cover(12, 10)).toBeGreaterThan(0);
  });

  it('goes on beyond the edge of the picture: who drives out of it does not fade there', () => {
    const cover = smeared(4, 0, 0);
    expect([0, 1, 2, 3, 4, 5, 6].map((x) => cover(x, 9))).toEqual([1, 1, 0.875, 0.625, 0.375, 0.125, 0]);
  });
});

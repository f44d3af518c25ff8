import { expect, it } from 'vitest';
import { SignalReader } from './signalReader.ts';

const size = { width: 640, height: 360 };
/** A head of 6 x 15 pixels whose lamp is red, its left upper corner at (`left`, 40). */
function frameWithRedAt(left: number) {
  const rgb = new Uint8Array(3 * size.width * size.height).fill(120);
  for (let y = 40; y < 55; y++) {
    for (let x = left; x < left + 6; x++) {
      const isLamp = x >= left + 2 && x < left + 4 && y >= 41 && y <= 43;
      rgb.set(isLamp ? [250, 90, 95] : [60, 62, 60], 3 * (y * size.width + x));
    }
  }
  return { ...size, rgb };
}
const outline = [
  { x: 100, y: 40 },
  { x: 106, y: 40 },
  { x: 106, y: 55 },
  { x: 100, y: 55 },
];
const stateSeen = (drift?: { x: number; y: number }) => {
  const reader = new SignalReader([{ id: 'head', name: 'Head', outline, source: 'picture' }]);
  // A reading is believed when it lasts.
  const states = [0, 200, 400, 600, 800, 1000].map((atMs) => reader.read(atMs, frameWithRedAt(105), size, drift));
  return states.at(-1)!.get('head') ?? null;
};

it('a head is read where a drift of the camera put it; without that it would be missed', () => {
  expect([stateSeen({ x: 5, y: 0 }), stateSeen()]).toEqual(['red', null]);
});

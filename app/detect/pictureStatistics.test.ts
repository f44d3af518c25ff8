import { expect, test } from 'vitest';
import { pictureStatistics } from './pictureStatistics.ts';

const width = 64;
const height = 48;
const whole = { offsetX: 0, offsetY: 0, width, height };

function grey(level: (x: number, y: number) => number): Uint8Array {
  const rgb = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at++) rgb.fill(level(at % width, Math.floor(at / width)), 3 * at, 3 * at + 3);
  return rgb;
}

test.each([
  ['black', () => 0, { brightness: 0, contrast: 0, sharpness: 0 }],
  ['white', () => 255, { brightness: 255, contrast: 0, sharpness: 0 }],
  // Every third column from the second on: 1, 4, 7 … 61, times 4.
  ['a ramp: contrast without edges', (x: number) => 4 * x, { brightness: 124, contrast: 72.7, sharpness: 0 }],
])('%s', (_name, level, expected) => {
  const { brightness, contrast, sharpness } = pictureStatistics(grey(level), width, whole) ?? {};
  const rounded = [brightness, contrast, sharpness].map((value) => Math.round((value ?? Number.NaN) * 10) / 10);
  expect(rounded).toEqual([expected.brightness, expected.contrast, expected.sharpness]);
});

test('the blocks of a codec are seen: a chessboard of 4 pixels is full of edges', () => {
  const board = pictureStatistics(
    grey((x, y) => (((x >> 2) + (y >> 2)) % 2 ? 255 : 0)),
    width,
    whole,
  );
  expect(board?.sharpness).toBeGreaterThan(50_000);
});

test('edges raise the sharpness, blur lowers it', () => {
  const sharpness = (period: number): number =>
    pictureStatistics(
      grey((x) => 127.5 + 127.5 * Math.sin((2 * Math.PI * x) / period)),
      width,
      whole,
    )?.sharpness ?? 0;
  expect(sharpness(5)).toBeGreaterThan(10 * sharpness(25));
});

test('padding is no part of the picture', () => {
  const placed = { offsetX: 8, offsetY: 4, width: 40, height: 30 };
  const inside = (x: number, y: number): boolean => x >= 8 && x < 48 && y >= 4 && y < 34;
  const rgb = grey((x, y) => (inside(x, y) ? 30 : 114));
  expect(pictureStatistics(rgb, width, placed)?.brightness).toBeCloseTo(30);
});

test('a picture of two pixels says nothing', () => {
  expect(pictureStatistics(new Uint8Array(12), 2, { offsetX: 0, offsetY: 0, width: 2, height: 2 })).toBeNull();
});

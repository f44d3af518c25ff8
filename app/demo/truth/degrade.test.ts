import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { BodyInPicture } from '../scene.ts';
import { degraded, detectionsOf, perfect } from './degrade.ts';

const size = { width: 640, height: 384 };
const box = { cx: 100, cy: 80, w: 40, h: 30 };
const van: BodyInPicture = { id: 1, kind: 'van', boxInImage: box, visibleBoxInImage: box, visibleShare: 1 };

it('perfect detections are the visible boxes of road users that are seen well enough', () => {
  const hidden = { ...van, id: 2, visibleShare: 0.2 };
  const tiny = { ...van, id: 3, visibleBoxInImage: { ...box, h: 7 } };
  const cone: BodyInPicture = { ...van, id: 4, kind: 'cone' };
  expect(detectionsOf([van, hidden, tiny, cone], size, perfect, seededRandom(1))).toEqual([
    { boxInImage: box, classId: 7, score: 0.9 },
  ]);
});

it('degraded ones lack a tenth and tremble around the truth; a seed gives the same ones again', () => {
  const many = Array.from({ length: 10_000 }, () => van);
  const found = detectionsOf(many, size, degraded, seededRandom(5));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (values: number[]): number => {
    const middle = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  };
  expect(found.length / many.length).toBeCloseTo(0.9, 1);
  expect(spread(found.map(({ boxInImage }) => boxInImage.cx)) / box.w).toBeCloseTo(0.03, 2);
  expect(spread(found.map(({ boxInImage }) => boxInImage.h)) / box.h).toBeCloseTo(0.05, 2);
  expect(detectionsOf(many, size, degraded, seededRandom(5))).toEqual(found);
});

it('false boxes come as often as wanted, within the picture', () => {
  const random = seededRandom(9);
  const frames = Array.from({ length: 1000 }, () => detectionsOf([], size, { ...perfect, falseBoxes: 0.3 }, random));
  const all = frames.flat();
  expect(all.length / frames.length).toBeCloseTo(0.3, 1);
  const isInside = all.every(
    ({ boxInImage: { cx, cy, w, h } }) => cx >= w / 2 && cy >= h / 2 && cx + w / 2 <= 640 && cy + h / 2 <= 384,
  );
  expect(isInside).toBe(true);
});

import { expect, it } from 'vitest';
import { projectionOf } from '../film/projection.ts';
import type { Body } from '../scene.ts';
import { solidBoxes } from './solidBoxes.ts';
import { toyBody, toyPose } from './testing/toyRoad.ts';

const projection = projectionOf(toyPose);
const see = (...bodies: Body[]) => solidBoxes(projection, bodies);

it('a body alone is seen whole, in the bounds of its eight corners', () => {
  const [car] = see(toyBody(1, 'car', 30, 2));
  const points = [27.75, 32.25].flatMap((xM) =>
    [1.1, 2.9].flatMap((yM) => [0, 1.5].map((zM) => projection.imageOf({ xM, yM }, zM)!)),
  );
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const box = { cx: (left + right) / 2, cy: (top + bottom) / 2, w: right - left, h: bottom - top };
  expect(car).toEqual({ id: 1, kind: 'car', boxInImage: box, visibleBoxInImage: box, visibleShare: 1 });
});

it('a car behind a bus is hidden; before it, it hides a part of the bus', () => {
  const bus = toyBody(1, 'bus', 30, 0, { lengthM: 12, widthM: 2.5, heightM: 3.2 });
  expect(see(bus, toyBody(2, 'car', 42, 0)).map(({ id }) => id)).toEqual([1]);
  const before = see(bus, toyBody(2, 'car', 20, 0));
  const seenBus = before.find(({ id }) => id === 1)!;
  expect(before.find(({ id }) => id === 2)?.visibleShare).toBe(1);
  expect(seenBus.visibleShare).toBeLessThan(1);
  expect(seenBus.visibleShare).toBeGreaterThan(0.5);
  expect(seenBus.visibleBoxInImage.h).toBeLessThan(seenBus.boxInImage.h);
});

it('what lies outside the picture counts as hidden', () => {
  const edge = projection.groundOf({ x: 0, y: 250 })!;
  const [car] = see(toyBody(1, 'car', edge.xM, edge.yM));
  expect(car!.boxInImage.cx - car!.boxInImage.w / 2).toBe(0);
  expect(car!.visibleShare).toBeGreaterThan(0.3);
  expect(car!.visibleShare).toBeLessThan(0.7);
});

it('sees nobody behind the camera, beside the picture or too far to be two pixels high', () => {
  expect(see(toyBody(1, 'car', -20, 0), toyBody(2, 'car', 30, 60), toyBody(3, 'car', 5000, 0))).toEqual([]);
});

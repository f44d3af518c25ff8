import { describe, expect, it } from 'vitest';
import { areaOf, contains, crossesItself } from './outline.ts';

function outline(...flat: readonly number[]): { x: number; y: number }[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i]!, y: flat[2 * i + 1]! }));
}

const square = outline(0, 0, 10, 0, 10, 10, 0, 10);
const star = outline(0, 0, 10, 0, 2, 7, 5, -4, 8, 7);
const hook = outline(0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 0, 2);

describe('an outline', () => {
  it('has the area it has, whichever way round it is drawn', () => {
    expect([areaOf(square), areaOf(square.toReversed()), areaOf(hook)]).toEqual([100, 100, 36]);
  });

  it('holds what lies within it, in bends as well', () => {
    expect(contains(hook, { x: 9, y: 9 })).toBe(true);
    expect(contains(hook, { x: 4, y: 5 })).toBe(false);
  });

  it('crosses itself when its border meets itself, and not when it only bends', () => {
    expect([square, hook, square.toReversed()].map(crossesItself)).toEqual([false, false, false]);
    expect(crossesItself(star)).toBe(true);
    expect(crossesItself(outline(0, 0, 10, 10, 10, 0, 0, 10))).toBe(true);
  });

  it('crosses itself when a corner lies on another side, and when it folds back on itself', () => {
    expect(crossesItself(outline(0, 0, 10, 0, 10, 10, 5, 0, 0, 10))).toBe(true);
    expect(crossesItself(outline(0, 0, 10, 0, 5, 0, 5, 10))).toBe(true);
    expect(crossesItself(outline(0, 0, 10, 0, 20, 0, 20, 10, 0, 10))).toBe(false);
  });

  it('may have a corner that was set twice', () => {
    expect(crossesItself(outline(0, 0, 0, 0, 10, 0, 10, 10, 10, 10, 0, 10, 0, 0))).toBe(false);
  });
});

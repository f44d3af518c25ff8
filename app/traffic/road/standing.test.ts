import { describe, expect, it } from 'vitest';
import type { Box } from '../../space/box.ts';
import { carAt, flatRoad, imageAt } from './testing/flatRoad.ts';
import { beginAtMs, followed, trembling } from './testing/followed.ts';

describe('a foot point whose lower part is hidden', () => {
  const half = (box: Box): Box => ({ ...box, cy: box.cy - box.h / 4, h: box.h / 2 });
  const hidden = (s: number): boolean => s >= 2 && s < 4;

  it('is put where the road user stood before, and believed again when it is seen', () => {
    const users = followed(flatRoad(), 6, (s) => (hidden(s) ? half(carAt(40, 30)) : carAt(40, 30)));
    expect(Math.max(...users.map(({ ground }) => Math.abs(ground!.yM - 30)))).toBeLessThan(0.05);
    expect(users.at(-1)!.stillSinceAtMs).toBe(beginAtMs);
  });

  it('is the own one again when a number goes over from a bus to a car that drives on in the open', () => {
    const bus = carAt(40, 30, { cy: imageAt(40, 30).y - 55, w: 120, h: 110 });
    const goesOver = (low: Box) => (s: number) => (s < 3 ? bus : { ...low, cx: low.cx + 60 * (s - 3) });
    const footAt = (low: Box) => followed(flatRoad(), 5, goesOver(low)).at(-1)!;
    expect(footAt(carAt(44, 30))).toMatchObject({ isFootSeen: true, ground: { yM: expect.closeTo(30, 6) } });
    // A bus whose lower half goes out of sight keeps its top where it was.
    expect(footAt(half(bus))).toMatchObject({ isFootSeen: false, ground: { yM: expect.closeTo(30, 6) } });
  });

  it('but a car that turns its side to the camera, and so becomes wide, is not hidden', () => {
    const users = followed(flatRoad(), 4, (s) => carAt(40, 30, { w: 40 + 20 * s }));
    expect(Math.max(...users.map(({ ground }) => Math.abs(ground!.yM - 30)))).toBeLessThan(0.05);
  });

  it('and one that drives away, and so becomes small, is not either', () => {
    const shrunk = (s: number): Box => {
      const scale = 1 / (1 + s / 2);
      return carAt(40, 30, { w: 40 * scale, h: 30 * scale, cy: imageAt(40, 30).y - 15 * scale });
    };
    const users = followed(flatRoad(), 4, shrunk);
    expect(Math.max(...users.map(({ ground }) => Math.abs(ground!.yM - 30)))).toBeLessThan(0.05);
  });
});

describe('standing', () => {
  it('is counted from when it came to rest, however the box trembles, and ends when it leaves', () => {
    const tremble = trembling();
    const way = (s: number): number => (s < 3 ? 10 * s : s < 20 ? 30 : 30 + 5 * (s - 20));
    const users = followed(flatRoad(), 24, (s) => tremble(carAt(40 + way(s), 30)));
    const still = users.filter(({ stillSinceAtMs }) => stillSinceAtMs !== null);
    const since = new Set(still.map(({ stillSinceAtMs }) => (stillSinceAtMs! - beginAtMs) / 1000));
    expect(since.size).toBe(1);
    expect([...since][0]).toBeGreaterThan(2.7);
    expect([...since][0]).toBeLessThan(3.7);
    expect(still[0]!.s).toBeLessThan(5.8);
    expect(still.at(-1)!.s).toBeGreaterThan(19.9);
    expect(still.at(-1)!.s).toBeLessThan(21);
  });

  it('goes on over a gap of ten seconds', () => {
    const users = followed(flatRoad(), 20, (s) => (s > 5 && s < 15 ? null : carAt(40, 30)));
    expect(users.at(-1)!.stillSinceAtMs).toBe(beginAtMs);
  });

  it('without a calibration is a tenth of the box', () => {
    const scene = flatRoad({ calibration: null });
    const parked = followed(scene, 5, (s) => carAt(40 + 0.3 * (s % 1), 30)).at(-1)!;
    const driving = followed(scene, 5, (s) => carAt(40 + s, 30)).at(-1)!;
    expect(parked).toMatchObject({ ground: null, motion: null, inLane: null, stillSinceAtMs: beginAtMs });
    expect(driving).toMatchObject({ ground: null, motion: null, stillSinceAtMs: null });
  });
});

describe('whether it ever moved', () => {
  it('is so after more than its own length', () => {
    const users = followed(flatRoad(), 3, (s) => carAt(40 + 2 * s, 30));
    expect(users.map(({ s, hasMoved }) => [s, hasMoved])).toContainEqual([2, false]);
    expect(users.at(-1)!.hasMoved).toBe(true);
  });

  it('is not so for a parked car that is uncovered, nor for one whose box trembles', () => {
    const tremble = trembling();
    const uncovered = followed(flatRoad({}, 0.3), 10, (s) => {
      const part = Math.min(1, 0.4 + 0.1 * s);
      return tremble({ cx: 400, cy: 300 + 15 * part, w: 40, h: 30 * part });
    });
    expect(uncovered.at(-1)!.hasMoved).toBe(false);
  });
});

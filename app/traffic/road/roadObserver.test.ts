import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { Box } from '../../space/box.ts';
import type { CompiledScene } from '../scene/compiledScene.ts';
import { RoadObserver } from './roadObserver.ts';
import type { RoadUser } from './roadUser.ts';
import { carAt, flatRoad, frameOf, imageAt, laneAlong } from './testing/flatRoad.ts';

const beginAtMs = Date.UTC(2026, 2, 3, 8);

/** The road user of one track, frame by frame; `boxAt` gives its box at a second, or `null` when it is not seen. */
function followed(
  scene: CompiledScene,
  seconds: number,
  boxAt: (s: number) => Box | null,
  rateHz = 10,
): (RoadUser & { readonly s: number })[] {
  const observer = new RoadObserver('north', scene);
  return Array.from({ length: Math.round(seconds * rateHz) + 1 }, (_, at) => at / rateHz).flatMap((s) => {
    const box = boxAt(s);
    const { users } = observer.observe(frameOf(beginAtMs + 1000 * s, box ? [[7, box]] : []));
    return users.map((user) => ({ ...user, s }));
  });
}

/** Trembles like a detector's box: 3 % of its place, 5 % of its size, one sigma. */
function trembling(seed = 3): (box: Box) => Box {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return ({ cx, cy, w, h }) => ({
    ...{ cx: cx + 0.03 * w * normal(), cy: cy + 0.03 * h * normal() },
    ...{ w: w * (1 + 0.05 * normal()), h: h * (1 + 0.05 * normal()) },
  });
}

describe('how a road user moves', () => {
  it.each([2, 5, 10, 30])('is known from a second of path on, at %i Hz', (rateHz) => {
    const users = followed(flatRoad(), 3, (s) => carAt(20 + 20 * s, 30), rateHz);
    expect(users.filter(({ motion }) => motion === null).every(({ s }) => s < 1)).toBe(true);
    const motions = users.filter(({ s }) => s >= 1).map(({ motion }) => motion!);
    expect(motions.length).toBeGreaterThan(3);
    for (const { speedMps, headingRad, accelerationMps2 } of motions) {
      expect(speedMps).toBeCloseTo(20, 6);
      expect(headingRad).toBeCloseTo(0, 6);
      expect(accelerationMps2).toBeCloseTo(0, 4);
    }
  });

  it('has an error that says how far off it may be', () => {
    const off = Array.from({ length: 40 }, (_, seed) => {
      const tremble = trembling(seed);
      const { motion } = followed(flatRoad(), 2, (s) => tremble(carAt(20 + 20 * s, 30))).at(-1)!;
      return (motion!.speedMps - 20) / motion!.speedErrorMps;
    });
    const within = off.filter((deviations) => Math.abs(deviations) < 2).length;
    expect(within).toBeGreaterThanOrEqual(34);
    expect(Math.max(...off.map(Math.abs))).toBeGreaterThan(1);
  });

  it('is not said where a pixel is longer on the road than 0.3 m; where it stands is', () => {
    const near = followed(flatRoad({}, 0.25), 4, () => carAt(40, 30)).at(-1)!;
    const far = followed(flatRoad({}, 0.35), 4, () => carAt(40, 30)).at(-1)!;
    expect([near.motion === null, far.motion === null]).toEqual([false, true]);
    expect(far.stillSinceAtMs).toBe(beginAtMs);
  });

  it('keeps its direction while it stands, and brakes with the right acceleration', () => {
    const stopAt = (s: number): number => (s < 5 ? 20 * s - 2 * s * s : 50);
    const users = followed(flatRoad(), 12, (s) => carAt(110 - stopAt(s), 30));
    const braking = users.find(({ s }) => s === 4)!.motion!;
    expect(braking.accelerationMps2).toBeCloseTo(-4, 1);
    expect(Math.abs(users.at(-1)!.motion!.headingRad)).toBeCloseTo(Math.PI, 2);
    expect(users.at(-1)!.motion!.speedMps).toBeLessThan(0.01);
  });
});

describe('a foot point whose lower part is hidden', () => {
  const half = (box: Box): Box => ({ ...box, cy: box.cy - box.h / 4, h: box.h / 2 });
  const hidden = (s: number): boolean => s >= 2 && s < 4;

  it('is put where the road user stood before, and believed again when it is seen', () => {
    const users = followed(flatRoad(), 6, (s) => (hidden(s) ? half(carAt(40, 30)) : carAt(40, 30)));
    expect(Math.max(...users.map(({ ground }) => Math.abs(ground!.yM - 30)))).toBeLessThan(0.05);
    expect(users.at(-1)!.stillSinceAtMs).toBe(beginAtMs);
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

describe('the lane', () => {
  const scene = flatRoad({ lanes: [laneAlong('right', 30), laneAlong('left', 33.5)] });

  it('does not flicker for a car that drives along the marking', () => {
    const users = followed(scene, 5, (s) => carAt(10 + 20 * s, 31.75 + 0.3 * Math.sin(7 * s)));
    expect(new Set(users.map(({ inLane }) => inLane?.lane.id)).size).toBe(1);
  });

  it('changes once in a lane change, with the place along it', () => {
    const users = followed(scene, 5, (s) => carAt(10 + 20 * s, 30 + Math.min(3.5, 0.9 * s)));
    const lanes = users.map(({ inLane }) => inLane!.lane.id);
    expect(lanes.filter((lane, at) => at === 0 || lane !== lanes[at - 1])).toEqual(['right', 'left']);
    expect(users.at(-1)!.inLane!.atM).toBeCloseTo(110, 1);
  });

  it('is none beside the road', () => {
    expect(followed(scene, 1, () => carAt(40, 40)).at(-1)!.inLane).toBeNull();
  });
});

describe('what it is and where', () => {
  const square = (xM: number) => [imageAt(xM, 20), imageAt(xM + 20, 20), imageAt(xM + 20, 40), imageAt(xM, 40)];
  const scene = flatRoad({
    zones: [{ id: 'z', name: 'bay', kind: 'parking', outline: square(20) }],
    masks: [{ id: 'm', outline: square(60) }],
  });

  it('has the zones of its foot point and is not there behind a mask', () => {
    const observer = new RoadObserver('north', scene);
    const { users } = observer.observe(
      frameOf(beginAtMs, [
        [1, carAt(30, 30)],
        [2, carAt(50, 30)],
        [3, carAt(70, 30)],
      ]),
    );
    expect(users.map(({ trackId, zones }) => [trackId, zones.map(({ id }) => id)])).toEqual([
      [1, ['z']],
      [2, []],
    ]);
  });

  it('has the class that most of its track was given', () => {
    const observer = new RoadObserver('north', scene);
    const names = ['truck', 'car', 'car', 'truck', 'car', 'bus'].map((className, at) => {
      const { users } = observer.observe(frameOf(beginAtMs + 100 * at, [[1, carAt(30, 30), className]]));
      return users[0]!.className;
    });
    expect(names).toEqual(['truck', 'truck', 'car', 'car', 'car', 'car']);
  });
});

describe('the life of a track', () => {
  it('ends with the tracker, or after thirty seconds unseen', () => {
    const observer = new RoadObserver('north', flatRoad());
    observer.observe(
      frameOf(beginAtMs, [
        [1, carAt(30, 30)],
        [2, carAt(50, 30)],
      ]),
    );
    expect(observer.observe(frameOf(beginAtMs + 1000, [], [1])).ended).toEqual([1]);
    expect(observer.observe(frameOf(beginAtMs + 29_000, [])).ended).toEqual([]);
    expect(observer.observe(frameOf(beginAtMs + 31_500, [])).ended).toEqual([2]);
  });

  it('begins anew when the wall clock steps back, and goes on when it does not', () => {
    const observer = new RoadObserver('north', flatRoad());
    const firstOf = (atMs: number): number => observer.observe(frameOf(atMs, [[1, carAt(30, 30)]])).users[0]!.firstAtMs;
    expect(firstOf(beginAtMs)).toBe(beginAtMs);
    expect(firstOf(beginAtMs + 5000)).toBe(beginAtMs);
    const stepped = observer.observe(frameOf(beginAtMs - 3_600_000, [[1, carAt(30, 30)]]));
    expect(stepped.ended).toEqual([1]);
    expect(stepped.users[0]!.firstAtMs).toBe(beginAtMs - 3_600_000);
  });
});

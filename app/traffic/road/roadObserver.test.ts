import { describe, expect, it } from 'vitest';
import { RoadObserver } from './roadObserver.ts';
import { carAt, flatRoad, frameOf, imageAt, laneAlong } from './testing/flatRoad.ts';
import { beginAtMs, followed, trembling } from './testing/followed.ts';

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

describe('a leap', () => {
  it('is to where no movement leads: neither hard braking nor a trembling box is one', () => {
    const tremble = trembling();
    const slower = (s: number): number => 3.5 * Math.max(0, s - 2) ** 2;
    const brakes = followed(flatRoad(), 4.8, (s) => tremble(carAt(20 + 20 * s - slower(s), 30)));
    expect(new Set(brakes.map(({ leaptAtMs }) => leaptAtMs))).toEqual(new Set([null]));
    const goesOver = followed(flatRoad(), 4, (s) => carAt(s < 2 ? 40 : 47 + 5 * (s - 2), 30));
    const leapt = goesOver.flatMap(({ leaptAtMs }) => leaptAtMs ?? []).map((atMs) => atMs - beginAtMs);
    expect(leapt[0]).toBe(2000);
    // The fit needs a moment to settle at the new place.
    expect(leapt.at(-1)).toBeLessThan(2400);
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

describe('how sure the detector is of it', () => {
  it('is said for the moment and over the last second: one weak sight changes little', () => {
    const observer = new RoadObserver('north', flatRoad());
    const said = [0.9, 0.9, 0.1, 0.9].map((score, at) => {
      const frame = frameOf(beginAtMs + 200 * at, [[1, carAt(30, 30), 'car']]);
      const tracks = frame.tracks.map((track) => ({ ...track, score }));
      const [user] = observer.observe({ ...frame, tracks }).users;
      return [user!.score, Math.round(100 * user!.meanScore!) / 100];
    });
    expect(said).toEqual([
      [0.9, 0.9],
      [0.9, 0.9],
      [0.1, 0.75],
      [0.9, 0.78],
    ]);
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

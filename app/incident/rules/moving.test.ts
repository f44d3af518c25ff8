import { describe, expect, it } from 'vitest';
import { type Moment, px, storyAtMs, told, toyScene, views } from '../testing/story.ts';
import { slowVehicle } from './slowVehicle.ts';
import { speeding } from './speeding.ts';
import { wrongWay } from './wrongWay.ts';

const west = Math.PI;

describe('a wrong-way driver', () => {
  const drives =
    (speedMps: number) =>
    (s: number): Moment => ({
      users: [{ trackId: 1, xM: 190 - speedMps * s, yM: 50, speedMps, headingRad: west }],
    });

  it('is found after ten metres against the lane', () => {
    expect(told(wrongWay, views(toyScene(), 5, drives(12)))).toMatchObject({
      firstS: 0.9,
      first: [
        {
          type: 'wrong-way',
          severity: 'critical',
          beganAtMs: storyAtMs,
          evidence: [
            { what: 'against its lane by', value: 180, limit: 135, unit: 'deg' },
            { what: 'way against the lane', value: expect.closeTo(10.8, 6), limit: 10, unit: 'm' },
            { what: 'speed', value: expect.closeTo(43.2, 6), limit: 10, unit: 'km/h' },
          ],
        },
      ],
    });
  });

  it('is known from places alone where the road is too far for speeds', () => {
    const far = (s: number): Moment => ({ users: drives(12)(s).users.map((user) => ({ ...user, noMotion: true })) });
    expect(told(wrongWay, views(toyScene(), 5, far)).firstS).toBe(1.3);
  });

  it('is told once the detector is sure of it, however little it is later', () => {
    const seen = (surely: (s: number) => boolean) => (s: number) => ({
      users: drives(12)(s).users.map((user) => ({ ...user, score: surely(s) ? 0.6 : 0.4 })),
    });
    const stories = [seen(() => false), seen((s) => s > 1.95), seen((s) => s < 1.95)];
    const times = stories.map((story) => told(wrongWay, views(toyScene(), 5, story)));
    expect(times.map(({ firstS, lastS }) => [firstS, lastS])).toEqual([
      [null, null],
      [2, 5],
      [0.9, 5],
    ]);
  });

  it('goes on while it stands, and is over when it has turned', () => {
    const stops = (s: number): Moment => {
      if (s < 3) return drives(12)(s);
      return { users: [{ trackId: 1, xM: 154, yM: 50, speedMps: 0, headingRad: s < 8 ? west : 0, stillSinceS: 3 }] };
    };
    expect(told(wrongWay, views(toyScene(), 12, stops)).lastS).toBe(7.9);
  });

  it('is nobody who drives with the lane, reverses slowly, or whose box jumps back to the vehicle behind', () => {
    const withLane = (s: number): Moment => ({ users: [{ trackId: 1, xM: 25 * s, yM: 50 }] });
    const jumps = (s: number): Moment => ({
      users: [{ trackId: 1, xM: s < 2 ? 100 + 3 * s : 85 + 3 * s, yM: 50, speedMps: 8, headingRad: s < 2 ? 0 : west }],
    });
    for (const story of [withLane, drives(2), jumps]) {
      expect(told(wrongWay, views(toyScene(), 6, story)).firstS).toBeNull();
    }
  });

  it('is found after 25 m under a number that somebody who drove with the lane had before, unless it leaps or goes as slowly as who turns', () => {
    const driven = (s: number): Moment => ({ users: [{ trackId: 1, xM: 150 + 25 * s, yM: 50, noMotion: true }] });
    const after = (backM: (s: number) => number) => (s: number) =>
      s < 1.6 ? driven(s) : { users: [{ trackId: 1, xM: 190 - backM(s - 1.6), yM: 50, noMotion: true }] };
    const evenly = after((s) => 12 * s);
    const leaping = after((s) => 7 * Math.floor(2 * s));
    expect(told(wrongWay, views(toyScene(), 6, evenly)).firstS).toBeCloseTo(3.7, 1);
    const slowly = after((s) => 6 * s);
    for (const way of [leaping, slowly]) expect(told(wrongWay, views(toyScene(), 3.5, way)).firstS).toBeNull();
  });

  it('is no number that slides to who drives behind, and says to its end how far and fast it was', () => {
    const slides = (behind: boolean) => (s: number) => {
      const xM = s < 1.5 ? 150 + 10 * s : s < 3.1 ? 165 - 17 * (s - 1.5) : 108 + 10 * s;
      const first = { trackId: 1, xM, yM: 50, noMotion: true };
      // Its box was taken: it is not seen any more.
      const second = { trackId: 2, xM: 108 + 10 * s, yM: 50, noMotion: true };
      return { users: behind && s < 2.85 ? [first, second] : [first] };
    };
    const alone = told(wrongWay, views(toyScene(), 4, slides(false)));
    expect([told(wrongWay, views(toyScene(), 4, slides(true))).firstS, alone.firstS]).toEqual([null, 3]);
    const stops = (s: number): Moment =>
      s < 2 ? drives(12)(s) : { users: [{ trackId: 1, xM: 166.2, yM: 50, noMotion: true, speedMps: 0 }] };
    const { last } = told(wrongWay, views(toyScene(), 5, stops));
    expect(last?.[0]?.evidence.map(({ value }) => Math.round(value))).toEqual([180, 24, 43]);
  });

  it('is no far number that makes more than half of its way back at one step', () => {
    const back = (ways: readonly number[]) => (s: number) => {
      const wayM = ways[Math.min(Math.round(s * 5), ways.length - 1)]!;
      return { users: [{ trackId: 1, xM: 190 - wayM, yM: 50, noMotion: true }] };
    };
    const [leaps, goes] = [
      [0, 12, 18, 22],
      [0, 7, 15, 22],
    ].map((ways) => told(wrongWay, views(toyScene(), 3, back(ways), 5)).firstS);
    expect([leaps, goes]).toEqual([null, 0.6]);
  });

  it('is no number that goes from vehicle to vehicle of a standing row, nor a guessed foot point that goes back a little', () => {
    const row = [150, 159, 168, 177, 186].map((xM, at) => ({ trackId: 10 + at, xM, yM: 50, stillSinceS: 0 }));
    const through = (s: number): Moment => ({ users: [...drives(12)(s).users, ...row] });
    const guessed = (s: number): Moment => ({
      users: drives(12)(s).users.map((user) => ({ ...user, isFootSeen: false })),
    });
    expect(told(wrongWay, views(toyScene(), 4, through)).firstS).toBeNull();
    expect(told(wrongWay, views(toyScene(), 1.2, guessed)).firstS).toBeNull();
    expect(told(wrongWay, views(toyScene(), 4, guessed)).firstS).toBe(1.3);
    // What is seen of it over the roof of another one is not where it touches the road.
    const covered = (s: number): Moment => ({
      users: [...drives(12)(s).users, { ...drives(12)(s).users[0]!, trackId: 2, className: 'bicycle', yM: 49.2 }],
    });
    expect(told(wrongWay, views(toyScene(), 1.2, covered)).firstS).toBeNull();
  });

  it('needs a direction off by more than its own setting', () => {
    expect(() => wrongWay.settings.parse({ onDeg: 100, offDeg: 120 })).toThrow('offDeg must not be above onDeg');
  });
});

describe('speeding', () => {
  const at =
    (kmh: number) =>
    (s: number): Moment => ({
      users: [{ trackId: 1, xM: (kmh / 3.6) * s, yM: 50 }],
    });

  it('is found from ten above the limit on, by what it drove in a second and a half', () => {
    expect(told(speeding, views(toyScene(), 3, at(115)))).toMatchObject({
      firstS: 2.1,
      first: [
        {
          severity: 'medium',
          evidence: [
            { what: 'highest speed', value: expect.closeTo(115, 6), limit: 100, unit: 'km/h' },
            { what: 'error of speed', value: expect.closeTo(0.4, 0), limit: null, unit: 'km/h' },
          ],
        },
      ],
    });
    expect(told(speeding, views(toyScene(), 3, at(109))).firstS).toBeNull();
  });

  it('is none while the detector is hardly sure of it', () => {
    const doubtful = (s: number) => ({ users: at(130)(s).users.map((user) => ({ ...user, score: 0.4 })) });
    expect(told(speeding, views(toyScene(), 3, doubtful)).firstS).toBeNull();
  });

  it('is not who comes out from behind another one: what is seen of it grows, and its foot point hurries', () => {
    const comesOut = (s: number): Moment => ({
      users: [...at(115)(s).users, { trackId: 2, xM: (115 / 3.6) * s, yM: 49.5, heightM: 1 }],
    });
    expect(told(speeding, views(toyScene(), 3, comesOut)).last.map(({ thing }) => thing)).toEqual(['track 2']);
  });

  it('is not while the one it comes out from behind is missed now and then, nor when its number leaps', () => {
    const comesOut = (s: number): Moment => ({
      users: [
        ...at(115)(s).users,
        ...(Math.round(10 * s) % 4 === 0 ? [] : [{ trackId: 2, xM: (115 / 3.6) * s, yM: 49.5, heightM: 1 }]),
      ],
    });
    expect(told(speeding, views(toyScene(), 3, comesOut)).last.map(({ thing }) => thing)).toEqual(['track 2']);
    const leaps = (s: number): Moment => ({
      users: at(115)(s).users.map((user) => ({ ...user, ...(s >= 1.8 && { leaptS: 1.8 }) })),
    });
    expect(told(speeding, views(toyScene(), 3, leaps)).firstS).toBeNull();
  });

  it('is not who comes fast into a lower limit and brakes there', () => {
    const [lane] = toyScene().scene.lanes;
    const [ahead, beyond] = [
      { ...lane!, id: 'ahead', course: [px(0, 50), px(90, 50)] },
      { ...lane!, id: 'beyond', limitKmh: 60, course: [px(90, 50), px(200, 50)] },
    ];
    const stretches = toyScene({ lanes: [ahead, beyond] });
    const brakes = (s: number): Moment => ({
      users: [{ trackId: 1, xM: s < 3 ? 30 * s : 90 + 16.7 * (s - 3), yM: 50 }],
    });
    expect(told(speeding, views(stretches, 6, brakes)).firstS).toBeNull();
    expect(told(speeding, views(stretches, 6, at(100))).firstS).toBeGreaterThan(4);
  });

  it('goes on until it falls below the lower threshold', () => {
    const slows = (s: number): Moment => ({
      users: [{ trackId: 1, xM: s < 2.5 ? 32 * s : s < 4 ? 80 + 30 * (s - 2.5) : 125 + 27 * (s - 4), yM: 50 }],
    });
    expect(told(speeding, views(toyScene(), 6.7, slows)).lastS).toBeCloseTo(6.3, 0);
  });
});

describe('a slow vehicle', () => {
  /** Others drive past at 25 m/s in the left lane, one every 2 s. */
  const others = (s: number) =>
    Array.from({ length: 8 }, (_, i) => ({ trackId: 100 + i, xM: 25 * s - 50 * i, yM: 53.5 }))
      .map((user) => ({ ...user, xM: ((user.xM % 400) + 400) % 400 }))
      .filter(({ xM }) => xM < 200);
  const creeps =
    (speedMps: number) =>
    (s: number): Moment => ({
      users: [...others(s), { trackId: 1, xM: 20 + speedMps * s, yM: 50, speedMps }],
    });

  it('is found where it drives at less than half of the speed around it', () => {
    const { firstS, first } = told(slowVehicle, views(toyScene(), 20, creeps(8)));
    expect(firstS).toBeGreaterThan(4);
    expect(firstS).toBeLessThan(8);
    expect(first).toMatchObject([{ type: 'slow-vehicle', thing: 'track 1', severity: 'medium' }]);
    expect(first[0]!.evidence[0]).toEqual({
      what: 'speed',
      value: expect.closeTo(28.8, 3),
      limit: expect.closeTo(42.5, 1),
      unit: 'km/h',
    });
  });

  it('is not one that braked hard and drives on: it gains speed before the dwell has passed', () => {
    const gainsS = (s: number) => Math.max(0, s - 2);
    const drivesOn = (s: number): Moment => {
      const [xM, speedMps] = [10 + 11.3 * s + 0.375 * gainsS(s) ** 2, 11.3 + 0.75 * gainsS(s)];
      return { users: [{ trackId: 1, xM, yM: 50, speedMps, accelerationMps2: 0.75 }] };
    };
    expect(told(slowVehicle, views(toyScene(), 9, drivesOn)).firstS).toBeNull();
  });

  it('is not one that is only slower', () => {
    expect(told(slowVehicle, views(toyScene(), 12, creeps(15))).firstS).toBeNull();
  });

  it('is not one that brakes to a stop', () => {
    const brakes = (s: number): Moment => {
      const speedMps = Math.max(0, 6 - s);
      const xM = 58 - 0.5 * speedMps * speedMps;
      return { users: [...others(s), { trackId: 1, xM, yM: 50, speedMps }] };
    };
    expect(told(slowVehicle, views(toyScene(), 20, brakes)).firstS).toBeNull();
  });

  it('is the first of a platoon; who follows is held up', () => {
    const platoon = (s: number): Moment => ({
      users: [...creeps(8)(s).users, { trackId: 2, xM: 8 * s - 10, yM: 50, speedMps: 8 }],
    });
    expect(told(slowVehicle, views(toyScene(), 20, platoon)).last.map(({ thing }) => thing)).toEqual(['track 1']);
  });
});

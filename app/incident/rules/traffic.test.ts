import { describe, expect, it } from 'vitest';
import { type Moment, px, type Sketch, storyAtMs, told, toyScene, views } from '../testing/story.ts';
import { congestion } from './congestion.ts';
import { laneBlocked } from './laneBlocked.ts';
import { queue } from './queue.ts';

/** A row of vehicles that creep on, eight metres apart, from 150 m back. */
const row = (count: number, speedMps: number) =>
  Array.from({ length: count }, (_, i): Sketch => ({ trackId: i + 1, xM: 150 - 8 * i, yM: 50, speedMps }));

describe('a queue', () => {
  it('is found after its dwell, with its tail and length', () => {
    expect(
      told(
        queue,
        views(toyScene(), 40, () => ({ users: row(6, 2) }), 2),
      ),
    ).toMatchObject({
      firstS: 20,
      first: [
        {
          type: 'queue',
          thing: 'lanes right,left',
          severity: 'medium',
          beganAtMs: storyAtMs,
          place: { ground: { xM: 110, yM: 50 }, laneId: 'right' },
          trackIds: [6, 5, 4, 3, 2, 1],
          evidence: [
            { what: 'vehicles in the queue', value: 6, limit: 5, unit: '' },
            { what: 'queue length to its tail', value: expect.closeTo(40, 6), limit: null, unit: 'm' },
            { what: 'lasting for', value: 20, limit: 20, unit: 's' },
          ],
          stretches: [{ laneId: 'right', fromM: expect.closeTo(110, 6), toM: expect.closeTo(150, 6) }],
        },
      ],
    });
  });

  it('is none of four vehicles, of vehicles far apart, or of fast ones', () => {
    const farApart = row(6, 2).map((user, i) => ({ ...user, xM: 190 - 30 * i }));
    for (const users of [row(4, 2), farApart, row(6, 12)]) {
      expect(
        told(
          queue,
          views(toyScene(), 60, () => ({ users }), 2),
        ).firstS,
      ).toBeNull();
    }
  });

  it('is found far away too, where only the places along the lane say how fast they are', () => {
    const far = (speedMps: number) => (s: number) => ({
      users: row(6, speedMps).map((user) => ({ ...user, xM: user.xM - 100 + speedMps * s, noMotion: true })),
    });
    expect(told(queue, views(toyScene(), 40, far(2), 2)).firstS).toBeGreaterThan(20);
    expect(told(queue, views(toyScene(), 20, far(9), 2), { dwellS: 5 }).firstS).toBeNull();
  });

  it('before a signal is none that forms anew at every red light, but one in which several wait for long', () => {
    const scene = toyScene({
      stopLines: [
        {
          ...{ id: 'stop', name: 'stop', from: px(155, 48.25), to: px(155, 51.75) },
          control: { kind: 'signal', signalHeadId: 'head' },
        },
      ],
      signalHeads: [{ id: 'head', name: 'head', outline: null, source: 'external' }],
    });
    const anew = (s: number): Moment => ({
      users: row(6, 0).map((user) => ({ ...user, trackId: user.trackId + 10 * Math.floor(s / 60) })),
      ended: s > 0 && s % 60 === 0 ? row(6, 0).map(({ trackId }) => trackId + 10 * (s / 60 - 1)) : [],
    });
    expect(told(queue, views(scene, 300, anew, 1)).firstS).toBeNull();
    // Two numbers that went over to others, again and again.
    const inherited = (s: number): Moment => ({
      ...anew(s),
      users: anew(s).users.map((user, at) => (at < 2 ? { ...user, trackId: 1000 + at } : user)),
    });
    expect(told(queue, views(scene, 300, inherited, 1)).firstS).toBeNull();
    expect(
      told(
        queue,
        views(scene, 300, () => ({ users: row(6, 0) }), 1),
      ).firstS,
    ).toBe(180);
  });

  it('keeps who speeds up a little, and survives a gap in the boxes', () => {
    const story = (s: number): Moment => ({ users: s > 25 && s < 35 ? [] : row(6, s < 30 ? 2 : 7) });
    expect(told(queue, views(toyScene(), 60, story, 2))).toMatchObject({ lastS: 60, last: [{ beganAtMs: storyAtMs }] });
  });
});

describe('congestion', () => {
  const dense = (kmh: number, s = 0) =>
    [50, 53.5].flatMap((yM, lane) =>
      Array.from(
        { length: 7 },
        (_, i): Sketch => ({
          ...{ trackId: 100 * lane + i, xM: (10 + 27 * i + (kmh / 3.6) * s) % 200, yM, speedMps: kmh / 3.6 },
        }),
      ),
    );

  it('is found when dense and slow traffic has lasted', () => {
    const { firstS, first } = told(
      congestion,
      views(toyScene(), 340, (s) => ({ users: dense(25, s) }), 1),
    );
    expect(firstS).toBeGreaterThan(300);
    expect(firstS).toBeLessThan(335);
    expect(first).toMatchObject([
      {
        severity: 'low',
        evidence: [{ what: 'space-mean speed', limit: expect.closeTo(40, 6) }, { limit: 25 }, { limit: 300 }],
      },
    ]);
  });

  it('is not dense traffic that flows, nor slow traffic on an empty road', () => {
    expect(
      told(
        congestion,
        views(toyScene(), 340, (s) => ({ users: dense(70, s) }), 1),
      ).firstS,
    ).toBeNull();
    expect(
      told(
        congestion,
        views(toyScene(), 340, () => ({ users: row(3, 4) }), 1),
      ).firstS,
    ).toBeNull();
  });
});

describe('congestion before a signal', () => {
  const lane = (id: string, fromXM: number, toXM: number) => ({
    ...{ id, name: id, kind: 'driving' as const, widthM: 3.5, limitKmh: 100, solidLeft: false, solidRight: false },
    course: [px(fromXM, 50), px(toXM, 50)],
  });
  const stop = {
    ...{ id: 'stop', name: 'stop', from: px(190, 48.25), to: px(190, 51.75) },
    control: { kind: 'stop-sign' as const },
  };
  const dense = (s: number): Moment => ({
    users: Array.from({ length: 7 }, (_, i) => ({ trackId: i, xM: (10 + 27 * i + 7 * s) % 200, yM: 50, speedMps: 7 })),
  });
  const lanesTold = (lanes: ReturnType<typeof lane>[], stopLines: (typeof stop)[]): readonly (string | undefined)[] =>
    told(congestion, views(toyScene({ lanes, stopLines }), 340, dense, 1)).last.map(({ place }) => place.laneId ?? '');

  it('is ordinary, on the lane of the stop line and on the one that leads to it', () => {
    const lanes = [lane('before', 0, 97), lane('at', 100, 188)];
    expect([lanesTold(lanes, []), lanesTold(lanes, [stop])]).toEqual([['before', 'at'], []]);
  });

  it('is told where the lane does not lead to the stop line', () => {
    const against = { ...lane('before', 0, 97), course: [px(97, 50), px(0, 50)] };
    expect(lanesTold([against, lane('at', 100, 188)], [stop])).toEqual(['before']);
  });
});

describe('a blocked lane', () => {
  /** A vehicle every 4 s in the right lane until `untilS`, one every 2 s in the left one. */
  const flow =
    (untilS: number) =>
    (s: number): Moment => {
      const lane = (yM: number, everyS: number, lastS: number, firstId: number) =>
        Array.from(
          { length: 300 / everyS },
          (_, i): Sketch => ({ trackId: firstId + i, xM: 25 * (s - everyS * i), yM }),
        ).filter(({ xM }, i) => xM >= 0 && xM < 200 && everyS * i < lastS);
      return { users: [...lane(50, 4, untilS, 0), ...lane(53.5, 2, 300, 1000)] };
    };

  it('is found when so many have passed beside it that this is no chance', () => {
    const { firstS, first } = told(laneBlocked, views(toyScene(), 220, flow(120), 5));
    expect(firstS).toBeGreaterThan(120 + 40);
    expect(firstS).toBeLessThan(190);
    expect(first).toMatchObject([
      { type: 'lane-blocked', thing: 'lane right', severity: 'medium', stretches: [{ laneId: 'right' }] },
    ]);
  });

  it('is none while vehicles pass', () => {
    expect(told(laneBlocked, views(toyScene(), 220, flow(300), 5)).firstS).toBeNull();
  });

  it('is none that vehicles come to while they change lanes: they pass too', () => {
    /** Until 120 s all keep their lanes; then those of the right lane change places with some of the left at 100 m. */
    const weave = (s: number): Moment => {
      const at = (firstId: number, everyS: number, fromYM: number, toYM: number) =>
        Array.from({ length: 300 / everyS }, (_, i): Sketch => {
          const xM = 40 * (s - everyS * i);
          return { trackId: firstId + i, xM, yM: everyS * i < 120 || xM < 100 ? fromYM : toYM };
        }).filter(({ xM }) => xM >= 0 && xM < 200);
      return { users: [...at(0, 5, 50, 53.5), ...at(1000, 5, 53.5, 50), ...at(2000, 2, 53.5, 53.5)] };
    };
    expect(told(laneBlocked, views(toyScene(), 260, weave, 1)).firstS).toBeNull();
  });
});

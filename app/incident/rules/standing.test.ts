import { describe, expect, it } from 'vitest';
import { area, type Moment, px, storyAtMs, told, toyScene, views } from '../testing/story.ts';
import { illegalParking } from './illegalParking.ts';
import { stoppedVehicle } from './stoppedVehicle.ts';

const standsFrom5 = (s: number): Moment => ({
  users: [s < 5 ? { trackId: 1, xM: 20 * s, yM: 50 } : { trackId: 1, xM: 100, yM: 50, stillSinceS: 5 }],
});

describe('a stopped vehicle', () => {
  it('is found when it has stood for the dwell, with the reason', () => {
    expect(told(stoppedVehicle, views(toyScene(), 20, standsFrom5))).toMatchObject({
      firstS: 12,
      lastS: 20,
      first: [
        {
          type: 'stopped-vehicle',
          thing: 'stand 1',
          severity: 'high',
          beganAtMs: storyAtMs + 5000,
          place: { ground: { xM: 100, yM: 50 }, laneId: 'right', laneAtM: expect.closeTo(100, 6), zoneId: 'road' },
          trackIds: [1],
          confidence: 0.9,
          evidence: [{ what: 'standing for', value: 7, limit: 7, unit: 's' }],
        },
      ],
    });
  });

  it('is not found when it drives on a second before', () => {
    const drivesOn = (s: number): Moment => (s < 11 ? standsFrom5(s) : { users: [{ trackId: 1, xM: 110, yM: 50 }] });
    expect(told(stoppedVehicle, views(toyScene(), 20, drivesOn)).firstS).toBeNull();
  });

  it('on the hard shoulder is less severe', () => {
    const zones = [{ id: 's', name: 's', kind: 'hard-shoulder' as const, outline: area(0, 44, 200, 48) }];
    const story = views(toyScene({ zones }), 12, () => ({ users: [{ trackId: 1, xM: 100, yM: 46, stillSinceS: 0 }] }));
    expect(told(stoppedVehicle, story)).toMatchObject({ firstS: 7, first: [{ severity: 'medium' }] });
  });

  it('that was never seen moving must stand for longer: it may be no vehicle', () => {
    const story = () => ({ users: [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0, hasMoved: false }] });
    expect(told(stoppedVehicle, views(toyScene(), 30, story)).firstS).toBe(9);
  });

  it('that was never seen moving is none while the detector is hardly sure of it', () => {
    const story = (hasMoved: boolean, now: number, then: number) => (s: number) => ({
      users: [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0, hasMoved, score: Math.round(10 * s) % 4 ? now : then }],
    });
    const stories = [story(false, 0.4, 0.6), story(false, 0.6, 0.4), story(true, 0.4, 0.4)];
    expect(stories.map((one) => told(stoppedVehicle, views(toyScene(), 20, one)).firstS)).toEqual([null, 9, 7]);
  });

  it('has stood all the while when its track is lost behind a lorry and found again under another number', () => {
    const hidden = (s: number): Moment => {
      if (s < 10) return standsFrom5(s);
      if (s < 15) return { users: [], ended: s === 14 ? [1] : [] };
      return { users: [{ trackId: 2, xM: 100, yM: 50, stillSinceS: 15, hasMoved: false }] };
    };
    expect(told(stoppedVehicle, views(toyScene(), 20, hidden))).toMatchObject({
      firstS: 15,
      first: [{ thing: 'stand 1', beganAtMs: storyAtMs + 5000 }],
    });
  });

  it('stands on when its number and that of the one behind change places', () => {
    const swapped = (s: number): Moment => ({
      users: [100, 92].map((xM, i) => ({
        ...{ trackId: s < 20 ? i + 1 : 2 - i, xM, yM: 50 },
        ...(s < 20 ? { stillSinceS: 0 } : s < 22 ? { speedMps: 2 } : { stillSinceS: 20 }),
      })),
    });
    expect(told(stoppedVehicle, views(toyScene(), 30, swapped)).last).toMatchObject([
      { thing: 'stand 1', beganAtMs: storyAtMs, trackIds: [2] },
    ]);
  });

  it('is another one that comes to stand where one drove off, though that was seen late', () => {
    const away = new Map([
      [20.5, 101.2],
      [21, 103.4],
      [21.5, 106.5],
    ]);
    const follows = (s: number): Moment => {
      if (s <= 20) return { users: [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0 }] };
      if (s < 26) return { users: away.has(s) ? [{ trackId: 1, xM: away.get(s)!, yM: 50, speedMps: 5 }] : [] };
      return { users: [{ trackId: 2, xM: 100, yM: 50, stillSinceS: 26, hasMoved: false }] };
    };
    expect(told(stoppedVehicle, views(toyScene(), 40, follows, 2)).last).toMatchObject([
      { thing: 'stand 2', beganAtMs: storyAtMs + 26_000 },
    ]);
  });

  it('that waits behind another one is not found; the first of the row is', () => {
    const row = (): Moment => ({
      users: [100, 92, 84].map((xM, i) => ({ trackId: i + 1, xM, yM: 50, stillSinceS: 0 })),
    });
    expect(told(stoppedVehicle, views(toyScene(), 30, row)).last.map(({ thing }) => thing)).toEqual(['stand 1']);
  });

  it('has a moment to drive on when the one before it has; then it is found', () => {
    const before = (s: number) => (s < 20 ? { xM: 90, stillSinceS: 0 } : { xM: 90 + 8 * (s - 20) });
    const row = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 80, yM: 50, stillSinceS: 0 },
        { trackId: 2, yM: 50, ...before(s) },
      ],
    });
    expect(told(stoppedVehicle, views(toyScene(), 24, row)).last.map(({ thing }) => thing)).toEqual(['stand 2']);
    expect(told(stoppedVehicle, views(toyScene(), 30, row)).last.map(({ thing }) => thing)).toEqual(['stand 1']);
  });

  it('behind one that a frame misses now and then is not found', () => {
    const behind = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 80, yM: 50, stillSinceS: 0 },
        ...(s % 4 < 1.5 && s > 1 ? [] : [{ trackId: 2, className: 'bus', xM: 90, yM: 50, stillSinceS: 0 }]),
      ],
    });
    expect(told(stoppedVehicle, views(toyScene(), 30, behind)).firstS).toBeNull();
  });

  it.each([
    ['stands', 0, null],
    ['drives by', 6, 7],
  ])('before road that another one covers, whose foot point is hidden and trembles, which %s', (_how, mps, firstS) => {
    // Its box lies over the road ahead, its foot point is put beside it.
    const covered = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 80, yM: 50, stillSinceS: 0 },
        {
          trackId: 2,
          className: 'bus',
          xM: 89 + mps * s,
          yM: 46 + 0.5 * Math.sin(9 * s),
          isFootSeen: false,
          heightM: 8,
        },
      ],
    });
    expect(told(stoppedVehicle, views(toyScene(), 30, covered)).firstS).toBe(firstS);
  });

  it.each([
    ['is found when it is seen whole', 2.4, 2.4, 7],
    ['is not found while its box trembles over it', 2, 2.4, null],
  ])('at the edge of the picture %s', (_how, evenXM, oddXM, firstS) => {
    const atEdge = (s: number): Moment => ({
      users: [{ trackId: 1, xM: Math.round(10 * s) % 2 ? oddXM : evenXM, yM: 50, stillSinceS: 0 }],
    });
    expect(told(stoppedVehicle, views(toyScene(), 30, atEdge)).firstS).toBe(firstS);
  });

  it('has its moment to drive on also where it was cut off by the edge of the picture behind another one', () => {
    const behind = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: s < 10 ? 2 : 2.4, yM: 50, stillSinceS: 0 },
        s <= 9.5 ? { trackId: 2, xM: 11, yM: 50, stillSinceS: 0 } : { trackId: 2, xM: 11 + 8 * (s - 9.5), yM: 50 },
      ],
    });
    expect(told(stoppedVehicle, views(toyScene(), 14, behind)).last.map(({ thing }) => thing)).toEqual(['stand 2']);
    expect(told(stoppedVehicle, views(toyScene(), 15, behind)).last.map(({ thing }) => thing)).toEqual(['stand 1']);
  });

  it.each([
    ['parking' as const, null],
    ['no-stopping' as const, 7],
  ])('in a %s zone on the carriageway: found after %s s', (kind, firstS) => {
    const road = toyScene().scene.zones[0]!;
    const scene = toyScene({ zones: [road, { id: 'z', name: 'z', kind, outline: area(90, 48, 110, 52) }] });
    const story = () => ({ users: [{ trackId: 1, xM: 100, yM: 50, stillSinceS: 0 }] });
    expect(told(stoppedVehicle, views(scene, 60, story)).firstS).toBe(firstS);
  });
});

describe('before a lane that turns off', () => {
  const [right, left] = toyScene().scene.lanes;
  const turn = { ...right!, id: 'off', kind: 'turn' as const, course: [px(120, 50), px(124, 49.5), px(127, 44)] };

  it.each([
    ['at its beginning waits by right', 112, [right!, left!, turn], 240],
    ['in the lane beside it waits for who is before it', 112, [left!, turn], 240],
    ['farther back does not', 90, [right!, left!, turn], 7],
    ['on a road that turns nowhere does not', 112, [right!, left!], 7],
  ])('who stands %s', (_where, xM, lanes, firstS) => {
    const yM = lanes.includes(right!) ? 50 : 53.5;
    const stands = (): Moment => ({ users: [{ trackId: 1, xM, yM, stillSinceS: 0 }] });
    expect(told(stoppedVehicle, views(toyScene({ lanes }), 250, stands, 2)).firstS).toBe(firstS);
  });
});

describe('at a signal', () => {
  const scene = toyScene({
    stopLines: [
      // Traffic goes east: from the driver's right to his left.
      {
        ...{ id: 'stop', name: 'stop', from: px(120, 48.25), to: px(120, 51.75) },
        control: { kind: 'signal', signalHeadId: 'head' },
      },
    ],
    signalHeads: [{ id: 'head', name: 'head', outline: null, source: 'external' }],
  });
  const waits = (signal: 'red' | 'green' | null) => (): Moment => ({
    users: [{ trackId: 1, xM: 118, yM: 50, stillSinceS: 0 }],
    ...(signal && { signals: { head: signal } }),
  });

  it('who waits at red is not found, for however long', () => {
    expect(told(stoppedVehicle, views(scene, 200, waits('red'), 2)).firstS).toBeNull();
  });

  it('who stands at green is', () => {
    expect(told(stoppedVehicle, views(scene, 20, waits('green'))).firstS).toBe(7);
  });

  it('who stands where the state is not known is found after longer than two cycles', () => {
    expect(told(stoppedVehicle, views(scene, 250, waits(null), 2)).firstS).toBe(240);
  });
});

describe('illegal parking', () => {
  const scene = toyScene({ zones: [{ id: 'z', name: 'z', kind: 'no-stopping', outline: area(90, 48, 110, 52) }] });
  const standsAt = (xM: number) => (): Moment => ({ users: [{ trackId: 1, xM, yM: 50, stillSinceS: 0 }] });

  it('is found in the zone after its dwell, and nowhere else', () => {
    expect(told(illegalParking, views(scene, 60, standsAt(100)))).toMatchObject({
      firstS: 30,
      first: [{ type: 'illegal-parking', severity: 'medium', place: { zoneId: 'z' } }],
    });
    expect(told(illegalParking, views(scene, 60, standsAt(80))).firstS).toBeNull();
  });

  it('behind another one is found only when it stands for longer than one waits: it is held up', () => {
    const row = (): Moment => ({
      users: [106, 96].map((xM, i) => ({ trackId: i + 1, xM, yM: 50, stillSinceS: 0 })),
    });
    expect(told(illegalParking, views(scene, 100, row, 2)).last.map(({ thing }) => thing)).toEqual(['stand 1']);
    expect(told(illegalParking, views(scene, 130, row, 2)).last.map(({ thing }) => thing)).toEqual([
      'stand 1',
      'stand 2',
    ]);
  });

  it('needs a no-stopping zone in the scene', () => {
    expect(illegalParking.lacks(toyScene())).toBe('It needs a no-stopping zone in the scene.');
    expect(illegalParking.lacks(scene)).toBeNull();
  });
});

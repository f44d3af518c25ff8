import { describe, expect, it } from 'vitest';
import { area, type Moment, told, toyScene, viewAt, views } from '../testing/story.ts';
import { cameraTampered } from './cameraTampered.ts';
import { cyclist } from './cyclist.ts';
import { debris } from './debris.ts';
import { lowVisibility } from './lowVisibility.ts';
import { pedestrian } from './pedestrian.ts';
import { unauthorisedArea } from './unauthorisedArea.ts';

const road = toyScene().scene.zones[0]!;
const person =
  (yM: number, xM = 100) =>
  (): Moment => ({
    users: [{ trackId: 1, className: 'person', xM, yM, speedMps: 1.3 }],
  });

describe('a pedestrian', () => {
  it('on the carriageway is found after a second', () => {
    expect(told(pedestrian, views(toyScene(), 5, person(50)))).toMatchObject({
      firstS: 1,
      first: [{ severity: 'critical', evidence: [{ what: 'on the carriageway for', value: 1, limit: 1, unit: 's' }] }],
    });
  });

  it('at the kerb, or beside the road, is not', () => {
    for (const yM of [48.6, 47]) expect(told(pedestrian, views(toyScene(), 5, person(yM))).firstS).toBeNull();
  });

  it('is no post that never moved and of which the detector is not sure', () => {
    const [post, standing, walker] = [
      { hasMoved: false, score: 0.5 },
      { hasMoved: false, score: 0.7 },
      { hasMoved: true, score: 0.5 },
    ].map((facts) => (): Moment => ({ users: person(50)().users.map((user) => ({ ...user, ...facts })) }));
    expect([post!, standing!, walker!].map((story) => told(pedestrian, views(toyScene(), 5, story)).firstS)).toEqual([
      null,
      1,
      1,
    ]);
  });

  it('is no rider that was found beside the two-wheeler', () => {
    const beside = (className: string, atXM: number) => (): Moment => ({
      users: [...person(50)().users, { trackId: 2, className, xM: atXM, yM: 49.8, widthM: 2 }],
    });
    const firstS = [beside('motorcycle', 100.4), beside('bicycle', 100.4), beside('motorcycle', 103)].map(
      (story) => told(pedestrian, views(toyScene(), 5, story)).firstS,
    );
    expect(firstS).toEqual([null, null, 1]);
  });

  it('is still one when the detector calls the same one a cycle for a while, but not once it rides away', () => {
    const taken = (speedMps: number) => (s: number) => ({
      users: [
        { trackId: 1, className: s < 2 ? 'person' : 'bicycle', xM: 100, yM: 50, speedMps: s < 2 ? 1.3 : speedMps },
      ],
    });
    const lastS = [1.3, 5].map((speedMps) => told(pedestrian, views(toyScene(), 10, taken(speedMps))).lastS);
    expect(lastS).toEqual([10, 1.9]);
  });

  it('is no rider whose cycle was not made out: who goes along a cycle lane faster than one walks, or too far away', () => {
    const [right, left] = toyScene().scene.lanes;
    const scene = toyScene({ lanes: [{ ...right!, kind: 'cycle' }, left!] });
    const goes = (yM: number, speedMps: number, headingRad: number, noMotion?: true) => (): Moment => ({
      users: [{ trackId: 1, className: 'person', xM: 100, yM, speedMps, headingRad, ...(noMotion && { noMotion }) }],
    });
    const firstS = [
      goes(50, 5, 0.1),
      goes(50, 5, Math.PI),
      goes(50, 1.5, 0),
      goes(50, 5, Math.PI / 2),
      goes(53.5, 5, 0),
      goes(50, 1.5, 0, true),
    ].map((story) => told(pedestrian, views(scene, 5, story)).firstS);
    expect(firstS).toEqual([null, null, 1, 1, 1, null]);
  });

  it('where carriageway and hard shoulder meet is in the middle of the road, not at its edge', () => {
    const shoulder = { id: 's', name: 's', kind: 'hard-shoulder' as const, outline: area(0, 45, 200, 48.25) };
    const beside = { ...shoulder, kind: 'parking' as const };
    for (const yM of [48, 48.25, 48.5]) {
      expect(told(pedestrian, views(toyScene({ zones: [road, shoulder] }), 5, person(yM))).firstS).toBe(1);
      expect(told(pedestrian, views(toyScene({ zones: [road, beside] }), 5, person(yM))).firstS).toBeNull();
    }
  });

  it('on the line between two lanes is found where no carriageway is drawn, beside the outer one is not', () => {
    const lanesOnly = toyScene({ zones: [] });
    expect(told(pedestrian, views(lanesOnly, 5, person(51.7))).firstS).toBe(1);
    for (const yM of [48.5, 47]) expect(told(pedestrian, views(lanesOnly, 5, person(yM))).firstS).toBeNull();
  });

  it('whose feet are hidden is only when the lowest part that is seen is over the road too', () => {
    const hidden = (hiddenM: number) => (): Moment => ({
      users: [{ ...person(50)().users[0]!, isFootSeen: false, hiddenM }],
    });
    expect(told(pedestrian, views(toyScene(), 5, hidden(1))).firstS).toBe(1);
    expect(told(pedestrian, views(toyScene(), 5, hidden(6))).firstS).toBeNull();
  });

  it.each([
    ['a vehicle', { className: 'car', heightM: 2 }],
    ['somebody else', { className: 'person', heightM: 3 }],
  ])('of whom only the upper part is seen over %s is not: the feet may be beyond the road', (_who, ahead) => {
    const over = (heightM: number) => (): Moment => ({
      users: [
        { ...person(50)().users[0]!, heightM },
        // Beside the road itself.
        { ...ahead, trackId: 2, xM: 100, yM: 48, stillSinceS: 0 },
      ],
    });
    expect(told(pedestrian, views(toyScene(), 5, over(4))).firstS).toBeNull();
    expect(told(pedestrian, views(toyScene(), 5, over(7))).firstS).toBe(1);
  });

  it.each([
    ['half as high as a person', 0.9, null],
    ['as high as one', 1.7, 1],
  ])('seen over a vehicle, %s and taller than wide: found %s', (_how, heightM, firstS) => {
    const over = (): Moment => ({
      users: [
        { ...person(50)().users[0]!, widthM: 0.5, heightM },
        { trackId: 2, className: 'car', heightM: 2.2, xM: 100, yM: 48, stillSinceS: 0 },
      ],
    });
    expect(told(pedestrian, views(toyScene(), 5, over)).firstS).toBe(firstS);
  });

  it('on a crossing, or a step beside it, is not; farther from it is', () => {
    const zones = [road, { id: 'x', name: 'x', kind: 'crossing' as const, outline: area(98, 48.25, 102, 55.25) }];
    const scene = toyScene({ zones });
    for (const xM of [100, 103]) expect(told(pedestrian, views(scene, 5, person(50, xM))).firstS).toBeNull();
    expect(told(pedestrian, views(scene, 5, person(50, 106))).firstS).toBe(1);
  });

  it('is not who is beside the crossing in one frame now and then', () => {
    const zones = [road, { id: 'x', name: 'x', kind: 'crossing' as const, outline: area(98, 48.25, 102, 55.25) }];
    const steps = (every: number) => (s: number) => person(50, Math.round(10 * s) % every === 0 ? 106 : 100)();
    expect(told(pedestrian, views(toyScene({ zones }), 5, steps(6))).firstS).toBeNull();
    expect(told(pedestrian, views(toyScene({ zones }), 5, steps(1))).firstS).toBe(1);
  });

  it('whose feet are hidden is not either where the lowest part that is seen is on a crossing', () => {
    const zones = [road, { id: 'x', name: 'x', kind: 'crossing' as const, outline: area(90, 52, 110, 55.25) }];
    const hidden = (isFootSeen: boolean) => (): Moment => ({
      users: [{ ...person(50)().users[0]!, isFootSeen, hiddenM: 3 }],
    });
    expect(told(pedestrian, views(toyScene({ zones }), 5, hidden(false))).firstS).toBeNull();
    expect(told(pedestrian, views(toyScene({ zones }), 5, hidden(true))).firstS).toBe(1);
  });

  it('is one finding through a short gap in the boxes', () => {
    const gap = (s: number): Moment => (s > 2 && s < 3.5 ? { users: [] } : person(50)());
    expect(told(pedestrian, views(toyScene(), 6, gap))).toMatchObject({
      firstS: 1,
      lastS: 6,
      last: [{ thing: 'track 1' }],
    });
  });
});

describe('a cyclist', () => {
  const cycles = (): Moment => ({ users: [{ trackId: 1, className: 'bicycle', xM: 100, yM: 50, speedMps: 5 }] });

  it('in a lane for fast traffic is found, in a street is traffic', () => {
    const lanes = toyScene().scene.lanes.map((lane) => ({ ...lane, limitKmh: 50 }));
    expect(told(cyclist, views(toyScene(), 5, cycles))).toMatchObject({ firstS: 1.5, first: [{ severity: 'high' }] });
    expect(told(cyclist, views(toyScene({ lanes }), 5, cycles)).firstS).toBeNull();
  });

  it('is nobody who goes at the pace of a walk, near or too far for a speed, and is one too far away who rides', () => {
    const goes = (speedMps: number, noMotion: boolean) => (s: number) => ({
      users: [{ trackId: 1, className: 'bicycle', xM: 20 + speedMps * s, yM: 50, speedMps, noMotion }],
    });
    const stories = [goes(1.4, false), goes(1.4, true), goes(5, true)];
    expect(stories.map((story) => told(cyclist, views(toyScene(), 8, story)).firstS)).toEqual([null, null, 3.5]);
  });
});

describe('debris', () => {
  const lies = (scene = toyScene(), xM = 100, yM = 50) => {
    const { boxInImage } = viewAt(scene, 0, { users: [{ trackId: 0, xM, yM }] }).users[0]!;
    return (objectId: number) => ({
      objectId,
      boxInImage,
      sinceAtMs: viewAt(scene, 1, { users: [] }).atMs,
      score: 0.6,
    });
  };

  it('is found after ten seconds, several pieces as one load', () => {
    const staticObjects = [lies()(1), lies(toyScene(), 105, 51)(2)];
    expect(
      told(
        debris,
        views(toyScene(), 15, () => ({ users: [], staticObjects })),
      ),
    ).toMatchObject({
      firstS: 11,
      first: [
        {
          thing: 'object 1',
          severity: 'high',
          evidence: [
            { what: 'lying for', value: 10, limit: 10, unit: 's' },
            { what: 'pieces', value: 2, limit: null, unit: '' },
          ],
        },
      ],
    });
  });

  it('beside the road is nothing', () => {
    const staticObjects = [lies(toyScene(), 100, 40)(1)];
    expect(
      told(
        debris,
        views(toyScene(), 15, () => ({ users: [], staticObjects })),
      ).firstS,
    ).toBeNull();
  });
});

describe('a restricted zone', () => {
  const zones = [{ id: 'r', name: 'r', kind: 'restricted' as const, outline: area(90, 40, 110, 46) }];

  it('must not be entered by anybody; passing at its edge is no entry', () => {
    expect(told(unauthorisedArea, views(toyScene({ zones }), 5, person(43)))).toMatchObject({
      firstS: 2,
      first: [{ type: 'unauthorised-area', place: { zoneId: 'r' } }],
    });
    expect(told(unauthorisedArea, views(toyScene({ zones }), 5, person(45.8))).firstS).toBeNull();
  });
});

describe('the picture', () => {
  const clear = { brightness: 120, contrast: 45, sharpness: 300, view: 'good' as const };
  const fog = { ...clear, contrast: 9 };

  it('with little contrast by day is low visibility after half a minute; by night it is night', () => {
    expect(
      told(
        lowVisibility,
        views(toyScene(), 60, () => ({ users: [], picture: fog }), 2),
      ),
    ).toMatchObject({
      firstS: 30,
      first: [{ severity: 'medium', evidence: [{ what: 'contrast', value: 9, limit: 14 }, {}, {}] }],
    });
    for (const picture of [clear, { ...fog, brightness: 20 }]) {
      expect(
        told(
          lowVisibility,
          views(toyScene(), 60, () => ({ users: [], picture }), 2),
        ).firstS,
      ).toBeNull();
    }
  });

  it('of a camera that was moved is found within seconds, and over when it looks where it should', () => {
    const moved = (s: number): Moment => ({
      users: [],
      picture: { ...clear, view: s >= 5 && s < 20 ? 'moved' : 'good' },
    });
    expect(told(cameraTampered, views(toyScene(), 40, moved))).toMatchObject({
      firstS: 7,
      lastS: expect.closeTo(22.9, 1),
      first: [{ severity: 'high', evidence: [{ what: 'moved for', value: 2, limit: 2, unit: 's' }, {}, {}] }],
    });
  });
});

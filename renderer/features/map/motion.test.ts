import { describe, expect, it } from 'vitest';
import type { RoadPosition } from '../../../app/contracts/trafficCalls.ts';
import { earthOf, type GeoFrame } from '../../../app/space/geo.ts';
import { DensityGrid } from './densityGrid.ts';
import { graticule, roundStep } from './graticule.ts';
import { anchorAt, earthOfLocal, localFrame } from './localFrame.ts';
import { MovingUsers, userStride } from './movingUsers.ts';

const geo: GeoFrame = { latDeg: 48.1, lonDeg: 11.5, yBearingDeg: 0 };
const anchor = anchorAt(geo);
const onAxes = { east: 0, eastByX: 1, eastByY: 0, north: 0, northByX: 0, northByY: 1, turnRad: 0 };
const frames = new Map([['a', onAxes]]);
const user = (trackId: number, xM: number, more: Partial<RoadPosition> = {}): RoadPosition => ({
  cameraId: 'a',
  trackId,
  className: 'car',
  xM,
  yM: 0,
  headingRad: 0,
  speedKmh: 50,
  ...more,
});
/** East of the message before and of the newest one, metres. */
const easts = (users: MovingUsers): [number, number][] =>
  Array.from({ length: users.count }, (_, at) => [
    Math.round(users.floats[at * userStride]! * 100) / 100,
    Math.round(users.floats[at * userStride + 2]! * 100) / 100,
  ]);

describe('road users between two messages', () => {
  it('appear where they are, and then move on from there', () => {
    const users = new MovingUsers();
    users.put([user(1, 10)], frames, 1000);
    const first = easts(users);
    users.put([user(1, 12), user(2, 50)], frames, 1100);
    expect([first, easts(users), users.shareAt(1100), users.shareAt(1150), users.shareAt(1500)]).toEqual([
      [[10, 10]],
      [
        [10, 12],
        [50, 50],
      ],
      0,
      0.5,
      1,
    ]);
  });

  it('do not jump back when a message comes early', () => {
    const users = new MovingUsers();
    users.put([user(1, 10)], frames, 1000);
    users.put([user(1, 12)], frames, 1100);
    users.put([user(1, 14)], frames, 1150);
    expect(easts(users)).toEqual([[11, 14]]);
  });

  it('do not fly across the map when a number is used again elsewhere', () => {
    const users = new MovingUsers();
    users.put([user(1, 10)], frames, 1000);
    users.put([user(1, 90)], frames, 1100);
    expect(easts(users)).toEqual([[90, 90]]);
  });

  it('that ended are gone, those of a camera that is nowhere on earth are left out', () => {
    const users = new MovingUsers();
    users.put([user(1, 10), user(2, 20)], frames, 1000);
    users.put([user(2, 21), user(3, 30, { cameraId: 'unplaced' })], frames, 1100);
    expect(easts(users)).toEqual([[20, 21]]);
  });

  it('are not known any more after three seconds of silence', () => {
    const users = new MovingUsers();
    users.put([user(1, 10)], frames, 1000);
    expect([users.isStale(3900), users.isStale(4100)]).toEqual([false, true]);
  });

  it('grow beyond the room that was there', () => {
    const users = new MovingUsers();
    users.put(
      Array.from({ length: 1000 }, (_, at) => user(at, at)),
      frames,
      0,
    );
    expect([users.count, easts(users).at(-1)]).toEqual([1000, [999, 999]]);
  });
});

it('metres of the map lie where the ground frame lies on earth', () => {
  const turned = { latDeg: 48.103, lonDeg: 11.49, yBearingDeg: 77 };
  const frame = localFrame(turned, anchor);
  const place = { xM: 60, yM: -35 };
  const { latDeg, lonDeg } = earthOfLocal(
    anchor,
    frame.east + frame.eastByX * place.xM + frame.eastByY * place.yM,
    frame.north + frame.northByX * place.xM + frame.northByY * place.yM,
  );
  const expected = earthOf(turned, place);
  expect(Math.hypot((latDeg - expected.latDeg) * 111_000, (lonDeg - expected.lonDeg) * 74_000)).toBeLessThan(0.01);
});

describe('the density', () => {
  it('counts seconds spent in a cell, and halves in a minute', () => {
    const grid = new DensityGrid();
    for (let ms = 0; ms <= 1000; ms += 100) grid.add([[1, 1]], ms);
    const [now] = grid.cells();
    for (let ms = 1100; ms <= 61_000; ms += 100) grid.add([], ms);
    const [later] = grid.cells();
    expect([now?.eastM, now?.northM, now?.spentS.toFixed(1), later?.spentS.toFixed(2)]).toEqual([
      1.5,
      1.5,
      '1.0',
      '0.50',
    ]);
  });

  it('forgets what is long gone, and does not guess about a gap', () => {
    const grid = new DensityGrid();
    grid.add([[1, 1]], 0);
    grid.add([[1, 1]], 60_000);
    const afterGap = grid.cells()[0]?.spentS;
    for (let at = 1; at <= 10; at++) grid.add([], 60_000 + at * 60_000);
    expect([afterGap, grid.cells()]).toEqual([1, []]);
  });
});

describe('the graticule', () => {
  it.each([
    [0.0013, 0.002],
    [0.003, 0.005],
    [7, 10],
    [1, 1],
  ])('a step of %f degrees is rounded up to %f', (value, step) => {
    expect(roundStep(value)).toBeCloseTo(step, 10);
  });

  it('draws the lines that lie in the view', () => {
    const { features } = graticule([0.5, 0.5, 8.5, 4.5]);
    expect([features.length, features[0]?.geometry.coordinates]).toEqual([
      12,
      [
        [1, 0.5],
        [1, 4.5],
      ],
    ]);
  });
});

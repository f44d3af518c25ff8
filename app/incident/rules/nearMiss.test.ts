import { describe, expect, it } from 'vitest';
import { type Moment, px, storyAtMs, told, toyScene, views } from '../testing/story.ts';
import { nearMiss } from './nearMiss.ts';

describe('a near miss', () => {
  const follows =
    (closingMps: number, brakesAtM: number) =>
    (s: number): Moment => {
      const leaderXM = 60 + 10 * s;
      const gapM = Math.max(brakesAtM, 40 - closingMps * s);
      const speedMps = gapM > brakesAtM ? 10 + closingMps : 10;
      return {
        users: [
          { trackId: 1, xM: leaderXM, yM: 50, speedMps: 10 },
          { trackId: 2, xM: leaderXM - 4.5 - gapM, yM: 50, speedMps },
        ],
      };
    };

  it('is closing in to less than a second and a half', () => {
    const { first } = told(nearMiss, views(toyScene(), 8, follows(10, 5)));
    expect(first).toMatchObject([
      {
        ...{ type: 'near-miss', thing: 'tracks 1 and 2', severity: 'medium' },
        evidence: [
          { what: 'time to collision', limit: 1.5, unit: 's' },
          { what: 'closing speed', value: expect.closeTo(36, 6), limit: 10, unit: 'km/h' },
          { what: 'rear-end conflict at', value: 0, unit: 'deg' },
        ],
      },
    ]);
    expect(first[0]!.evidence[0]!.value).toBeLessThanOrEqual(1.5);
  });

  it('is not for who brakes in time, or closes in slowly', () => {
    expect(told(nearMiss, views(toyScene(), 8, follows(10, 18))).firstS).toBeNull();
    expect(told(nearMiss, views(toyScene(), 8, follows(2, 2))).firstS).toBeNull();
  });

  it.each([
    ['cycle' as const, null],
    ['driving' as const, expect.any(Number)],
  ])('is not for who changes lanes towards a cyclist in a lane of its own: in a %s lane', (kind, firstS) => {
    const [right] = toyScene().scene.lanes;
    const course = [px(0, 47.4), px(200, 47.4)];
    const scene = toyScene({ lanes: [right!, { ...right!, id: 'edge', kind, widthM: 1.6, course }] });
    const towards = (s: number): Moment => ({
      users: [
        { trackId: 1, className: 'bicycle', xM: 60 + 5.7 * s, yM: 47.4, speedMps: 5.7 },
        { trackId: 2, xM: 35 + 12.7 * s, yM: 50 - 0.8 * s, speedMps: 12.7, headingRad: -0.06 },
      ],
    });
    expect(told(nearMiss, views(scene, 2.4, towards)).firstS).toEqual(firstS);
  });

  it.each([
    ['at the speed of a street', 8, 1.4],
    ['at walking pace', 4, null],
  ])('is for who comes up %s behind one who stands: after %s m/s at %s s', (_how, speedMps, firstS) => {
    // From 20 m to 3 m behind the one who waits, and there it brakes.
    const comesUp = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 100, yM: 50, speedMps: 0 },
        { trackId: 2, xM: 100 - 4.5 - Math.max(3, 20 - speedMps * s), yM: 50, speedMps },
      ],
    });
    expect(told(nearMiss, views(toyScene(), 2, comesUp)).firstS).toBe(firstS);
  });

  it('is believed of two pictures, where there are but three a second; one alone may be wrong', () => {
    const brakesAt = (brakesAtS: number) => follows(10, 40 - 10 * brakesAtS);
    expect(told(nearMiss, views(toyScene(), 5, brakesAt(2.6), 3.125)).firstS).toBeNull();
    expect(told(nearMiss, views(toyScene(), 5, brakesAt(2.9), 3.125))).toMatchObject({
      firstS: 2.88,
      first: [{ beganAtMs: storyAtMs + 2400 }],
    });
  });

  it.each([
    ['sways in its lane', 6, null],
    ['leaves its lane', 12, expect.any(Number)],
  ])('is with a bus in the next lane only when it %s, wherever its foot point lies', (_what, towardsDeg, firstS) => {
    // Seen from the south its middle is in the left lane, and its foot point in the right one.
    const passes = (s: number): Moment => ({
      users: [
        {
          ...{ trackId: 1, className: 'bus', xM: 60 + 5 * s, yM: 51.6, speedMps: 5 },
          headingRad: (-towardsDeg * Math.PI) / 180,
        },
        { trackId: 2, xM: 20 + 14 * s, yM: 49.1, speedMps: 14 },
      ],
    });
    expect(told(nearMiss, views(toyScene(), 5, passes)).firstS).toEqual(firstS);
  });

  it.each([
    ['bends before that', [px(100, 20), px(100, 45), px(102, 48), px(108, 50)], null],
    ['leads there', [px(100, 20), px(100, 53)], expect.any(Number)],
  ])('is with one who goes straight into the way of the other only where its lane %s', (_what, course, firstS) => {
    const [right, left] = toyScene().scene.lanes;
    const scene = toyScene({ lanes: [right!, left!, { ...right!, id: 'side', kind: 'turn', course }] });
    const comesOut = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 100, yM: 40 + 3.5 * s, speedMps: 3.5, headingRad: Math.PI / 2 },
        { trackId: 2, className: 'truck', xM: 100 - 12 * (2.4 - s), yM: 52.6, speedMps: 12 },
      ],
    });
    expect(told(nearMiss, views(scene, 1.9, comesOut)).firstS).toEqual(firstS);
  });

  it.each([
    ['seen', true, expect.any(Number)],
    ['guessed', false, null],
  ])('is with one that crosses only where the way it came was %s', (_how, isFootSeen, firstS) => {
    const crosses = (s: number): Moment => ({
      users: [
        { trackId: 1, xM: 100 + 10 * (s - 3), yM: 50, speedMps: 10 },
        {
          trackId: 2,
          xM: 100,
          yM: 50 + 8 * (s - 3),
          speedMps: 8,
          headingRad: Math.PI / 2,
          isFootSeen: isFootSeen || s > 1.6,
        },
      ],
    });
    expect(told(nearMiss, views(toyScene(), 2.3, crosses)).firstS).toEqual(firstS);
  });
});

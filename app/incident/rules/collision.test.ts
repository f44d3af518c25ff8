import { describe, expect, it } from 'vitest';
import { type Moment, told, toyScene, views } from '../testing/story.ts';
import { collision } from './collision.ts';

describe('a collision', () => {
  const stand =
    (xM: number, gapM: number, apartS: number) =>
    (s: number): Moment => ({
      users: [
        s < 5
          ? { trackId: 1, xM: xM - 15 * (5 - s), yM: 50, speedMps: 15 }
          : { trackId: 1, xM, yM: 50, stillSinceS: 5 },
        s < 5 + apartS
          ? { trackId: 2, xM: xM - 4.5 - gapM - 15 * (5 + apartS - s), yM: 50, speedMps: 15 }
          : { trackId: 2, xM: xM - 4.5 - gapM, yM: 50, stillSinceS: 5 + apartS },
      ],
    });

  it('is two that come to stand against each other at once on an open road', () => {
    expect(told(collision, views(toyScene(), 15, stand(120, 0.3, 0.5)))).toMatchObject({
      firstS: 8.5,
      first: [
        {
          ...{ type: 'collision', thing: 'stands 1 and 2', severity: 'critical', trackIds: [1, 2] },
          evidence: [
            { what: 'braking', limit: 3, unit: 'm/s2' },
            { what: 'room between them', value: expect.closeTo(0.3, 6), limit: 0.8, unit: 'm' },
          ],
        },
      ],
    });
  });

  it('is not one who stops behind another one with room, or later', () => {
    expect(told(collision, views(toyScene(), 15, stand(120, 2, 0.5))).firstS).toBeNull();
    expect(told(collision, views(toyScene(), 15, stand(120, 0.3, 4))).firstS).toBeNull();
  });

  it('is not two that come to stand gently, one close behind the other', () => {
    const gently =
      (stopS: number, mps2: number) =>
      (s: number): Moment => ({
        users: [120, 115.2].map((xM, i) => {
          const leftS = stopS - s;
          return leftS <= 0
            ? { trackId: i + 1, xM, yM: 50, stillSinceS: stopS }
            : { trackId: i + 1, xM: xM - (mps2 / 2) * leftS * leftS, yM: 50, speedMps: mps2 * leftS };
        }),
      });
    expect(told(collision, views(toyScene(), 20, gently(6, 2))).firstS).toBeNull();
    expect(told(collision, views(toyScene(), 20, gently(6, 6))).firstS).toBe(9);
  });

  it('is not two that stop behind one that stood before them in the lane beside, also when a frame misses it', () => {
    const broken = { trackId: 3, xM: 150, yM: 53.5, stillSinceS: 1 };
    const evade = (s: number): Moment => {
      const { users } = stand(120, 0.3, 0.5)(s);
      return { users: Math.round(10 * s) % 4 === 0 ? users : [...users, broken] };
    };
    expect(told(collision, views(toyScene(), 15, evade)).firstS).toBeNull();
  });

  it('leaves more room where the one hides the feet of the other: they seem to be farther away', () => {
    const near = (s: number): Moment => ({
      users: stand(
        120,
        1.5,
        0.5,
      )(s).users.map((user) => ({ ...user, widthM: 14, hiddenM: user.trackId === 1 ? 0.5 : 0 })),
    });
    expect(told(collision, views(toyScene(), 15, near)).firstS).toBe(8.5);
  });
});

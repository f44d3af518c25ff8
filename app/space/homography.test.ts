import { describe, expect, it } from 'vitest';
import { between, seededRandom } from '../base/random.ts';
import { projectionOf } from '../demo/film/projection.ts';
import { homographyFit, homographyOf, mapped, type PointPair } from './homography.ts';
import { inverseOf, type Matrix3, times } from './matrix3.ts';

const rectangle: readonly (readonly [number, number])[] = [
  [-3.5, 20],
  [3.5, 20],
  [3.5, 60],
  [-3.5, 60],
];

/** Pairs from the picture of a random mast to places on the ground in front of it, with the projection itself. */
function mastAndPairs(seed: number, count: number) {
  const random = seededRandom(seed);
  const projection = projectionOf({
    name: `mast ${seed}`,
    xM: between(random, -40, 40),
    yM: between(random, -40, 40),
    zM: between(random, 4, 20),
    panRad: between(random, -3, 3),
    tiltRad: between(random, 0.2, 1.2),
    rollRad: between(random, -0.1, 0.1),
    horizontalFovRad: between(random, 0.4, 1.4),
    k1: 0,
    size: { width: 1920, height: 1080 },
  });
  const pairs: PointPair[] = [];
  while (pairs.length < count) {
    const image = { x: between(random, 0, 1920), y: between(random, 0, 1080) };
    const ground = projection.groundOf(image);
    if (ground) pairs.push({ from: [image.x, image.y], to: [ground.xM, ground.yM] });
  }
  return { projection, pairs };
}

describe('a homography from pairs of points', () => {
  it('is the projection of the camera wherever it looks, from four pairs and from many', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { projection, pairs } = mastAndPairs(seed, seed % 2 ? 12 : 4);
      const matrix = homographyOf(pairs);
      for (const { from } of pairs) {
        const truth = projection.groundOf({ x: from[0], y: from[1] })!;
        const there = mapped(matrix, ...from);
        const far = Math.hypot(truth.xM - projection.pose.xM, truth.yM - projection.pose.yM);
        expect(Math.hypot(there.x - truth.xM, there.y - truth.yM) / far, `seed ${seed}`).toBeLessThan(1e-5);
        expect(there.w).toBeGreaterThan(0);
      }
    }
  });

  it('weighs what is above the horizon negatively, whichever pair comes first', () => {
    const projection = projectionOf({
      name: 'mast',
      xM: 0,
      yM: 0,
      zM: 8,
      panRad: Math.PI / 2,
      tiltRad: 0.3,
      rollRad: 0,
      horizontalFovRad: 1.2,
      k1: 0,
      size: { width: 1920, height: 1080 },
    });
    const pairs = rectangle.map(([xM, yM]): PointPair => {
      const { x, y } = projection.imageOf({ xM, yM })!;
      return { from: [x, y], to: [xM, yM] };
    });
    for (const turned of [0, 1, 2, 3].map((i) => [...pairs.slice(i), ...pairs.slice(0, i)])) {
      const matrix = homographyOf(turned);
      expect([mapped(matrix, 960, 1000).w > 0, mapped(matrix, 960, 5).w > 0]).toEqual([true, false]);
    }
  });

  it('loses nothing to map coordinates of millions of metres', () => {
    const { pairs, projection } = mastAndPairs(8, 6);
    const far = pairs.map(({ from, to: [x, y] }): PointPair => ({ from, to: [x + 4_468_503, y + 5_333_317] }));
    const matrix = homographyOf(far);
    for (const { from } of pairs) {
      const truth = projection.groundOf({ x: from[0], y: from[1] })!;
      const { x, y } = mapped(matrix, ...from);
      expect(Math.hypot(x - 4_468_503 - truth.xM, y - 5_333_317 - truth.yM)).toBeLessThan(1e-3);
    }
  });

  it('spreads the error of points that do not agree instead of following one of them', () => {
    const random = seededRandom(5);
    const { pairs } = mastAndPairs(3, 40);
    const off = pairs.map(
      ({ from: [x, y], to }): PointPair => ({ from: [x + between(random, -2, 2), y + between(random, -2, 2)], to }),
    );
    const back = inverseOf(homographyOf(off));
    const missesPx = pairs.map(({ from, to }) => {
      const { x, y } = mapped(back, ...to);
      return Math.hypot(x - from[0], y - from[1]);
    });
    expect(Math.max(...missesPx)).toBeLessThan(1.5);
  });

  it('tells well-spread points from ones that lie nearly on a line by the condition number', () => {
    const conditionOf = (tallPx: number): number =>
      homographyFit(
        rectangle.map(([x, y]): PointPair => ({ from: [x * 100, y < 30 ? 1000 : 1000 - tallPx], to: [x, y] })),
      ).conditionNumber;
    expect(conditionOf(600)).toBeLessThan(30);
    expect(conditionOf(3)).toBeGreaterThan(300);
  });

  it('is refused for points that fold the road into a line, in either plane, and for too few', () => {
    const square: readonly (readonly [number, number])[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ];
    const withThird = (x: number, y: number) =>
      square.map((point, i): readonly [number, number] => (i === 2 ? [x, y] : point));
    const fit = (from: readonly (readonly [number, number])[], to: readonly (readonly [number, number])[]) =>
      homographyOf(from.map((point, i) => ({ from: point, to: to[i]! })));
    expect(() => fit(square, withThird(50, 0))).toThrow(
      'Three of the points lie on one line; spread them over the road.',
    );
    expect(() => fit(withThird(50, 0), square)).toThrow('Three of the points lie on one line');
    expect(() => fit(withThird(50, 0), withThird(50, 0))).toThrow('Three of the points lie on one line');
    expect(() =>
      fit(
        square,
        square.map(() => [1, 1] as const),
      ),
    ).toThrow('The points are all the same');
    expect(() => fit(square.slice(0, 3), square)).toThrow('at least four pairs');
    expect(mapped(fit(square, withThird(80, 90)), 100, 100).x).toBeCloseTo(80, 9);
  });
});

describe('a matrix', () => {
  it('by its inverse is no change', () => {
    const matrix: Matrix3 = [2, -1, 4, 0.5, 3, -2, 0.01, -0.02, 1];
    const none = times(matrix, inverseOf(matrix));
    expect(none.map((value) => Math.round(value * 1e12) / 1e12 + 0)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

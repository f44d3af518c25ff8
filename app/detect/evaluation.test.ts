import { describe, expect, test } from 'vitest';
import type { Box } from '../space/box.ts';
import type { Detection } from './detection.ts';
import { type EvaluatedPicture, meanAveragePrecision } from './evaluation.ts';

const car = 2;
const bus = 5;

/** A box 20 wide and 20 high whose left upper corner is at `x`, 0. */
function at(x: number, size = 20): Box {
  return { cx: x + size / 2, cy: size / 2, w: size, h: size };
}

function found(score: number, boxInImage: Box, classId = car): Detection {
  return { score, boxInImage, classId };
}

function picture(truth: readonly Box[], detections: readonly Detection[], ignoredAreas: readonly Box[] = []) {
  return { truth: truth.map((boxInImage) => ({ boxInImage, classId: car })), detections, ignoredAreas };
}

function carPrecision(pictures: readonly EvaluatedPicture[], heights?: readonly [number, number]) {
  return meanAveragePrecision(pictures, { classIds: [car], ...(heights && { heights }) }).byClass.get(car);
}

describe('average precision', () => {
  test('is 1 for what is found exactly, and 0 for what is not found at all', () => {
    const whole = carPrecision([picture([at(0), at(50)], [found(0.9, at(0)), found(0.8, at(50))])]);
    expect(whole).toEqual({ truths: 2, ap50: 1, ap50to95: 1 });
    expect(carPrecision([picture([at(0)], [])])).toEqual({ truths: 1, ap50: 0, ap50to95: 0 });
  });

  test('a wrong box between two right ones costs the recalls behind it', () => {
    const detections = [found(0.9, at(0)), found(0.8, at(200)), found(0.7, at(50))];
    // Recall .5 at precision 1 (51 points: 0 to .50), then recall 1 at precision 2/3 (50 points).
    const expected = (51 + (50 * 2) / 3) / 101;
    expect(carPrecision([picture([at(0), at(50)], detections)])?.ap50).toBeCloseTo(expected, 12);
  });

  test('a wrong box that is the least sure of all costs nothing', () => {
    expect(carPrecision([picture([at(0)], [found(0.9, at(0)), found(0.1, at(200))])])?.ap50).toBe(1);
  });

  test('detections of all pictures are ranked together', () => {
    const pictures = [picture([at(0)], [found(0.5, at(0))]), picture([], [found(0.9, at(0))])];
    expect(carPrecision(pictures)?.ap50).toBeCloseTo(1 / 2, 12);
  });

  test('a box that overlaps by two thirds is right up to an overlap of .65', () => {
    // 20 x 20 moved by 4: overlap 16 / 24 = .667.
    expect(carPrecision([picture([at(0)], [found(0.9, at(4))])])).toEqual({ truths: 1, ap50: 1, ap50to95: 0.4 });
  });

  test('the second box on one thing is wrong', () => {
    const detections = [found(0.9, at(0)), found(0.8, at(1)), found(0.7, at(50))];
    expect(carPrecision([picture([at(0), at(50)], detections)])?.ap50).toBeCloseTo((51 + (50 * 2) / 3) / 101, 12);
  });

  test('a class is not helped by boxes of another', () => {
    expect(carPrecision([picture([at(0)], [found(0.9, at(0), bus)])])?.ap50).toBe(0);
  });

  test('more boxes than asked for are not looked at', () => {
    const many = Array.from({ length: 100 }, (_, k) => found(0.9, at(100 + 30 * k)));
    expect(carPrecision([picture([at(0)], [...many, found(0.5, at(0))])])?.ap50).toBe(0);
    expect(carPrecision([picture([at(0)], [...many.slice(1), found(0.5, at(0))])])?.ap50).toBeCloseTo(1 / 100, 12);
  });
});

describe('what is not asked', () => {
  const wrong = found(0.9, at(100));
  const right = found(0.8, at(0));

  test('a box that lies in an ignored area by half is passed over, by less it is wrong', () => {
    expect(carPrecision([picture([at(0)], [wrong, right], [at(110, 40)])])?.ap50).toBe(1);
    expect(carPrecision([picture([at(0)], [wrong, right], [at(112, 40)])])?.ap50).toBe(0.5);
  });

  test('things of other heights are not missed, nor is their finding wrong', () => {
    const small = at(100, 8);
    const pictures = [picture([at(0), small], [found(0.9, small), right])];
    expect(carPrecision(pictures, [12, Infinity])).toEqual({ truths: 1, ap50: 1, ap50to95: 1 });
    expect(carPrecision([picture([at(0), small], [right])], [12, Infinity])?.ap50).toBe(1);
    expect(carPrecision([picture([at(0), small], [right])])?.ap50).toBeCloseTo(51 / 101, 12);
  });

  test('a false box of another height is passed over, of an asked height it is wrong', () => {
    expect(carPrecision([picture([at(0)], [found(0.9, at(100, 8)), right])], [12, Infinity])?.ap50).toBe(1);
    expect(carPrecision([picture([at(0)], [found(0.9, at(100, 12)), right])], [12, Infinity])?.ap50).toBe(0.5);
  });
});

describe('the mean', () => {
  test('is over the classes that are there', () => {
    const pictures = [
      { truth: [{ boxInImage: at(0), classId: car }], detections: [found(0.9, at(0))], ignoredAreas: [] },
      { truth: [{ boxInImage: at(0), classId: bus }], detections: [], ignoredAreas: [] },
    ];
    const { byClass, map50, map50to95 } = meanAveragePrecision(pictures, { classIds: [0, car, bus] });
    expect({ map50, map50to95 }).toEqual({ map50: 0.5, map50to95: 0.5 });
    expect(byClass.get(0)).toEqual({ truths: 0, ap50: null, ap50to95: null });
  });

  test('is unknown where nothing is there', () => {
    expect(meanAveragePrecision([picture([], [found(0.9, at(0))])], { classIds: [car] })).toMatchObject({
      map50: null,
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { Detection } from './detection.ts';
import { createYoloReader, maxCandidates, outputLayoutOf } from './yoloOutput.ts';

const input = { width: 64, height: 64 };
/** Letterboxed into the input at half size, 16 rows of padding above and below. */
const source = { width: 128, height: 64 };
const car = 0;
const bus = 1;
const person = 2;
const filter = {
  scoreByClass: new Map([
    [car, 0.25],
    [bus, 0.5],
  ]),
  nmsIou: 0.5,
  maxDetections: 100,
};

/** One anchor: centre and size in the input picture, a score a class. */
type Anchor = readonly [cx: number, cy: number, w: number, h: number, ...scores: number[]];

/** Anchors as the model writes them: all first values, all second values … */
function yoloOutput(anchors: readonly Anchor[]): Float32Array {
  const rows = anchors[0]?.length ?? 0;
  return Float32Array.from(Array.from({ length: rows }, (_, row) => anchors.map((anchor) => anchor[row] ?? 0)).flat());
}

function readYolo(anchors: readonly Anchor[], wanted = filter): Detection[] {
  return rounded(createYoloReader('yolo', 3, input).read(yoloOutput(anchors), anchors.length, wanted, source));
}

function readBoxes(boxes: readonly (readonly number[])[], wanted = filter): Detection[] {
  const output = Float32Array.from(boxes.flat());
  return rounded(createYoloReader('endToEnd', 3, input).read(output, boxes.length, wanted, source));
}

const near = (value: number): number => Math.round(value * 1000) / 1000;

function rounded(detections: readonly Detection[]): Detection[] {
  return detections.map(({ boxInImage: { cx, cy, w, h }, classId, score }) => ({
    boxInImage: { cx: near(cx), cy: near(cy), w: near(w), h: near(h) },
    classId,
    score: near(score),
  }));
}

describe('the layout of an output shape', () => {
  test.each([
    ['YOLO11 on COCO', [1, 84, 8400], 80, 'yolo'],
    ['with a free batch', [0, 84, 8400], 80, 'yolo'],
    ['with free anchors', [0, 84, 0], 80, 'yolo'],
    ['end to end', [1, 300, 6], 80, 'endToEnd'],
    ['two classes: six rows are classes, not an end-to-end box', [1, 6, 8400], 2, 'yolo'],
    ['another number of classes', [1, 84, 8400], 79, null],
    ['YOLOv5 (with objectness, one row an anchor)', [1, 25200, 85], 80, null],
    ['a segmentation model', [1, 116, 8400], 80, null],
    ['a classifier', [1, 1000], 1000, null],
  ] as const)('%s', (_, shape, classCount, layout) => {
    expect(outputLayoutOf(shape, classCount)).toBe(layout);
  });
});

describe('a (4 + classes, anchors) output', () => {
  test('gives boxes in the source picture, best first, unwanted and weak ones dropped', () => {
    const found = readYolo([
      [16, 32, 8, 4, 0.3, 0, 0],
      [48, 32, 8, 8, 0.1, 0.9, 0],
      [32, 24, 4, 4, 0.2, 0.4, 0],
      [32, 40, 4, 8, 0, 0, 0.99],
    ]);
    expect(found).toEqual([
      { boxInImage: { cx: 96, cy: 32, w: 16, h: 16 }, classId: bus, score: 0.9 },
      { boxInImage: { cx: 32, cy: 32, w: 16, h: 8 }, classId: car, score: 0.3 },
    ]);
  });

  test('an anchor stands for its best wanted class once', () => {
    const found = readYolo([[32, 32, 8, 8, 0.6, 0.7, 0.9]]);
    expect(found).toEqual([{ boxInImage: { cx: 64, cy: 32, w: 16, h: 16 }, classId: bus, score: 0.7 }]);
  });

  test('of boxes that overlap the best stays, another class beside it too', () => {
    const found = readYolo([
      [32, 32, 10, 10, 0.7, 0, 0],
      [33, 32, 10, 10, 0.8, 0, 0],
      [32, 33, 10, 10, 0, 0.6, 0],
      [48, 32, 10, 10, 0.5, 0, 0],
    ]);
    expect(found.map(({ classId, score }) => [classId, score])).toEqual([
      [car, 0.8],
      [bus, 0.6],
      [car, 0.5],
    ]);
  });

  test('a box over the edge is cut at the edge of the picture, one in the padding is dropped', () => {
    const found = readYolo([
      [0, 16, 8, 8, 0.9, 0, 0],
      [32, 4, 8, 8, 0.8, 0, 0],
    ]);
    expect(found).toEqual([{ boxInImage: { cx: 4, cy: 4, w: 8, h: 8 }, classId: car, score: 0.9 }]);
  });

  test('of a useless frame full of boxes the best candidates are kept, in order', () => {
    const count = 5000;
    // Whole 16384ths are exact in float32.
    const score = (at: number): number => (5000 + ((at * 7919) % count)) / 16_384;
    const anchors = Array.from({ length: count }, (_, at): Anchor => [32, 32, 4, 4, score(at), 0, 0]);
    const everything = { ...filter, nmsIou: 1, maxDetections: 1000 };
    const found = createYoloReader('yolo', 3, input).read(yoloOutput(anchors), count, everything, source);
    const best = anchors.map((anchor) => anchor[4]).sort((a = 0, b = 0) => b - a);
    expect(found.map(({ score: given }) => given)).toEqual(best.slice(0, maxCandidates));
  });

  test('no more boxes leave than were asked for', () => {
    const anchors = Array.from({ length: 6 }, (_, at): Anchor => [6 + at * 10, 32, 4, 4, 0.3 + at / 10, 0, 0]);
    const found = readYolo(anchors, { ...filter, maxDetections: 2 });
    expect(found.map(({ score }) => score)).toEqual([0.8, 0.7]);
  });

  test('a reader used again remembers nothing', () => {
    const reader = createYoloReader('yolo', 3, input);
    const full = yoloOutput([[32, 32, 8, 8, 0.9, 0, 0]]);
    expect(reader.read(full, 1, filter, source)).toHaveLength(1);
    expect(
      reader.read(
        full.map(() => 0),
        1,
        filter,
        source,
      ),
    ).toEqual([]);
  });
});

describe('a (boxes, 6) output', () => {
  test('gives the same kind of boxes; padding and classes out of range are dropped', () => {
    const found = readBoxes([
      [44, 28, 52, 36, 0.9, bus],
      [12, 30, 20, 34, 0.3, car],
      [12, 30, 20, 34, 0.9, person],
      [12, 30, 20, 34, 0.9, 3],
      [12, 30, 20, 34, 0.9, 0.5],
      [0, 0, 0, 0, 0, 0],
    ]);
    expect(found).toEqual([
      { boxInImage: { cx: 96, cy: 32, w: 16, h: 16 }, classId: bus, score: 0.9 },
      { boxInImage: { cx: 32, cy: 32, w: 16, h: 8 }, classId: car, score: 0.3 },
    ]);
  });
});

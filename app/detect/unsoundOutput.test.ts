import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detection } from './detection.ts';
import { createYoloReader, type OutputLayout } from './yoloOutput.ts';

/** F28: whatever numbers a broken model or a lost GPU gives, what leaves the reader is sound and nothing throws. */
const source = { width: 1920, height: 1080 };
const input = { width: 640, height: 640 };
const classCount = 4;
const filter = {
  // Two of the classes do not exist.
  scoreByClass: new Map([
    [0, 0],
    [1, 0.25],
    [3, 0.5],
    [-1, 0.1],
    [99, 0.1],
  ]),
  nmsIou: 0.6,
  maxDetections: 50,
};

const strange = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, 3.4e38, -3.4e38, 1e-40, 0.5),
  fc.float({ noDefaultInfinity: false }),
  fc.float({ min: -100, max: 800 }),
  fc.float({ min: 0, max: 1 }),
);
/** Outputs of 40 anchors (8 values each) or boxes (6 values each). */
const outputs = fc.array(strange, { minLength: 320, maxLength: 320 });

/** The first rule that the detections break, or `sound`. */
function fault(detections: readonly Detection[]): string {
  let last = Infinity;
  if (detections.length > filter.maxDetections) return 'too many';
  for (const {
    boxInImage: { cx, cy, w, h },
    classId,
    score,
  } of detections) {
    if (![0, 1, 3].includes(classId)) return `class ${classId}`;
    if (!(score >= 0 && score <= 1) || score > last) return `score ${score}`;
    if (!(w > 0 && h > 0)) return `size ${w} x ${h}`;
    const slack = 1e-6;
    const inside =
      cx - w / 2 >= -slack && cy - h / 2 >= -slack && cx + w / 2 <= 1920 + slack && cy + h / 2 <= 1080 + slack;
    if (!inside) return `outside: ${cx} ${cy} ${w} ${h}`;
    last = score;
  }
  return 'sound';
}

describe('F28: NaN, infinities, boxes out of range and unknown classes', () => {
  test.each(['yolo', 'endToEnd'] as const)('a %s output gives sound detections only', (layout: OutputLayout) => {
    const reader = createYoloReader(layout, classCount, input);
    fc.assert(
      fc.property(outputs, (values) => {
        expect(fault(reader.read(Float32Array.from(values), 40, filter, source))).toBe('sound');
      }),
      { numRuns: 3000, seed: 28 },
    );
  });

  test('control: the same outputs read without care give unsound boxes', () => {
    const faults = new Set<string>();
    for (const values of fc.sample(outputs, { numRuns: 200, seed: 28 })) {
      for (let at = 0; at < 40; at++) {
        const [cx = 0, cy = 0, w = 0, h = 0, score = 0, classId = 0] = values.slice(6 * at, 6 * at + 6);
        if (score < 0.25) continue;
        const verdict = fault([{ boxInImage: { cx, cy, w, h }, classId, score }]);
        faults.add(verdict.split(' ')[0] ?? '');
      }
    }
    expect([...faults].sort()).toEqual(['class', 'outside:', 'score', 'size', 'sound']);
  });
});

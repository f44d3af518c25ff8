import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { createTracker } from '../track/tracker.ts';
import { countingLine } from './countingLine.ts';
import { PassageCounter } from './passage.ts';
import type { Passage } from './passage.ts';

interface DarknetFrame {
  readonly frame_id: number;
  readonly objects: readonly {
    readonly class_id: number;
    readonly confidence: number;
    readonly relative_coordinates: { center_x: number; center_y: number; width: number; height: number };
  }[];
}

const [width, height, fps] = [640, 360, 30];
const whereFrom = hasTestdata ? '' : ' (skipped: ../shared/testdata is not beside the checkout)';

function countEvery(frames: readonly DarknetFrame[], step: number): Passage[] {
  const tracker = createTracker({ groupOfClass: () => 0 });
  const counter = new PassageCounter([countingLine('near', { x: 110, y: 290 }, { x: 470, y: 290 })]);
  const passages: Passage[] = [];
  for (const { frame_id, objects } of frames.filter((_, index) => index % step === 0)) {
    const detections = objects.map(({ class_id, confidence, relative_coordinates: box }) => ({
      classId: class_id,
      score: confidence,
      boxInImage: { cx: box.center_x * width, cy: box.center_y * height, w: box.width * width, h: box.height * height },
    }));
    const { backfilled, observed, ended } = tracker.update({ ptsMs: (frame_id * 1000) / fps, detections });
    for (const observation of [...backfilled, ...observed]) counter.observe(observation);
    for (const trackId of ended) passages.push(...counter.end(trackId));
  }
  return [...passages, ...counter.endAll()];
}

describe.skipIf(!hasTestdata)(`the junction with a queue, from another detector's boxes${whereFrom}`, () => {
  it.each([
    { step: 1, name: '30 frames a second' },
    { step: 3, name: '10 frames a second' },
    { step: 6, name: '5 frames a second' },
  ])('$name: every vehicle towards the camera, the same number within one', ({ step }) => {
    const frames: DarknetFrame[] = JSON.parse(
      readFileSync(testdata('annotated/opendatacam/alexeydetections30FPS.json'), 'utf8'),
    );
    const passages = countEvery(frames, step);
    expect(passages.filter(({ direction }) => direction === 'backward')).toEqual([]);
    // By hand the whole clip has 22 to 24, of which 20 to 22 lie in the 14.5 s that there are boxes of.
    expect([19, 20, 21]).toContain(passages.length);
  });
});

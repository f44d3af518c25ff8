import { describe, expect, it } from 'vitest';
import { type Candidate, Scheduler } from './scheduler.ts';

/** Serves one frame every `stepMs` with every camera always ready; returns how often each was served. */
function serve(cameras: readonly Candidate[], turns: number, stepMs: number): Record<string, number> {
  const scheduler = new Scheduler();
  const served: Record<string, number> = {};
  for (let turn = 0; turn < turns; turn++) {
    const chosen = scheduler.choose(cameras, turn * stepMs);
    if (chosen) served[chosen] = (served[chosen] ?? 0) + 1;
  }
  return served;
}

const camera = (cameraId: string, weight = 1, hasFrame = true): Candidate => ({ cameraId, weight, hasFrame });

describe('the scheduler', () => {
  it('serves equal cameras equally', () => {
    expect(serve([camera('a'), camera('b'), camera('c'), camera('d')], 400, 55)).toEqual({
      a: 100,
      b: 100,
      c: 100,
      d: 100,
    });
  });

  it('serves a camera of double weight about twice as often', () => {
    const served = serve([camera('a', 2), camera('b'), camera('c')], 400, 55);
    expect(served['a']).toBeGreaterThanOrEqual(190);
    expect(served['b']).toBeGreaterThanOrEqual(95);
    expect(served['c']).toBeGreaterThanOrEqual(95);
  });

  it('lets no camera starve beside a very heavy one', () => {
    const served = serve([camera('heavy', 1000), camera('light')], 400, 55);
    expect(served['light']).toBeGreaterThanOrEqual(9);
  });

  it('chooses nothing when no camera has a frame', () => {
    expect(new Scheduler().choose([camera('a', 1, false)], 0)).toBeNull();
  });
});

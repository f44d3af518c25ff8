import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../../app/base/simulatedClock.ts';
import { FramePace } from './framePace.ts';

/** Somebody moves all the time; a frame is drawn so long after it was asked for. Frames in a second. */
async function framesInASecond(frameMs: number): Promise<number> {
  const clock = new SimulatedClock();
  let frames = 0;
  const pace = new FramePace(clock, () => {
    clock.after(frameMs, () => {
      frames += 1;
      pace.drawn();
      pace.ask();
    });
  });
  pace.ask();
  await clock.advance(1000);
  return frames;
}

describe('the pace of moving things', () => {
  it.each([
    [16, 31],
    [100, 5],
    [900, 1],
  ])('a frame of %i ms is drawn %i times a second', async (frameMs, frames) => {
    expect(await framesInASecond(frameMs)).toBe(frames);
  });

  it('asks once, however often it is asked', () => {
    let asked = 0;
    const pace = new FramePace(new SimulatedClock(), () => (asked += 1));
    for (let time = 0; time < 5; time++) pace.ask();
    expect(asked).toBe(1);
  });

  it('does not rest for frames that the map drew for itself', () => {
    let asked = 0;
    const pace = new FramePace(new SimulatedClock(), () => (asked += 1));
    pace.drawn();
    pace.ask();
    expect(asked).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline.ts';

describe('one rising line for the times of a camera', () => {
  it('takes the first epoch as it is', () => {
    const line = new Timeline();
    expect([line.find(1, 40), line.place(1, 40_000), line.find(1, 40), line.find(2, 40)]).toEqual([
      null,
      40_000,
      40,
      null,
    ]);
  });

  it('puts a new epoch a second behind the old one, boxes with it', () => {
    const line = new Timeline();
    line.place(1, 90_000_000);
    expect([line.place(2, 5000), line.place(2, 45_000), line.find(2, 45), line.find(1, 90_000)]).toEqual([
      91_000_000,
      91_040_000,
      91_040,
      null,
    ]);
  });

  it('keeps the base when B-frames step back', () => {
    const line = new Timeline();
    expect([line.place(1, 0), line.place(1, 133_000), line.place(1, 66_000)]).toEqual([0, 133_000, 66_000]);
  });

  it('goes on rising when a clip begins again within its epoch', () => {
    const line = new Timeline();
    line.place(1, 60_000_000);
    expect([line.place(1, 0), line.place(1, 40_000), line.find(1, 40)]).toEqual([61_000_000, 61_040_000, 61_040]);
  });

  it('knows a repetition from a new beginning: a resent group keeps its times', () => {
    const line = new Timeline();
    line.place(1, 60_000_000);
    line.resent();
    expect(line.place(1, 52_000_000)).toBe(52_000_000);
  });
});

import { describe, expect, it } from 'vitest';
import { FramePool } from './framePool.ts';
import { InOrder } from './inOrder.ts';

describe('a pool of frames of which none may be lost', () => {
  it('makes the writer wait while all places are taken and calls it when one is free', () => {
    const pool = new FramePool([new Uint8Array(1)]);
    let called = 0;
    pool.onFree(() => called++);
    expect(pool.begin()).not.toBeNull();
    const frame = pool.take();
    expect(pool.begin()).toBeNull();
    pool.release(frame);
    expect([called, pool.begin() === frame]).toEqual([1, true]);
  });

  it('gives the same place again to a writer that asks twice', () => {
    const pool = new FramePool([new Uint8Array(1), new Uint8Array(1)]);
    expect(pool.begin()).toBe(pool.begin());
  });

  it('does not call a writer that never waited', () => {
    const pool = new FramePool([new Uint8Array(1), new Uint8Array(1)]);
    let called = 0;
    pool.onFree(() => called++);
    pool.begin();
    pool.release(pool.take());
    expect(called).toBe(0);
  });
});

describe('results in order', () => {
  it('waits for the slow one', () => {
    const given: string[] = [];
    const order = new InOrder<string>((result) => given.push(result));
    const places = ['a', 'b', 'c'].map(() => order.handIn());
    order.done(places[2] ?? -1, 'c');
    order.done(places[1] ?? -1, 'b');
    expect([given, order.open]).toEqual([[], 3]);
    order.done(places[0] ?? -1, 'a');
    expect([given, order.open]).toEqual([['a', 'b', 'c'], 0]);
  });
});

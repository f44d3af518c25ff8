import { describe, expect, it } from 'vitest';
import { TripleSlot } from './tripleSlot.ts';

function slotOf() {
  return new TripleSlot<string>([new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)]);
}

function write(slot: TripleSlot<string>, value: number): void {
  slot.begin()[0] = value;
  slot.publish(`frame ${value}`);
}

describe('the newest frame of a camera', () => {
  it('gives the newest and counts what it overwrote', () => {
    const slot = slotOf();
    write(slot, 1);
    write(slot, 2);
    write(slot, 3);
    const claimed = slot.claim();
    expect([claimed?.stamp, claimed?.buffer[0], slot.overwritten, slot.hasNewest]).toEqual(['frame 3', 3, 2, false]);
  });

  it('never writes into the place that is being read, however long reading takes', () => {
    const slot = slotOf();
    write(slot, 1);
    const claimed = slot.claim();
    for (let value = 2; value < 50; value++) write(slot, value);
    expect(claimed?.buffer[0]).toBe(1);
    expect(slot.claim()).toBeNull();
    slot.release(claimed?.place ?? -1);
    expect(slot.claim()?.stamp).toBe('frame 49');
  });

  it('gives up a frame that was begun and never finished', () => {
    const slot = slotOf();
    write(slot, 1);
    slot.begin()[0] = 99;
    slot.begin()[0] = 2;
    slot.publish('frame 2');
    expect(slot.claim()?.buffer[0]).toBe(2);
  });

  it('refuses a frame that was never begun', () => {
    expect(() => slotOf().publish('x')).toThrow('never begun');
  });
});

import { describe, expect, it } from 'vitest';
import { SignalChanges } from './signalChange.ts';

describe('what signal heads show', () => {
  it('is told once for each change, from what is not known at the beginning on', () => {
    const changes = new SignalChanges('a', ['k1', 'k2']);
    const red = new Map([['k1', 'red'] as const]);
    const told = [changes.take(0, red), changes.take(200, red), changes.take(400, new Map())];
    expect(told).toEqual([
      [
        { cameraId: 'a', headId: 'k1', atMs: 0, state: 'red' },
        { cameraId: 'a', headId: 'k2', atMs: 0, state: 'unknown' },
      ],
      [],
      [{ cameraId: 'a', headId: 'k1', atMs: 400, state: 'unknown' }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { imageAt } from '../../traffic/road/testing/flatRoad.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import { drive, road, watched } from './testing/watchedRoad.ts';

/** The road with a stop line at 80 m that a signal controller tells the state of. */
async function signalled() {
  const found = await watched();
  const scene = {
    ...road(),
    signalHeads: [{ id: 'k1', name: 'K1', outline: null, source: 'external' as const }],
    stopLines: [
      {
        ...{ id: 's', name: 'stop', from: imageAt(80, 28), to: imageAt(80, 32) },
        control: { kind: 'signal' as const, signalHeadId: 'k1' },
      },
    ],
  };
  await found.world.window.saveScene({ cameraId: 'id-1', baseVersion: 1, note: '', scene });
  return found;
}

describe('a signal whose state is supplied from outside', () => {
  it.each<[SignalState, string[]]>([
    ['red', ['red-light']],
    ['green', []],
  ])('%s while a car drives on: %j', async (state, types) => {
    const { world, vision, incidents } = await signalled();
    const tell = (): void => void world.window.tellSignals({ cameraId: 'id-1', states: { k1: state } });
    await drive(world, vision.observe, 8, (s) => {
      if (Number.isInteger(s)) tell();
      return 15 * s;
    });
    expect([...incidents.values()].map(({ type }) => type)).toEqual(types);
  });

  it('is unknown 5 s after the controller fell silent: nothing is guessed', async () => {
    const { world, vision, incidents } = await signalled();
    await world.window.tellSignals({ cameraId: 'id-1', states: { k1: 'red' } });
    await world.clock.advance(6000);
    await drive(world, vision.observe, 8, (s) => 15 * s);
    expect([...incidents.values()]).toEqual([]);
  });

  it('of a head that the scene reads from the picture, or does not have, is refused', async () => {
    const { world } = await signalled();
    await expect(world.window.tellSignals({ cameraId: 'id-1', states: { k7: 'red' } })).rejects.toThrow(/k7/);
  });
});

import { describe, expect, it } from 'vitest';
import type { ReplayNews } from '../../contracts/trafficCalls.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import { carAt, imageAt } from '../../traffic/road/testing/flatRoad.ts';
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

  it('is kept with the tracks: a replay finds who drove at red, and with that rule off loses it', async () => {
    const { world, vision, incidents } = await signalled();
    const fromAtMs = world.clock.wallMs();
    const path: FinishedTrack['path'] = [];
    await drive(world, vision.observe, 8, (s) => {
      if (Number.isInteger(s)) void world.window.tellSignals({ cameraId: 'id-1', states: { k1: 'red' } });
      const { cx, cy, w, h } = carAt(15 * s, 30);
      path.push([1000 * s, cx, cy, w, h]);
      return 15 * s;
    });
    vision.finish({
      ...{ cameraId: 'id-1', epoch: 1, trackId: 7, className: 'car', score: 0.8, firstAtMs: fromAtMs },
      ...{ width: 1280, height: 720, path },
    });
    await world.clock.advance(2000);
    const { scene } = world.stores.scenes.newest()[0]!;
    const news: ReplayNews[] = [];
    world.window.replay(
      {
        ...{ fromAtMs, toAtMs: world.clock.wallMs() },
        cameras: [{ cameraId: 'id-1', scene: { ...scene, rules: { 'red-light': { enabled: false } } } }],
      },
      { item: (item) => void news.push(item) },
    );
    await world.clock.advance(1000);
    const last = news.at(-1)!;
    expect([...incidents.values()].map(({ type }) => type)).toEqual(['red-light']);
    expect(last.state === 'done' && last.report.lost.map(({ type }) => type)).toEqual(['red-light']);
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

import { describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { Wall } from '../../app/camera/wall.ts';
import { consoleContract } from '../../app/contracts/console.ts';
import type { FeedSink, Implementation } from '../../app/contracts/contract.ts';
import type { Link } from '../../app/contracts/link.ts';
import { memoryLinkPair } from '../../app/contracts/memoryLink.ts';
import { serve } from '../../app/contracts/rpc.ts';
import { connectStation } from './station.ts';

const wall: Wall = { wallId: 'w', name: 'Tunnel', gridColumns: 1, gridRows: 1, tiles: [] };

/** A station in memory that can be cut off and can refuse. */
function rig(options: { silentAfterMs?: number } = {}) {
  const clock = new SimulatedClock(1_000_000);
  const sinks: FeedSink<Wall[]>[] = [];
  const saved: Wall[] = [];
  let served: Link | null = null;
  let answers = true;
  let opened = 0;
  const implementation = new Proxy({} as Implementation<typeof consoleContract>, {
    get: (_, name) => {
      if (name === 'walls')
        return (_args: unknown, sink: FeedSink<Wall[]>) => {
          sinks.push(sink);
          return () => undefined;
        };
      if (name === 'saveWall')
        return (given: Wall) => {
          saved.push(given);
          return {};
        };
      return undefined;
    },
  });
  const station = connectStation({
    clock,
    random: () => 0.5,
    silentAfterMs: options.silentAfterMs ?? 8000,
    policy: { firstMs: 1000, maxMs: 4000, jitter: 0, resetAfterMs: 60_000 },
    open: () => {
      opened++;
      if (!answers) return Promise.reject(new AppError('unavailable', 'refused'));
      const [page, far] = memoryLinkPair();
      served = far;
      serve(far, consoleContract, implementation, { name: 'window-1' });
      return Promise.resolve(page);
    },
  });
  return {
    clock,
    station,
    sinks,
    saved,
    opened: () => opened,
    cut: () => served?.close('cable pulled'),
    answer: (yes: boolean) => {
      answers = yes;
    },
  };
}

describe('the page and its station', () => {
  it('carries calls and feeds', async () => {
    const { clock, station, sinks, saved } = rig();
    const seen: unknown[] = [];
    station.console.walls({}, { item: (walls) => seen.push(walls) });
    await clock.advance(0);
    sinks[0]?.push([wall]);
    await station.console.saveWall(wall);
    expect({ seen, saved, connection: station.connection.current() }).toEqual({
      seen: [[wall]],
      saved: [wall],
      connection: { state: 'connected', sinceAtMs: 1_000_000 },
    });
    station.close();
  });

  it('says since when the link is lost, comes back with growing waits and opens the feeds anew', async () => {
    const { clock, station, sinks, cut, answer, opened } = rig();
    const seen: string[] = [];
    const states: string[] = [];
    station.connection.subscribe(() => states.push(station.connection.current().state));
    station.console.walls({}, { item: (walls) => seen.push(walls.map((each) => each.name).join()) });
    await clock.advance(500);
    answer(false);
    cut();
    await clock.advance(0);
    const lost = station.connection.current();
    const attempts: number[] = [];
    for (let second = 1; second <= 8; second++) {
      await clock.advance(1000);
      attempts.push(opened());
    }
    answer(true);
    await clock.advance(4000);
    sinks[1]?.push([{ ...wall, name: 'After' }]);
    await clock.advance(0);
    expect({ lost, attempts, states, seen, feedsOpened: sinks.length }).toEqual({
      lost: { state: 'reconnecting', sinceAtMs: 1_000_500 },
      // Waits of 1, 2, 4, 4 s after the first link.
      attempts: [2, 2, 3, 3, 3, 3, 4, 4],
      states: ['connected', 'reconnecting', 'connected'],
      seen: ['After'],
      feedsOpened: 2,
    });
    station.close();
  });

  it('fails calls plainly while there is no link', async () => {
    const { clock, station, cut } = rig();
    await clock.advance(0);
    cut();
    await clock.advance(0);
    await expect(station.console.saveWall(wall)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The station is not reachable at the moment; try again when it is back.',
    });
    station.close();
  });

  it.each([
    { protection: 'silence is watched', silentAfterMs: 3000, expected: { state: 'connected', opened: 2 } },
    // Positive control: without the watch a half-open connection looks connected for ever.
    { protection: 'silence is not watched', silentAfterMs: 1e9, expected: { state: 'connected', opened: 1 } },
  ])('a half-open connection: $protection', async ({ silentAfterMs, expected }) => {
    const { clock, station, opened } = rig({ silentAfterMs });
    station.console.walls({}, { item: () => undefined });
    await clock.advance(5000);
    expect({ state: station.connection.current().state, opened: opened() }).toEqual(expected);
    station.close();
  });

  it('opens a feed again that fell behind, and passes on a refusal', async () => {
    const { clock, station, sinks } = rig();
    const ends: (string | undefined)[] = [];
    station.console.walls({}, { item: () => undefined, end: (error) => ends.push(error?.message) });
    await clock.advance(0);
    sinks[0]?.end(new AppError('resource-exhausted', 'too slow'));
    await clock.advance(1000);
    sinks[1]?.end(new AppError('permission-denied', 'Only a supervisor may see this.'));
    await clock.advance(10_000);
    expect({ opened: sinks.length, ends }).toEqual({ opened: 2, ends: ['Only a supervisor may see this.'] });
    station.close();
  });
});

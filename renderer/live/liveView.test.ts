import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { LiveTile } from './liveTile.ts';
import type { DecodeWorker, ShownTile } from './liveView.ts';
import { LiveView } from './liveView.ts';
import type { FromWorker, ToWorker } from './workerMessages.ts';

/** A decode worker that keeps what it is told; it speaks only when a test lets it. */
class SilentWorker implements DecodeWorker {
  readonly told: ToWorker[] = [];
  terminated = false;
  #say: (event: MessageEvent<FromWorker>) => void = () => undefined;
  #fail: () => void = () => undefined;

  postMessage(message: ToWorker): void {
    this.told.push(message);
  }

  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent<FromWorker>) => void): void {
    if (type === 'message') this.#say = listener;
    else this.#fail = listener as () => void;
  }

  terminate(): void {
    this.terminated = true;
  }

  says(message: FromWorker): void {
    this.#say(new MessageEvent('message', { data: message }));
  }

  crashes(): void {
    this.#fail();
  }

  /** Which tiles were opened and closed, in order. */
  get orders(): string[] {
    return this.told.flatMap((message) =>
      message.kind === 'open'
        ? [`open ${message.cameraId}`]
        : message.kind === 'close'
          ? [`close ${message.tile}`]
          : [],
    );
  }

  get links(): number {
    return this.told.filter((message) => message.kind === 'link').length;
  }
}

function rig(silentAfterMs = 5000) {
  const clock = new SimulatedClock();
  const workers: SilentWorker[] = [];
  const problems: (string | null)[] = [];
  const view = new LiveView({
    clock,
    random: () => 0.5,
    policy: { firstMs: 1000, maxMs: 4000, jitter: 0, resetAfterMs: 60_000 },
    silentAfterMs,
    linkAddress: () => Promise.resolve({ url: 'ws://127.0.0.1/link/video' }),
    makeWorker: () => {
      const worker = new SilentWorker();
      workers.push(worker);
      return worker;
    },
  });
  const tile = (cameraId: string): ShownTile => ({
    cameraId,
    view: (() => ({ problem: problems.at(-1) ?? null })) as LiveTile['view'],
    start: () => new WritableStream<VideoFrame>(),
    stop: () => undefined,
    close: () => undefined,
    tick: () => undefined,
    takeFormat: () => undefined,
    takeBoxes: () => undefined,
    takeFigures: () => undefined,
    takeProblem: (problem) => problems.push(problem),
  });
  const speak = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 250) {
      workers.at(-1)?.says({ kind: 'figures', tiles: [] });
      await clock.advance(250);
    }
  };
  return { clock, workers, view, tile, problems, speak };
}

describe('the live pictures of a window', () => {
  it('streams only what can be seen, and nothing in a hidden page', async () => {
    const { clock, workers, view, tile } = rig();
    const north = view.add(tile('north'));
    const south = view.add(tile('south'));
    north.setVisible(true);
    await clock.advance(0);
    const counts = [view.streaming];
    south.setVisible(true);
    view.setPageVisible(false);
    counts.push(view.streaming);
    view.setPageVisible(true);
    south.setVisible(false);
    north.remove();
    counts.push(view.streaming);
    expect({ orders: workers[0]?.orders, counts }).toEqual({
      orders: ['open north', 'open south', 'close 1', 'close 2', 'open north', 'open south', 'close 2', 'close 1'],
      counts: [1, 0, 0],
    });
    view.close();
  });

  it.each([
    { protection: 'silence is watched', silentAfterMs: 5000, expected: { workers: 2, orders: ['open north'] } },
    // Positive control: a hung worker that nobody watches leaves the wall without pictures.
    { protection: 'silence is not watched', silentAfterMs: 1e9, expected: { workers: 1, orders: ['open north'] } },
  ])('a worker that hangs: $protection', async ({ silentAfterMs, expected }) => {
    const { clock, workers, view, tile, speak } = rig(silentAfterMs);
    view.add(tile('north')).setVisible(true);
    await speak(2000);
    await clock.advance(7000);
    expect({ workers: workers.length, orders: workers.at(-1)?.orders }).toEqual(expected);
    view.close();
  });

  it('a worker that crashes is replaced and its tiles are opened anew', async () => {
    const { clock, workers, view, tile } = rig();
    view.add(tile('north')).setVisible(true);
    await clock.advance(100);
    workers[0]?.crashes();
    await clock.advance(1100);
    expect(workers.map(({ terminated, orders, links }) => ({ terminated, orders, links }))).toEqual([
      { terminated: true, orders: ['open north'], links: 1 },
      { terminated: false, orders: ['open north'], links: 1 },
    ]);
    view.close();
  });

  it('a lost link is said in the tiles and opened again with growing waits', async () => {
    const { workers, view, tile, problems, speak } = rig();
    view.add(tile('north')).setVisible(true);
    const [worker] = workers;
    const links: (number | undefined)[] = [];
    for (let loss = 0; loss < 3; loss++) {
      worker?.says({ kind: 'linkLost', reason: 'cable pulled' });
      await speak(1250);
      links.push(worker?.links);
      await speak(1750);
    }
    expect({ links, problems: new Set(problems) }).toEqual({
      // Waits of 1, 2 and 4 s.
      links: [2, 2, 3],
      problems: new Set(['The connection for pictures to the station was lost; it is being opened again.']),
    });
    view.close();
  });
});

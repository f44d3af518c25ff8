import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { OperatorAlert } from '../../app/contracts/console.ts';
import { healthOf } from '../../e2e/fixtures/believableHealth.ts';
import { alertsCame, camerasCame, createFactStore } from './facts.ts';
import { LiveStore } from './liveStore.ts';
import { Ticker } from './ticker.ts';
import { Trends, trendPoints } from './trends.ts';

const health = (atMs: number) => healthOf([], { modelId: null, alerts: [], tracksStored: atMs }, atMs, 0);

describe('the live store', () => {
  it('publishes at most four times a second and always the newest', async () => {
    const clock = new SimulatedClock();
    const live = new LiveStore(clock);
    const published: (readonly [atMonoMs: number, tracks: number | undefined])[] = [];
    live.subscribe(() => published.push([clock.monoMs(), live.snapshot().health?.store.tracksStored]));
    for (let beat = 0; beat < 10; beat++) {
      live.put(health(beat));
      await clock.advance(50);
    }
    await clock.advance(1000);
    expect(published).toEqual([
      [0, 0],
      [250, 4],
      [500, 9],
    ]);
  });

  it('keeps its snapshot while nothing is published, so that nobody draws for nothing', () => {
    const live = new LiveStore(new SimulatedClock());
    live.put(health(1));
    const first = live.snapshot();
    live.put(health(2));
    expect(live.snapshot()).toBe(first);
  });
});

describe('a trend', () => {
  it('keeps the last ten minutes at one point in five seconds, with gaps as gaps', () => {
    const trends = new Trends();
    let taken = 0;
    for (let nowMs = 0; nowMs < 700_000; nowMs += 500) {
      const value = nowMs === 690_000 ? null : nowMs / 1000;
      if (trends.sample(nowMs, () => [['a', value]])) taken += 1;
    }
    const points = [...(trends.of('a') ?? [])];
    expect({ taken, length: points.length, first: points[0], last: points.slice(-3) }).toEqual({
      taken: 140,
      length: trendPoints,
      first: 100,
      last: [685, Number.NaN, 695],
    });
  });

  it('forgets a series that is no longer measured', () => {
    const trends = new Trends();
    trends.sample(0, () => [['gone', 1]]);
    trends.sample(5000, () => [['here', 1]]);
    expect([trends.of('gone'), trends.of('here')?.at(-1)]).toEqual([undefined, 1]);
  });
});

describe('the facts', () => {
  const alert: OperatorAlert = { key: 'a', severity: 'info', text: 'Text.', tip: 'Tip.', sinceAtMs: 1 };

  it('stay the same object while the same alerts come again', () => {
    const store = createFactStore();
    store.dispatch(alertsCame([alert]));
    const first = store.getState().facts;
    store.dispatch(alertsCame([{ ...alert }]));
    const same = store.getState().facts;
    store.dispatch(alertsCame([]));
    expect([same === first, store.getState().facts.alerts]).toEqual([true, []]);
  });

  it('hold cameras by their place, and "not heard yet" apart from "none"', () => {
    const store = createFactStore();
    const before = store.getState().facts.cameras;
    const camera = { number: 1, name: 'n', sourceUrl: '/a', enabled: true, analysisFps: 5, hasCredentials: false };
    const playback = { pace: 'realTime', loop: true } as const;
    store.dispatch(
      camerasCame([
        { ...camera, playback, cameraId: 'second', position: 1 },
        { ...camera, playback, cameraId: 'first', position: 0 },
      ]),
    );
    expect([before, store.getState().facts.cameras?.map(({ cameraId }) => cameraId)]).toEqual([
      null,
      ['first', 'second'],
    ]);
  });
});

it('the second ticks on the full second and rests while nobody listens', async () => {
  const clock = new SimulatedClock(10_400);
  const ticker = new Ticker(clock);
  const ticks: number[] = [];
  const stop = ticker.subscribe(() => ticks.push(ticker.wallMs()));
  await clock.advance(2000);
  stop();
  await clock.advance(5000);
  expect([ticks, ticker.wallMs()]).toEqual([[11_000, 12_000], 12_000]);
});

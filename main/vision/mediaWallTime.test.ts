import { expect, it } from 'vitest';
import { MediaWallTime } from './mediaWallTime.ts';

it('keeps the even steps of the stream, whatever the jitter of the network', () => {
  const time = new MediaWallTime();
  const arrivals = [10_000, 10_260, 10_390, 10_810].map((arrivedAtMs, i) => time.of(1, 200 * i, arrivedAtMs));
  expect(arrivals).toEqual([10_000, 10_200, 10_400, 10_600]);
});

it('is laid on the wall clock anew for another opening, and when it ran away from it', () => {
  const time = new MediaWallTime();
  expect([time.of(1, 0, 10_000), time.of(2, 7000, 20_000), time.of(2, 7200, 22_500), time.of(2, 7400, 22_710)]).toEqual(
    [10_000, 20_000, 22_500, 22_700],
  );
});

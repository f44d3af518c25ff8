import { describe, expect, it } from 'vitest';
import { type Item, items, rawReader, settled, station } from '../../e2e/fixtures/toyContract.ts';
import type { ServeOptions } from './rpc.ts';

async function slow(name: 'latest' | 'every' | 'gop', options: ServeOptions = {}) {
  const opened = station(options);
  const got = rawReader(opened.there);
  opened.there.send({ kind: 'open', id: 1, name, args: {} });
  await settled();
  const sink = opened.sinks[0];
  if (!sink) throw new Error('the feed did not start');
  const numbers = () =>
    got.splice(0).map((message) => {
      const { kind, value } = message as { kind: string; value?: Item };
      return value?.n ?? kind;
    });
  const take = async (taken: number) => {
    opened.there.send({ kind: 'ack', id: 1, taken });
    await settled();
    return numbers();
  };
  const push = async (more: readonly Item[]) => {
    for (const one of more) sink.push(one);
    await settled();
    return numbers();
  };
  return { ...opened, sink, take, push, got };
}

describe('a slow reader', () => {
  it('of a "latest" feed gets the newest when it comes back', async () => {
    const { push, take, sink } = await slow('latest');
    expect(await push(items(0, 10))).toEqual([0, 1]);
    expect(await take(2)).toEqual([9]);
    expect(sink.dropped).toBe(7);
  });

  it('of an "every" feed gets all up to the limit', async () => {
    const { push, take } = await slow('every', { limits: { every: 10 } });
    expect((await push(items(0, 266))).length).toBe(256);
    expect(await take(256)).toEqual([256, 257, 258, 259, 260, 261, 262, 263, 264, 265]);
  });

  it('of an "every" feed is cut with resource-exhausted beyond the limit, and the source stopped', async () => {
    const { sink, push, stops, got, served } = await slow('every', { limits: { every: 10 } });
    await push(items(0, 266));
    sink.push({ n: 266, keyframe: false });
    sink.push({ n: 267, keyframe: false });
    await settled();
    expect(got).toEqual([
      {
        kind: 'error',
        id: 1,
        code: 'resource-exhausted',
        message: 'The reader was too slow for this feed; subscribe again for a fresh start.',
      },
    ]);
    expect({ stops, openFeeds: served.openFeeds, dropped: sink.dropped }).toEqual({
      stops: ['every'],
      openFeeds: 0,
      dropped: 11,
    });
  });

  it('of a "gop" feed gets a first burst whole', async () => {
    const { push, take, sink } = await slow('gop');
    const burst = [...items(0, 2, true), ...items(2, 300)];
    const first = await push(burst);
    expect([...first, ...(await take(32)), ...(await take(64))]).toEqual(items(0, 96).map(({ n }) => n));
    expect(sink.dropped).toBe(0);
  });

  it('of a "gop" feed skips waiting groups for a newer one', async () => {
    const { push, take, sink } = await slow('gop');
    await push([...items(0, 1, true), ...items(1, 32)]);
    await push([...items(32, 33, true), ...items(33, 60), ...items(60, 61, true), ...items(61, 64)]);
    expect(await take(32)).toEqual([60, 61, 62, 63]);
    expect(sink.dropped).toBe(28);
  });

  it('of a "gop" feed keeps the format that came while it slept', async () => {
    const { push, take } = await slow('gop');
    await push([...items(0, 1, true), ...items(1, 32)]);
    const [format, key, later] = [32, 33, 60] as const;
    await push([...items(format, key + 1, true), ...items(34, later), ...items(later, 61, true), ...items(61, 63)]);
    expect(await take(32)).toEqual([format, later, 61, 62]);
  });

  it('of a "gop" feed waits for the next keyframe when a group is longer than the limit', async () => {
    const { push, take, sink } = await slow('gop', { limits: { gop: 10 } });
    await push([...items(0, 1, true), ...items(1, 32)]);
    await push(items(32, 50));
    expect(await take(32)).toEqual([]);
    expect(await push(items(50, 52))).toEqual([]);
    expect(await push([...items(52, 53, true), ...items(53, 55)])).toEqual([52, 53, 54]);
    expect(sink.dropped).toBe(20);
  });

  it('cannot gain credit by acknowledging what was never sent', async () => {
    const { push, take } = await slow('every');
    await push(items(0, 300));
    expect(await take(1_000_000)).toEqual([]);
    expect((await take(256)).length).toBe(44);
  });

  it('gets what waited before an end in order', async () => {
    const { push, take, sink, stops } = await slow('every');
    await push(items(0, 258));
    sink.end();
    await settled();
    expect(stops).toEqual(['every']);
    expect(await take(256)).toEqual([256, 257, 'end']);
  });
});

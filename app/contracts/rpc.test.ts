import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../base/error.ts';
import type { Log } from '../base/log.ts';
import { SimulatedClock } from '../base/simulatedClock.ts';
import { call, feed } from './contract.ts';
import type { FeedSink, FeedStop, Implementation } from './contract.ts';
import type { Link } from './link.ts';
import { memoryLinkPair } from './memoryLink.ts';
import { connect, serve } from './rpc.ts';
import type { ConnectOptions, ServeOptions } from './rpc.ts';

const item = z.object({ n: z.int(), keyframe: z.boolean() });
type Item = z.infer<typeof item>;
const contract = {
  greet: call(z.object({ name: z.string().max(10) }), z.object({ text: z.string() })),
  latest: feed(z.object({}), item, 'latest'),
  every: feed(z.object({}), item, 'every'),
  gop: feed(z.object({}), item, 'gop'),
};
const items = (from: number, to: number, keyframe = false): Item[] =>
  Array.from({ length: to - from }, (_, i) => ({ n: from + i, keyframe }));
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A served contract whose feeds give their sinks to the test. */
function station(options: ServeOptions = {}, more: Partial<Implementation<typeof contract>> = {}) {
  const [here, there] = memoryLinkPair();
  const sinks: FeedSink<Item>[] = [];
  const stops: string[] = [];
  const lines: string[] = [];
  const log: Log = {
    log: (level, message, fields) => lines.push(`${level} ${message} ${JSON.stringify(fields ?? {}).slice(0, 90)}`),
    with: () => log,
  };
  const source = (name: string) => (_args: object, sink: FeedSink<Item>) => {
    sinks.push(sink);
    return () => stops.push(name);
  };
  const served = serve(
    here,
    contract,
    {
      greet: ({ name }) => ({ text: `Hello ${name}` }),
      latest: source('latest'),
      every: source('every'),
      gop: source('gop'),
      ...more,
    },
    { name: 'window-1' },
    { log, ...options },
  );
  return { here, there, sinks, stops, lines, served };
}

/** The other end without `connect`: says what it likes and keeps what comes. */
function rawReader(link: Link) {
  const got: unknown[] = [];
  link.onMessage((message) => got.push(message));
  return got;
}

async function failing(thrown: unknown) {
  const { there, lines } = station({}, { greet: () => Promise.reject(thrown) });
  const error = await connect(there, contract)
    .greet({ name: 'x' })
    .catch((caught: unknown) => caught);
  return { error, lines };
}

const reply = (text: unknown) => (_args: object) => ({ text }) as { text: string };

describe('calls', () => {
  it('cross an AppError unchanged and log nothing', async () => {
    expect(await failing(new AppError('not-found', 'There is no camera 7.'))).toEqual({
      error: new AppError('not-found', 'There is no camera 7.'),
      lines: [],
    });
  });

  it('hide the text of every other error from the other end; the log has it without the password', async () => {
    const { error, lines } = await failing('cannot open rtsp://root:secret@10.0.0.1/live');
    expect({ error, lines }).toEqual({
      error: new AppError('internal', 'Something went wrong inside the station; its log says more.'),
      lines: ['error "greet" failed unexpectedly {"problem":"cannot open rtsp://…@10.0.0.1/live"}'],
    });
  });

  it.each<[string, unknown, string]>([
    ['a missing argument', {}, '"greet" was refused at name: Invalid input: expected string, received undefined.'],
    ['a wrong type', { name: 7 }, '"greet" was refused at name: Invalid input: expected string, received number.'],
    [
      'an argument beyond its bound',
      { name: 'x'.repeat(11) },
      '"greet" was refused at name: Too big: expected string to have <=10 characters.',
    ],
    [
      'a prototype key',
      JSON.parse('{"name":"x","__proto__":{"admin":true}}'),
      '"greet" was refused: the key "__proto__" is not allowed.',
    ],
    [
      'a constructor key, nested',
      { name: 'x', more: [{ constructor: { prototype: {} } }] },
      '"greet" was refused: the key "constructor" is not allowed.',
    ],
    [
      'endless nesting',
      { name: Array.from({ length: 70 }).reduce((inner) => [inner], 1) },
      '"greet" was refused: it is nested too deeply.',
    ],
    ['too many values', { name: items(0, 100_000) }, '"greet" was refused: it holds too many values.'],
  ])('refuse %s with one sentence', async (_, args, message) => {
    const { there } = station();
    await expect(connect(there, contract).greet(args as { name: string })).rejects.toEqual(
      new AppError('invalid-argument', message),
    );
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each(['secret', 'toString', '__proto__', 'constructor', 'latest'])(
    'refuse the unknown call "%s"',
    async (name) => {
      const { there } = station();
      const got = rawReader(there);
      there.send({ kind: 'call', id: 1, name, args: {} });
      await settled();
      expect(got).toEqual([
        { kind: 'error', id: 1, code: 'unimplemented', message: `This link does not offer the call "${name}".` },
      ]);
    },
  );

  it('refuse a reply of the wrong form', async () => {
    const { there } = station({}, { greet: reply(7) });
    await expect(connect(there, contract).greet({ name: 'x' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('answer an error when the reply cannot be sent', async () => {
    const { there, lines } = station({}, { greet: reply(() => 1) });
    await expect(connect(there, contract).greet({ name: 'x' })).rejects.toMatchObject({ code: 'internal' });
    expect(lines.length).toBe(1);
  });

  it('end by the clock, each with its own time', async () => {
    const clock = new SimulatedClock();
    const { there } = station({}, { greet: () => new Promise(() => undefined) });
    const options: ConnectOptions = { timeout: { clock, ms: 5000, msByCall: { greet: 30_000 } } };
    const seen: unknown[] = [];
    connect(there, contract, options)
      .greet({ name: 'x' })
      .catch((error: unknown) => seen.push(error));
    await clock.advance(29_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual([new AppError('deadline-exceeded', 'The station did not answer "greet" within 30 s.')]);
  });
});

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

async function subscribe(opened: ReturnType<typeof station>) {
  const subscription = connect(opened.there, contract).every({}, { item: () => undefined });
  await settled();
  return subscription;
}
function failingListener(): void {
  throw new Error('a bug in a page');
}

describe('the source of a feed is stopped exactly once', () => {
  type Story = (opened: ReturnType<typeof station>) => Promise<void> | void;
  it.each<[string, Story]>([
    ['when the reader leaves', async (opened) => (await subscribe(opened)).stop()],
    [
      'when the reader leaves twice and the link closes',
      async (opened) => {
        const subscription = await subscribe(opened);
        subscription.stop();
        subscription.stop();
        await settled();
        opened.there.close();
      },
    ],
    [
      'when the link closes',
      async (opened) => {
        await subscribe(opened);
        opened.there.close();
      },
    ],
    [
      'when the source ends, then the link closes',
      async (opened) => {
        await subscribe(opened);
        opened.sinks[0]?.end();
        opened.sinks[0]?.end();
        await settled();
        opened.there.close();
      },
    ],
  ])('%s', async (_, story) => {
    const opened = station();
    await story(opened);
    await settled();
    expect({ stops: opened.stops, openFeeds: opened.served.openFeeds }).toEqual({ stops: ['every'], openFeeds: 0 });
  });

  it.each<[string, (link: Link) => void]>([
    ['the reader left', (link) => link.send({ kind: 'stop', id: 1 })],
    ['the link closed', (link) => link.close()],
  ])('also when the start was slower: %s meanwhile', async (_, leave) => {
    const stops: string[] = [];
    const start = Promise.withResolvers<FeedStop>();
    const { there } = station({}, { every: () => start.promise });
    there.send({ kind: 'open', id: 1, name: 'every', args: {} });
    await settled();
    leave(there);
    await settled();
    expect(stops).toEqual([]);
    start.resolve(() => stops.push('stopped'));
    await settled();
    expect(stops).toEqual(['stopped']);
  });

  it('and a failing start ends the feed with its error', async () => {
    const { there } = station({}, { every: () => Promise.reject(new AppError('not-found', 'No such camera.')) });
    const error = await new Promise((resolve) => {
      connect(there, contract).every({}, { item: () => undefined, end: resolve });
    });
    expect(error).toEqual(new AppError('not-found', 'No such camera.'));
  });
});

describe('the reading side of a feed', () => {
  it('hears nothing after stop, not even the end', async () => {
    const { there, sinks } = station();
    const story: unknown[] = [];
    const subscription = connect(there, contract).every(
      {},
      { item: ({ n }) => story.push(n), end: () => story.push('end') },
    );
    await settled();
    sinks[0]?.push({ n: 1, keyframe: true });
    await settled();
    sinks[0]?.push({ n: 2, keyframe: true });
    subscription.stop();
    await settled();
    there.close();
    expect(story).toEqual([1]);
  });

  it('ends with an error at an item of the wrong form, and the source is stopped', async () => {
    const { there, sinks, stops } = station();
    const ended = new Promise((resolve) => {
      connect(there, contract).every({}, { item: () => undefined, end: resolve });
    });
    await settled();
    sinks[0]?.push({ n: 1.5, keyframe: true });
    expect(await ended).toMatchObject({ code: 'internal' });
    await settled();
    expect(stops).toEqual(['every']);
  });

  it('goes on for others when one listener fails', async () => {
    const { there, sinks } = station();
    const client = connect(there, contract);
    const got: number[] = [];
    client.every({}, { item: failingListener });
    client.every({}, { item: ({ n }) => got.push(n) });
    await settled();
    for (const sink of sinks) sink.push({ n: 7, keyframe: true });
    await settled();
    expect(got).toEqual([7]);
  });

  it('may subscribe anew from its end, also when the link is closed for good', async () => {
    const { there } = station();
    const client = connect(there, contract);
    const ends: unknown[] = [];
    const again = () =>
      client.every({}, { item: () => undefined, end: (error) => ends.push(error) < 3 && void again() });
    again();
    await settled();
    there.close();
    await settled();
    expect(ends.map((error) => (error as AppError).code)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });
});

import { describe, expect, it } from 'vitest';
import { contract, settled, station } from '../../e2e/fixtures/toyContract.ts';
import { AppError } from '../base/error.ts';
import type { FeedStop } from './contract.ts';
import type { Link } from './link.ts';
import { connect } from './rpc.ts';

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

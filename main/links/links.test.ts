import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Link } from '../../app/contracts/link.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import { closing, linkSuite } from '../../e2e/fixtures/linkSuite.ts';
import type { LinkPair } from '../../e2e/fixtures/linkSuite.ts';
import { rpcSuite } from '../../e2e/fixtures/rpcSuite.ts';
import { dialPrivate, listenPrivate } from './privateSocket.ts';
import { nodeProcessEnd } from './processEnd.ts';
import { processChannel } from './processLink.ts';
import { acceptWebSocket } from './webSocketEnds.ts';

const relayModule = new URL('../../e2e/fixtures/relayWorker.ts', import.meta.url);

async function meetingPoint() {
  const folder = await mkdtemp(join(tmpdir(), 'its-link-'));
  return { point: { socketPath: join(folder, 's'), token: 'once' }, free: () => rm(folder, { recursive: true }) };
}

async function channelPair(): Promise<LinkPair> {
  const { port1, port2 } = new MessageChannel();
  return { a: portLinkOf(port1), b: portLinkOf(port2) };
}

async function tcpPair(): Promise<LinkPair> {
  const server = createServer();
  const accepted = Promise.withResolvers<Link>();
  server.on('upgrade', ({ method = '', url = '', headers }, socket, head) =>
    acceptWebSocket({ method, url, headers, socket: socket as Socket, head }, accepted.resolve, null),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const a = webSocketLinkOf(new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  return { a, b: await accepted.promise, free: () => void server.close() };
}

async function privatePair(): Promise<LinkPair> {
  const { point, free } = await meetingPoint();
  const accepted = Promise.withResolvers<Link>();
  const listening = Promise.withResolvers<void>();
  listenPrivate(point, listening.resolve, accepted.resolve);
  await listening.promise;
  const a = dialPrivate(point);
  return { a, b: await accepted.promise, free };
}

/** The far end of a forked child's link is in that child; it relays to this test over a private socket. */
async function forkedPair(): Promise<LinkPair> {
  const { point, free } = await meetingPoint();
  const accepted = Promise.withResolvers<Link>();
  const listening = Promise.withResolvers<void>();
  listenPrivate(point, listening.resolve, accepted.resolve);
  await listening.promise;
  const child = fork(relayModule, [point.socketPath, point.token], { serialization: 'advanced' });
  const { link } = processChannel(nodeProcessEnd(child));
  const exited = once(child, 'exit');
  return {
    a: link,
    b: await accepted.promise,
    async free() {
      await exited;
      await free();
    },
  };
}

const kinds: [string, () => Promise<LinkPair>][] = [
  ['a message channel', channelPair],
  ['a WebSocket over TCP', tcpPair],
  ['a WebSocket over a private socket', privatePair],
  ['the channel of a forked process', forkedPair],
];
describe.each(kinds)('%s as Link', (_, open) => linkSuite(open));
describe.each(kinds)('%s under RPC', (_, open) => rpcSuite(open));

describe('a private socket', () => {
  it('turns away who has no token, and goes on waiting for who has it', async () => {
    const { point, free } = await meetingPoint();
    const accepted = Promise.withResolvers<Link>();
    const listening = Promise.withResolvers<void>();
    listenPrivate(point, listening.resolve, accepted.resolve);
    await listening.promise;
    const stranger = dialPrivate({ ...point, token: 'twice' });
    expect(await closing(stranger)).toBe('socket closed, code 1006');
    const a = dialPrivate(point);
    const b = await accepted.promise;
    const late = dialPrivate(point);
    expect(await closing(late)).toBe('socket closed, code 1006');
    a.close();
    await closing(b);
    await free();
  });
});

describe('a WebSocket link', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['text', 'hello', 'a message was not binary'],
    ['bytes that are no MessagePack', new Uint8Array([0xc1]), 'a message was not MessagePack'],
    ['a truncated message', new Uint8Array([0xd9, 200, 1]), 'a message was not MessagePack'],
    ['two messages in one', new Uint8Array([1, 2]), 'a message was not MessagePack'],
    [
      'a prototype key',
      new Uint8Array([0x81, 0xa9, ...Buffer.from('__proto__'), 0x80]),
      'a message was not MessagePack',
    ],
  ])('closes at %s', async (_, message, reason) => {
    const server = createServer();
    const accepted = Promise.withResolvers<Link>();
    server.on('upgrade', ({ method = '', url = '', headers }, socket, head) =>
      acceptWebSocket({ method, url, headers, socket: socket as Socket, head }, accepted.resolve, null),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const raw = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    raw.on('open', () => raw.send(message));
    expect(await closing(await accepted.promise)).toBe(reason);
    server.close();
  });

  it.each<[string, boolean, string]>([
    ['is cut off when its client vanished without a word', false, 'cut off'],
    ['control: stays while its client answers pings', true, 'answers'],
  ])('%s', async (_, autoPong, outcome) => {
    const server = createServer();
    const accepted = Promise.withResolvers<Link>();
    server.on('upgrade', ({ method = '', url = '', headers }, socket, head) =>
      acceptWebSocket({ method, url, headers, socket: socket as Socket, head }, accepted.resolve, 200),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const raw = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, { autoPong });
    const pings = new Promise<string>((resolve) => {
      let count = 0;
      raw.on('ping', () => ++count === 4 && resolve('answers'));
    });
    const closed = closing(await accepted.promise).then(() => 'cut off');
    expect(await Promise.race([closed, pings])).toBe(outcome);
    raw.terminate();
    server.close();
  });
});

import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../app/base/clock.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import { type NetworkSource, parseSource } from '../../app/camera/sourceUrl.ts';
import type { DoubleAuthScheme } from '../../e2e/fixtures/doubleAuth.ts';
import { malformedAnswers } from '../../e2e/fixtures/malformedRtsp.ts';
import {
  type RtspCamera,
  type RtspCameraMode,
  type RtspCameraOptions,
  startRtspCamera,
} from '../../e2e/fixtures/rtspCamera.ts';
import { RtspClient } from '../../e2e/fixtures/rtspClient.ts';
import { selfSigned } from '../../e2e/fixtures/selfSigned.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { platformClock } from '../platformClock.ts';
import type { Relay } from './relay.ts';
import { type RtspRelayOptions, rtspRelayDefaults } from './relayOptions.ts';
import { openRtspRelay } from './rtspRelay.ts';

const run = promisify(execFile);
const clip = testdata('clips/otvision_cars_truck.mp4');
const gate = { user: 'gate', password: 'open-sesame' };

/** Closed after each test, the last opened first. */
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

async function camera(options: Partial<RtspCameraOptions> = {}): Promise<RtspCamera> {
  const double = await startRtspCamera({ clip, ...options });
  open.push(double);
  return double;
}

async function relayTo(
  url: string,
  options: Partial<RtspRelayOptions> & { clock?: Clock; credentials?: Credentials | null } = {},
): Promise<Relay> {
  const source = parseSource(url).source as NetworkSource;
  const pinned = { address: '127.0.0.1', family: 4 } as const;
  const relay = await openRtspRelay({
    ...rtspRelayDefaults,
    source,
    pinned,
    credentials: null,
    clock: platformClock,
    ...options,
  });
  open.push(relay);
  return relay;
}

function client(url: string): RtspClient {
  const player = new RtspClient(url);
  open.push(player);
  return player;
}

async function listener(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { server, port: (server.address() as { port: number }).port };
}

/** Packets that real ffmpeg gets in a second of media. */
async function ffmpegPackets(url: string, ...input: string[]): Promise<number> {
  const args = ['-v', 'error', '-nostdin', '-rtsp_transport', 'tcp', '-timeout', '5000000', ...input, '-i', url];
  const { stdout } = await run('ffmpeg', [...args, '-t', '1', '-map', '0:v', '-c', 'copy', '-f', 'framecrc', '-']);
  return stdout.split('\n').filter((line) => line.startsWith('0,')).length;
}

describe.skipIf(!hasTestdata)('RTSP relay with the camera double (needs the shared test material)', () => {
  it.each([['digest'], ['digest-sha256'], ['digest-no-qop'], ['basic']] satisfies [DoubleAuthScheme][])(
    'plays to ffmpeg, which knows neither host nor password: %s',
    async (scheme) => {
      const double = await camera({ ...gate, auth: [scheme] });
      const relay = await relayTo(double.url, { credentials: gate });
      expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
      expect(relay.reason).toBeNull();
      expect(double.connections).toBe(1);
      expect(relay.url).toMatch(/^rtsp:\/\/127\.0\.0\.1:\d+\/[\w-]{24}$/);
      const base = double.url.split('?')[0];
      expect(double.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
        `OPTIONS ${double.url}`,
        `OPTIONS ${double.url}`,
        `DESCRIBE ${double.url}`,
        `SETUP ${base}/trackID=1`,
        `PLAY ${base}/`,
        `TEARDOWN ${base}/`,
      ]);
    },
  );

  it('plays through TLS with a certificate that the camera made itself', async () => {
    const double = await camera({ ...gate, tls: selfSigned('camera') });
    const relay = await relayTo(double.url, { credentials: gate });
    expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
  });

  it('signs in on a new connection where the camera hangs up after asking', async () => {
    const double = await camera({ ...gate, hangsUpAfter401: true });
    const relay = await relayTo(double.url, { credentials: gate });
    expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
    expect({ reason: relay.reason, connections: double.connections }).toEqual({ reason: null, connections: 2 });
  });

  it('renews a nonce in the middle of a session', async () => {
    const double = await camera(gate);
    const relay = await relayTo(double.url, { credentials: gate });
    const player = client(relay.url);
    expect(await player.ask('OPTIONS')).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 1\r\n/);
    double.auth?.challenge();
    expect(await player.ask('DESCRIBE')).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 2\r\n/);
    expect(double.requests.map(({ method }) => method)).toEqual(['OPTIONS', 'OPTIONS', 'DESCRIBE', 'DESCRIBE']);
  });

  it('tells only the player that has the token anything, and serves it once', async () => {
    const double = await camera();
    const relay = await relayTo(double.url);
    const stranger = client(relay.url);
    expect(await stranger.ask('DESCRIBE', {}, relay.url.replace(/\w$/, '_'))).toBe('');
    expect(await client(relay.url).ask('DESCRIBE', {}, double.url)).toBe('');
    expect(double.connections).toBe(0);
    expect(await client(relay.url).ask('DESCRIBE')).toContain('m=video');
    expect(await client(relay.url).ask('DESCRIBE')).toBe('');
    expect(double.connections).toBe(1);
  });

  it('takes no other transport than its own connection, no other methods', async () => {
    const double = await camera();
    const player = client((await relayTo(double.url)).url);
    expect(await player.ask('SETUP', { Transport: 'RTP/AVP;unicast;client_port=5000-5001' })).toMatch(
      /^RTSP\/1\.0 461 /,
    );
    expect(await player.ask('ANNOUNCE')).toMatch(/^RTSP\/1\.0 501 /);
    expect(double.requests).toEqual([]);
  });

  it('wrong password: one signed try, then the reason, without the password (F03)', async () => {
    const wrong = { user: 'gate', password: 'close-sesame' };
    const double = await camera(gate);
    const relay = await relayTo(double.url, { credentials: wrong });
    await expect(ffmpegPackets(relay.url)).rejects.toThrow();
    expect(relay.reason).toMatchObject({
      code: 'credentials',
      text: 'The camera does not accept the user name or the password.',
    });
    expect(double.requests.filter(({ headers }) => headers['authorization'])).toHaveLength(1);
    expect(JSON.stringify([relay.url, relay.reason, double.requests])).not.toContain('sesame');
  });

  it.each([
    { name: 'twice as it is', options: {}, signed: 2 },
    { name: 'a sixth time with the limit at five', options: { renewals: 5 }, signed: 6 },
  ])('a nonce that is always stale is signed $name (F03)', async ({ options, signed }) => {
    const double = await camera({ ...gate, mode: 'always-stale' });
    const relay = await relayTo(double.url, { credentials: gate, ...options });
    const player = client(relay.url);
    await player.ask('OPTIONS');
    expect(relay.reason?.code).toBe('credentials');
    expect(double.requests.filter(({ headers }) => headers['authorization'])).toHaveLength(signed);
  });

  it('says that a password is asked for and none is stored', async () => {
    const relay = await relayTo((await camera(gate)).url);
    await client(relay.url).ask('DESCRIBE');
    expect(relay.reason).toMatchObject({ code: 'credentials', text: expect.stringContaining('none are stored') });
  });

  it.each([
    ['not-found', 'not-found'],
    ['busy', 'refused'],
    ['garbage', 'not-a-camera'],
    ['huge-header', 'not-a-camera'],
    ['malformed-sdp', 'no-video'],
    ['cut', 'stream-ended'],
  ] satisfies [RtspCameraMode, string][])('a camera that is %s ends in %s', async (mode, code) => {
    const relay = await relayTo((await camera({ mode })).url);
    await expect(ffmpegPackets(relay.url)).rejects.toThrow();
    expect(relay.reason?.code).toBe(code);
  });

  it.each([
    ['mute', { mode: 'mute' }],
    ['one byte a second', { mode: 'drip' }],
  ] satisfies [string, { mode: RtspCameraMode }][])(
    '%s from the first byte: ended after 5 s (F05, F06)',
    async (_name, { mode }) => {
      const clock = new SimulatedClock();
      const double = await camera({ mode, clock });
      const relay = await relayTo(double.url, { clock });
      const player = client(relay.url);
      player.send('OPTIONS');
      await vi.waitFor(() => expect(double.requests).toHaveLength(1));
      await clock.advance(4999);
      expect({ reason: relay.reason, closed: player.closed }).toEqual({ reason: null, closed: false });
      await clock.advance(1);
      expect(relay.reason?.code).toBe('timed-out');
      await player.until(() => player.closed);
    },
  );

  it.each([
    ['mute', { mode: 'mute' }],
    ['one byte a second', { mode: 'drip' }],
  ] satisfies [string, { mode: RtspCameraMode }][])(
    '%s with the limit off: open after 25 s (F05, F06)',
    async (_name, { mode }) => {
      const clock = new SimulatedClock();
      const double = await camera({ mode, clock });
      const relay = await relayTo(double.url, { clock, answerMs: Number.POSITIVE_INFINITY });
      const player = client(relay.url);
      player.send('OPTIONS');
      await vi.waitFor(() => expect(double.requests).toHaveLength(1));
      await clock.advance(25_000);
      expect({ reason: relay.reason, open: double.openConnections }).toEqual({ reason: null, open: 1 });
    },
  );

  it('a redirect is refused and its target never connected to (F07)', async () => {
    let hits = 0;
    const inner = await listener((socket) => {
      hits++;
      socket.destroy();
    });
    const double = await camera({ mode: 'redirect', redirectTo: `rtsp://127.0.0.1:${inner.port}/internal` });
    const relay = await relayTo(double.url);
    await expect(ffmpegPackets(relay.url)).rejects.toThrow();
    expect({ code: relay.reason?.code, hits }).toEqual({ code: 'redirect-refused', hits: 0 });
  });

  it('a redirect takes bare ffmpeg to its target (F07)', async () => {
    let hits = 0;
    const inner = await listener((socket) => {
      hits++;
      socket.destroy();
    });
    const double = await camera({ mode: 'redirect', redirectTo: `rtsp://127.0.0.1:${inner.port}/internal` });
    await expect(ffmpegPackets(double.url)).rejects.toThrow();
    expect(hits).toBeGreaterThan(0);
  });

  it('a foreign control address comes back to the camera itself', async () => {
    let hits = 0;
    const foreign = await listener((socket) => {
      hits++;
      socket.destroy();
    });
    const double = await camera({ mode: 'foreign-control', foreignBase: `rtsp://127.0.0.1:${foreign.port}/odd/` });
    const relay = await relayTo(double.url);
    expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
    expect({ hits, urls: double.requests.slice(-2).map(({ url }) => url) }).toEqual({
      hits: 0,
      urls: [`rtsp://127.0.0.1:${double.port}/odd/`, `rtsp://127.0.0.1:${double.port}/odd/`],
    });
  });

  it('nobody listens: refused; a running stream that breaks: ended; a player that leaves: no reason', async () => {
    const double = await camera();
    const [broken, left] = [await relayTo(double.url), await relayTo(double.url)];
    const players = [client(broken.url), client(left.url)];
    for (const player of players) {
      await player.ask('DESCRIBE');
      await player.ask('SETUP', { Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' });
      await player.ask('PLAY');
      await player.until(() => player.received.length > 20_000);
    }
    players[1]?.close();
    await vi.waitFor(() => expect(double.openConnections).toBe(1));
    await double.stopListening();
    await players[0]?.until(() => players[0]?.closed ?? true);
    const late = await relayTo(double.url);
    await client(late.url).ask('OPTIONS');
    expect([broken, left, late].map((relay) => relay.reason?.code ?? null)).toEqual(['stream-ended', null, 'refused']);
  });

  it('a player that does not read holds the camera back instead of filling memory', async () => {
    let sentBytes = 0;
    const full = Promise.withResolvers<void>();
    const frame = Buffer.concat([Buffer.from([0x24, 0, 0xff, 0xff]), Buffer.alloc(0xffff)]);
    const { port } = await listener((socket) => {
      socket.once('data', () => {
        socket.write('RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n');
        const fill = (): void => {
          for (let go = true; go && !socket.destroyed; ) {
            go = socket.write(frame);
            sentBytes += frame.length;
            if (sentBytes > 64 << 20) return full.resolve();
          }
        };
        socket.on('drain', fill);
        fill();
      });
    });
    const relay = await relayTo(`rtsp://127.0.0.1:${port}/`);
    const player = client(relay.url);
    player.socket.pause();
    player.send('PLAY');
    // The kernel's buffers on both legs fill up and then nothing moves: two equal readings, many turns apart.
    let before = -1;
    await vi.waitFor(
      () => {
        const now = sentBytes;
        const still = now > 0 && now === before;
        before = now;
        expect(still).toBe(true);
      },
      { interval: 200, timeout: 20_000 },
    );
    expect(sentBytes).toBeLessThan(40 << 20);
    player.socket
      .removeAllListeners('data')
      .on('data', () => undefined)
      .resume();
    await full.promise;
  });
});

const gstreamer = testdata('../tools/rtsp_server.py');
const hasGstreamer =
  hasTestdata &&
  spawnSync('/usr/bin/python3', ['-c', "import gi; gi.require_version('GstRtspServer', '1.0')"]).status === 0;

describe.skipIf(!hasGstreamer)('RTSP relay with a GStreamer camera (needs its Python packages)', () => {
  it.each([
    { name: 'open', account: [], credentials: null },
    { name: 'behind Digest', account: ['--user', gate.user, '--password', gate.password], credentials: gate },
  ])('plays to ffmpeg: $name', async ({ account, credentials }) => {
    const { port } = await freePort();
    const server = spawn('/usr/bin/python3', [gstreamer, '--port', String(port), '--minutes', '0', ...account, clip], {
      stdio: 'ignore',
    });
    open.push({ close: () => server.kill('SIGKILL') });
    await vi.waitFor(() => connectable(port), { timeout: 30_000, interval: 200 });
    const relay = await relayTo(`rtsp://127.0.0.1:${port}/otvision_cars_truck`, { credentials });
    expect(await ffmpegPackets(relay.url)).toBeGreaterThanOrEqual(19);
    expect(relay.reason).toBeNull();
  });
});

describe('malformed answers through the relay (F08)', () => {
  it('each of 200 ends, with an answer or a reason, within 5 s of the clock', async () => {
    const corpus = malformedAnswers(200, 88);
    const outcomes: string[] = [];
    let index = 0;
    const { port } = await listener((socket) => {
      socket.once('data', () => socket.write(corpus[index] ?? Buffer.alloc(0)));
    });
    for (; index < corpus.length; index++) {
      const clock = new SimulatedClock();
      const relay = await relayTo(`rtsp://127.0.0.1:${port}/`, { clock });
      const player = client(relay.url);
      player.send('OPTIONS');
      // What was sent has been read when something came of it; what is only half a message has until the clock moves on.
      await Promise.race([player.until(() => player.closed || player.received !== ''), immediate(20)]);
      await clock.advance(5000);
      await player.until(() => player.closed || player.received !== '');
      outcomes.push(relay.reason?.code ?? player.received.slice(0, 12));
      player.close();
      relay.close();
    }
    const usual = ['RTSP/1.0 200', 'not-a-camera', 'timed-out', 'credentials', 'refused', 'unreachable'];
    expect(outcomes.filter((outcome) => !usual.includes(outcome))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'not-a-camera').length).toBeGreaterThan(50);
  });
});

/** Lets the event loop turn. */
async function immediate(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A port that was free a moment ago, for servers that cannot tell which one they took. */
async function freePort(): Promise<{ port: number }> {
  const { server, port } = await listener(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  return { port };
}

async function connectable(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}

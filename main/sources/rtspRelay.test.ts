import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { DoubleAuthScheme } from '../../e2e/fixtures/doubleAuth.ts';
import {
  camera,
  client,
  clip,
  ffmpegPackets,
  gate,
  listener,
  open,
  relayTo,
} from '../../e2e/fixtures/relayedCamera.ts';
import { selfSigned } from '../../e2e/fixtures/selfSigned.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';

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

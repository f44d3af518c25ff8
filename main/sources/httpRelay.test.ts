import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type NetworkSource, parseSource } from '../../app/camera/sourceUrl.ts';
import type { DoubleAuthScheme } from '../../e2e/fixtures/doubleAuth.ts';
import {
  type HttpCamera,
  type HttpCameraMode,
  type HttpCameraOptions,
  type HttpCameraPath,
  startHttpCamera,
} from '../../e2e/fixtures/httpCamera.ts';
import { selfSigned } from '../../e2e/fixtures/selfSigned.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { platformClock } from '../platformClock.ts';
import { localPlaylist } from './httpPlaylist.ts';
import { openHttpRelay } from './httpRelay.ts';
import { type HttpRelayOptions, httpRelayDefaults } from './relayOptions.ts';
import type { Relay } from './relay.ts';

const run = promisify(execFile);
const gate = { user: 'gate', password: 'open-sesame' };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

async function camera(options: Partial<HttpCameraOptions> = {}): Promise<HttpCamera> {
  const double = await startHttpCamera({ clip: testdata('clips/otvision_cars_truck.mp4'), ...options });
  open.push(double);
  return double;
}

async function relayTo(url: string, options: Partial<HttpRelayOptions> = {}): Promise<Relay> {
  const source = parseSource(url).source as NetworkSource;
  const pinned = { address: '127.0.0.1', family: 4 } as const;
  const relay = await openHttpRelay({
    ...httpRelayDefaults,
    source,
    pinned,
    credentials: null,
    clock: platformClock,
    ...options,
  });
  open.push(relay);
  return relay;
}

const played = [
  { path: '/video.mjpg', input: [], pictures: 3 },
  { path: '/stream.ts', input: [], pictures: 30 },
  { path: '/clip.mp4', input: [], pictures: 60 },
  { path: '/hls/index.m3u8', input: [], pictures: 60 },
  { path: '/snapshot.jpg', input: ['-f', 'jpeg_pipe'], pictures: 1 },
] satisfies { path: HttpCameraPath; input: string[]; pictures: number }[];

describe.skipIf(!hasTestdata)('HTTP relay with the camera double (needs the shared test material)', () => {
  it.each(played)(
    'plays $path to ffmpeg, which knows neither host nor password nor query',
    async ({ path, input, pictures }) => {
      const double = await camera(gate);
      const relay = await relayTo(`${double.url(path)}?key=S3cret`, { credentials: gate });
      expect(relay.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/[\w./]+$/);
      const output = ['-map', '0:v', '-frames:v', String(pictures), '-c', 'copy', '-f', 'framecrc', '-'];
      const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', ...input, '-i', relay.url, ...output]);
      expect(stdout.split('\n').filter((line) => line.startsWith('0,'))).toHaveLength(pictures);
      expect(double.requests[0]).toMatchObject({ path: `${path}?key=S3cret`, authorization: undefined });
      expect(double.requests[1]).toMatchObject({
        path: `${path}?key=S3cret`,
        authorization: expect.stringMatching(/^Digest /),
      });
    },
  );

  it.each([['digest-sha256'], ['digest-no-qop'], ['basic']] satisfies [DoubleAuthScheme][])(
    'signs in by %s, through TLS',
    async (scheme) => {
      const double = await camera({ ...gate, auth: [scheme], tls: selfSigned('camera') });
      const relay = await relayTo(double.url('/snapshot.jpg'), { credentials: gate });
      const answer = await fetch(relay.url);
      expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        status: 200,
        type: 'image/jpeg',
      });
      expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    },
  );

  it('passes ranges on and answers GET below the token alone', async () => {
    const double = await camera();
    const relay = await relayTo(double.url('/clip.mp4'));
    const part = await fetch(relay.url, { headers: { range: 'bytes=4-7' } });
    expect({ status: part.status, range: part.headers.get('content-range'), text: await part.text() }).toEqual({
      status: 206,
      range: expect.stringMatching(/^bytes 4-7\/\d+$/),
      text: 'ftyp',
    });
    expect((await fetch(relay.url, { method: 'POST' })).status).toBe(405);
    await expect(fetch(relay.url.replace(/\/[\w-]{24}\//, '/'))).rejects.toThrow();
    expect(double.requests).toHaveLength(1);
  });

  it.each([
    ['wrong-password', 'credentials'],
    ['not-found', 'not-found'],
    ['redirect', 'redirect-refused'],
    ['cut', 'refused'],
    ['garbage', 'not-a-camera'],
    ['endless-header', 'not-a-camera'],
  ] satisfies [HttpCameraMode, string][])('a camera that is %s ends in %s', async (mode, code) => {
    const double = await camera({ ...gate, mode: mode === 'cut' ? 'ok' : mode, redirectTo: 'http://127.0.0.1:9/' });
    const relay = await relayTo(double.url('/video.mjpg'), { credentials: gate });
    if (mode === 'cut') await double.stopListening();
    expect((await fetch(relay.url)).status).toBe(403);
    expect(relay.reason?.code).toBe(code);
  });

  it('a redirect reaches nobody through the relay, and its target without it (F07)', async () => {
    let hits = 0;
    const inner = createServer((socket) => {
      hits++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
    open.push(inner);
    const redirectTo = `http://127.0.0.1:${(inner.address() as { port: number }).port}/internal`;
    const double = await camera({ mode: 'redirect', redirectTo });
    const relay = await relayTo(double.url('/video.mjpg'));
    await expect(run('ffmpeg', ['-v', 'error', '-nostdin', '-i', relay.url, '-f', 'null', '-'])).rejects.toThrow();
    expect({ hits, code: relay.reason?.code }).toEqual({ hits: 0, code: 'redirect-refused' });
    await expect(
      run('ffmpeg', ['-v', 'error', '-nostdin', '-i', double.url('/video.mjpg'), '-f', 'null', '-']),
    ).rejects.toThrow();
    expect(hits).toBeGreaterThan(0);
  });

  it('a playlist that leads elsewhere is refused', async () => {
    const double = await camera({ mode: 'foreign-playlist', foreignBase: 'http://10.9.9.9/' });
    const relay = await relayTo(double.url('/hls/index.m3u8'));
    expect((await fetch(relay.url)).status).toBe(403);
    expect(relay.reason).toMatchObject({ code: 'redirect-refused', text: expect.stringContaining('playlist') });
  });

  it.each([
    ['mute', 'ended after 5 s', {}, 'timed-out'],
    ['drip', 'ended after 5 s', {}, 'timed-out'],
    ['mute', 'open after 25 s with the limit off', { answerMs: Number.POSITIVE_INFINITY }, null],
    ['drip', 'open after 25 s with the limit off', { answerMs: Number.POSITIVE_INFINITY }, null],
  ] as const)('%s from the first byte: %s (F05, F06)', async (mode, _name, options, code) => {
    const clock = new SimulatedClock();
    const double = await camera({ mode, clock });
    const relay = await relayTo(double.url('/video.mjpg'), { clock, ...options });
    const answer = fetch(relay.url).then(
      ({ status }) => status,
      () => null,
    );
    await vi.waitFor(() => expect(double.requests).toHaveLength(1));
    await clock.advance(4999);
    expect(relay.reason).toBeNull();
    await clock.advance(code === null ? 20_001 : 1);
    expect(relay.reason?.code ?? null).toBe(code);
    if (code !== null) expect(await answer).toBe(403);
  });

  it('says that a stream broke in the middle', async () => {
    const double = await camera();
    const relay = await relayTo(double.url('/stream.ts'));
    const reader = (await fetch(relay.url)).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await double.stopListening();
    await expect(
      (async () => {
        while (!(await reader?.read())?.done);
      })(),
    ).rejects.toThrow();
    expect(relay.reason?.code).toBe('stream-ended');
  });
});

describe('playlists', () => {
  const source = parseSource('http://cam:8080/live/index.m3u8').source as NetworkSource;
  const local = 'http://127.0.0.1:4000/TOKEN';
  it.each([
    ['a segment beside it', 'seg1.ts', 'seg1.ts'],
    ['a segment from the root', '/live/seg1.ts?x=1', `${local}/live/seg1.ts?x=1`],
    ['its own host', 'http://CAM:8080/live/seg1.ts', `${local}/live/seg1.ts`],
    ['its own host without a scheme', '//cam:8080/seg1.ts', `${local}/seg1.ts`],
    ['a map', '#EXT-X-MAP:URI="http://cam:8080/init.mp4"', `#EXT-X-MAP:URI="${local}/init.mp4"`],
    ['a comment', '# http://elsewhere/', '# http://elsewhere/'],
    ['another host', 'http://evil/seg1.ts', null],
    ['another port', 'http://cam/seg1.ts', null],
    ['user info', 'http://cam:8080@evil/seg1.ts', null],
    ['another scheme', 'https://cam:8080/seg1.ts', null],
    ['a file', 'file:///etc/passwd', null],
    ['a chain', 'concat:http://cam:8080/a|file:///etc/passwd', null],
    ['data', '#EXT-X-KEY:METHOD=AES-128,URI="data:text/plain,x"', null],
    ['a back-slash', '\\\\evil\\seg1.ts', null],
  ])('%s', (_name, line, wanted) => {
    const text = localPlaylist(`#EXTM3U\r\n#EXTINF:1,\r\n${line}\r\n`, local, source);
    expect(text).toBe(wanted === null ? null : `#EXTM3U\n#EXTINF:1,\n${wanted}\n`);
  });
});

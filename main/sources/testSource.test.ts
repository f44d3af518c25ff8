import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../app/base/log.ts';
import { type HttpCamera, startHttpCamera } from '../../e2e/fixtures/httpCamera.ts';
import { type RtspCamera, startRtspCamera } from '../../e2e/fixtures/rtspCamera.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { platformClock } from '../platformClock.ts';
import { findFfmpeg } from './ffmpegPath.ts';
import { probeFile } from './probeFile.ts';
import { testSource } from './testSource.ts';

const rules = { allowedCidrs: [], allowLoopback: true };
const request = { credentials: null, rules, ownPorts: [], clock: platformClock, log: silentLog };

/** Width and height of a JPEG, from its start-of-frame segment. */
function jpegSize(jpeg: Uint8Array | null): string {
  const bytes = Buffer.from(jpeg ?? []);
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  return at < 0 ? 'no JPEG' : `${bytes.readUInt16BE(at + 7)}x${bytes.readUInt16BE(at + 5)}`;
}

describe.skipIf(!hasTestdata)('test before saving (needs ../shared/testdata)', () => {
  const clip = testdata('clips/suburb_road_38s.mp4');
  let rtsp: RtspCamera;
  let http: HttpCamera;
  beforeAll(async () => {
    rtsp = await startRtspCamera({ clip, user: 'admin', password: 'secret-1' });
    http = await startHttpCamera({ clip });
  }, 60_000);
  afterAll(async () => {
    await rtsp.close();
    await http.close();
  });

  test.each([
    ['an RTSP camera with its password', () => rtsp.url.replace('//', '//admin:secret-1@'), 'h264'],
    ['multipart pictures', () => http.url('/video.mjpg'), 'mjpeg'],
    ['snapshots', () => http.url('/snapshot.jpg'), 'mjpeg'],
    ['a transport stream', () => http.url('/stream.ts'), 'h264'],
    ['a recording', () => http.url('/clip.mp4'), 'h264'],
    ['a playlist', () => http.url('/hls/index.m3u8'), 'h264'],
    ['a file', () => clip, 'h264'],
  ])('%s shows its first picture', async (_name, url, codec) => {
    const { picture, fps, warnings, ...found } = await testSource({ ...request, sourceUrl: url() });
    expect(found).toEqual({ ok: true, reason: null, codec, width: 640, height: 352 });
    expect(jpegSize(picture)).toBe('480x264');
    expect(fps).toBeGreaterThan(0);
    expect(warnings.length).toBe((fps as number) < 10 ? 2 : 1);
  });

  const nothing = { ok: false, warnings: [], codec: null, width: null, height: null, fps: null, picture: null };
  test.each([
    ['a wrong password', () => rtsp.url.replace('//', '//admin:secret-2@'), 'credentials'],
    ['no file', () => '/nowhere.mp4', 'file-missing'],
    ['no address', () => 'concat:a|b', 'url-invalid'],
    ['a page that is none', () => `${http.url('/stream.ts')}x`, 'not-found'],
  ])('%s: one reason, nothing else', async (_name, url, code) => {
    const { reason, ...rest } = await testSource({ ...request, sourceUrl: url() });
    expect([reason?.code, rest]).toEqual([code, nothing]);
    expect(JSON.stringify(reason)).not.toMatch(/secret-[12]/);
  });

  test('a camera on this computer is refused until the site allows it', async () => {
    const closed = { ...rules, allowLoopback: false };
    const { reason } = await testSource({ ...request, rules: closed, sourceUrl: rtsp.url });
    expect(reason?.code).toBe('address-refused');
  });
});

describe.skipIf(!hasTestdata)('what a file holds (needs ../shared/testdata)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'its-probe-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    [
      'clips/highway_nl_720p.mp4',
      { codec: 'h264', size: { width: 1280, height: 720 }, durationMs: 11_180, rotation: 0 },
    ],
    [
      'clips/otvision_cars_cyclist_rotated_meta.mp4',
      { codec: 'h264', size: { width: 800, height: 600 }, durationMs: 3000, rotation: 180 },
    ],
    [
      'clips/otvision_cars_truck_raw.h264',
      { codec: 'h264', size: { width: 800, height: 600 }, durationMs: null, rotation: 0 },
    ],
    [
      'streams/derived/hevc_main10_960.mp4',
      { codec: 'hevc', size: { width: 960, height: 540 }, durationMs: 3000, rotation: 0 },
    ],
    ['stills/K78_vlcsnap.png', { codec: 'png', size: { width: 800, height: 600 }, durationMs: 1000, rotation: 0 }],
  ])('%s', async (path, expected) => {
    expect(await probeFile(testdata(path), await findFfmpeg())).toEqual(expected);
  });
});

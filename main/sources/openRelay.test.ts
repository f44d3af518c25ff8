import { afterEach, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { relayOpener } from './openRelay.ts';
import type { Relay } from './relay.ts';

const open = relayOpener({
  resolve: async () => ['192.168.1.20'],
  ownAddresses: () => [],
  clock: new SimulatedClock(),
  resolveMs: 5000,
});
const rest = { credentials: null, rules: { allowedCidrs: [], allowLoopback: false }, ownPorts: [] };

describe('opening a relay', () => {
  let relay: Relay | null = null;
  afterEach(() => relay?.close());

  it.each([
    ['rtsp://cam/live?key=S3cret', /^rtsp:\/\/127\.0\.0\.1:\d+\/[\w-]{24}$/],
    ['rtsps://cam/live', /^rtsp:\/\/127\.0\.0\.1:\d+\/[\w-]{24}$/],
    ['http://cam/axis/video.mjpg?key=S3cret', /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/axis\/video\.mjpg$/],
    ['https://cam/', /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/$/],
  ])('%s: a loopback address, no secret in it, no reason yet', async (sourceUrl, wanted) => {
    relay = await open({ ...rest, sourceUrl });
    expect({ url: relay.url, reason: relay.reason }).toEqual({ url: expect.stringMatching(wanted), reason: null });
  });

  it.each([
    ['/clips/a.mp4', 'internal', { code: 'internal' }],
    ['udp://192.168.1.20:5000', 'invalid-argument', { code: 'url-invalid' }],
    ['rtsp://127.0.0.1/', 'permission-denied', { code: 'address-refused' }],
  ])('%s is refused: %s', async (sourceUrl, code, cause) => {
    await expect(open({ ...rest, sourceUrl })).rejects.toMatchObject({ code, cause });
  });
});

import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { type NetworkSource, parseSource } from '../../app/camera/sourceUrl.ts';
import { playSource } from '../../e2e/fixtures/playSource.ts';
import { startRtspCamera } from '../../e2e/fixtures/rtspCamera.ts';
import { RtspClient } from '../../e2e/fixtures/rtspClient.ts';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { platformClock } from '../platformClock.ts';
import type { OpenRelay, Relay } from './relay.ts';
import { rtspRelayDefaults } from './relayOptions.ts';
import { openRtspRelay } from './rtspRelay.ts';

/** Closed after each test, the last opened first. */
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

interface LateCamera {
  readonly port: number;
  readonly asked: string[];
  /** Answers the last question at last. */
  readonly answer: () => unknown;
}

/** Takes connections, answers OPTIONS at once and everything else when told to. */
async function lateCamera(): Promise<LateCamera> {
  const asked: string[] = [];
  let answer = (): unknown => undefined;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const [, method = '', sequence = ''] = /^(\w+) [^]*CSeq: (\d+)/.exec(bytes.toString('latin1')) ?? [];
      asked.push(method);
      answer = () => socket.write(`RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\n\r\n`);
      if (method === 'OPTIONS') answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { port: (server.address() as { port: number }).port, asked, answer: () => answer() };
}

function relayTo(url: string, how: Partial<Parameters<typeof openRtspRelay>[0]> = {}): Promise<Relay> {
  const source = parseSource(url).source as NetworkSource;
  const pinned = { address: '127.0.0.1', family: 4 } as const;
  const defaults = { ...rtspRelayDefaults, credentials: null, clock: platformClock };
  return openRtspRelay({ ...defaults, source, pinned, ...how });
}

describe('a camera that takes the connection and answers late', () => {
  test.each(['rtsp', 'rtsps'])(
    'never, %s: timed out after 5 s, neither unreachable nor "not a camera"',
    async (scheme) => {
      const clock = new SimulatedClock();
      const { port, asked } = await lateCamera();
      const relay = await relayTo(`${scheme}://127.0.0.1:${port}/`, { clock });
      const player = new RtspClient(relay.url);
      open.push(relay, player);
      player.send('DESCRIBE');
      // A question in the clear, or the beginning of TLS.
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      await clock.advance(4999);
      expect([relay.reason, relay.owed?.code]).toEqual([null, 'timed-out']);
      await clock.advance(1);
      expect(relay.reason?.code).toBe('timed-out');
    },
  );

  test('after 4.9 s: it was waited for', async () => {
    const clock = new SimulatedClock();
    const { port, asked, answer } = await lateCamera();
    const relay = await relayTo(`rtsp://127.0.0.1:${port}/`, { clock });
    const player = new RtspClient(relay.url);
    open.push(relay, player);
    const heard = player.ask('PAUSE');
    await vi.waitFor(() => expect(asked).toEqual(['PAUSE']));
    await clock.advance(4900);
    answer();
    expect(await heard).toMatch(/^RTSP\/1\.0 200 OK/);
    await clock.advance(60_000);
    expect([relay.reason, relay.owed]).toEqual([null, null]);
  });
});

describe.skipIf(!hasTestdata)('the same through a whole session (needs ../shared/testdata)', () => {
  test('ffmpeg gives up first, before the answer or before the first picture: timed out', async () => {
    const { port } = await lateCamera();
    const silent = await startRtspCamera({ clip: testdata('clips/otvision_cars_truck.mp4'), mode: 'stall' });
    open.push(silent);
    const patient: OpenRelay = ({ sourceUrl }) => relayTo(sourceUrl, { answerMs: 60_000 });
    /** Knows only ffmpeg's words. */
    const forgetful: OpenRelay = async (wanted) => ({ ...(await patient(wanted)), owed: null });
    const late = `rtsp://127.0.0.1:${port}/`;
    const ends = await Promise.all(
      [
        [late, patient],
        [silent.url, patient],
        [late, forgetful],
        [silent.url, forgetful],
      ].map(([url, openRelay]) => playSource(url as string, {}, { openRelay: openRelay as OpenRelay })),
    );
    // The last two are the control: ffmpeg calls a late answer invalid data, and no picture an incomplete one.
    expect(ends.map(({ reason }) => reason?.code)).toEqual(['timed-out', 'timed-out', 'not-a-camera', 'no-video']);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { malformedAnswers } from '../../e2e/fixtures/malformedRtsp.ts';
import { camera, client, ffmpegPackets, listener, relayTo } from '../../e2e/fixtures/relayedCamera.ts';
import type { RtspCameraMode } from '../../e2e/fixtures/rtspCamera.ts';
import { hasTestdata } from '../../e2e/fixtures/testdata.ts';

describe.skipIf(!hasTestdata)('RTSP relay with the camera double (needs the shared test material)', () => {
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

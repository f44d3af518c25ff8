import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { decoderRules, FrameDecoder } from './frameDecoder.ts';

/** A platform decoder that says which it is, gives each picture at once, or stays silent, or breaks at a picture. */
class PlatformDecoder {
  static opened: PlatformDecoder[] = [];
  static silent: ReadonlySet<string> = new Set();
  static breaksAtUs: number | null = null;
  state = 'unconfigured';
  decodeQueueSize = 0;
  preference = '';
  readonly #init: { output: (frame: unknown) => void; error: (error: Error) => void };

  constructor(init: { output: (frame: unknown) => void; error: (error: Error) => void }) {
    this.#init = init;
    PlatformDecoder.opened.push(this);
  }

  readonly dequeueListeners: (() => void)[] = [];

  addEventListener(_type: 'dequeue', listener: () => void): void {
    this.dequeueListeners.push(listener);
  }

  configure(config: { hardwareAcceleration: string }): void {
    this.preference = config.hardwareAcceleration;
    this.state = 'configured';
  }

  decode({ timestamp }: { timestamp: number }): void {
    if (timestamp === PlatformDecoder.breaksAtUs) {
      this.state = 'closed';
      return this.#init.error(new Error('broken bits'));
    }
    if (!PlatformDecoder.silent.has(this.preference)) this.#init.output({ timestamp, close: () => undefined });
  }

  close(): void {
    this.state = 'closed';
  }
}

beforeEach(() => {
  PlatformDecoder.opened = [];
  PlatformDecoder.silent = new Set();
  PlatformDecoder.breaksAtUs = null;
  vi.stubGlobal('VideoDecoder', PlatformDecoder);
  vi.stubGlobal(
    'EncodedVideoChunk',
    class {
      readonly timestamp: number;
      constructor(init: { timestamp: number }) {
        this.timestamp = init.timestamp;
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

function rig(hasHardware: boolean, rules = decoderRules) {
  const clock = new SimulatedClock();
  const shownUs: number[] = [];
  const said: (string | null)[] = [];
  let keyframesWanted = 0;
  const calls = { ready: 0 };
  const decoder = new FrameDecoder(
    clock,
    hasHardware,
    {
      frame: (frame) => shownUs.push(frame.timestamp),
      needsKeyframe: () => keyframesWanted++,
      ready: () => calls.ready++,
      problem: (text) => said.push(text),
    },
    rules,
  );
  decoder.begin('avc1.64001f');
  const feed = (mediaUs: number, keyframe: boolean): void =>
    decoder.feed({ mediaUs, keyframe, bytes: new Uint8Array(4), arrivedMonoMs: 0 });
  return { clock, decoder, calls, shownUs, said, feed, keyframesWanted: () => keyframesWanted };
}

const preferences = (): string[] => PlatformDecoder.opened.map((each) => each.preference);

describe('a decoder for one tile', () => {
  it('begins at a keyframe and goes on after one was left out', () => {
    const { decoder, feed, shownUs } = rig(true);
    feed(0, false);
    feed(40, true);
    feed(80, false);
    decoder.waitForKeyframe();
    feed(120, false);
    feed(160, true);
    expect({ shownUs, dropped: decoder.dropped, preferences: preferences() }).toEqual({
      shownUs: [40, 80, 160],
      dropped: 2,
      preferences: ['no-preference'],
    });
  });

  it.each([
    {
      protection: 'the watch',
      rules: decoderRules,
      expected: { preferences: ['no-preference', 'prefer-software'], shownUs: [2000], wanted: 1 },
    },
    // Positive control: without the watch the silent decoder is kept and the tile stays black.
    {
      protection: 'no watch',
      rules: { ...decoderRules, hardwareSilenceMs: 1e9 },
      expected: { preferences: ['no-preference'], shownUs: [], wanted: 0 },
    },
  ])('hardware that stays silent, with $protection', async ({ rules, expected }) => {
    PlatformDecoder.silent = new Set(['no-preference']);
    const { clock, feed, shownUs, keyframesWanted } = rig(true, rules);
    feed(0, true);
    await clock.advance(1100);
    feed(2000, true);
    expect({ preferences: preferences(), shownUs, wanted: keyframesWanted() }).toEqual(expected);
  });

  it('leaves slow software its time', async () => {
    PlatformDecoder.silent = new Set(['prefer-software']);
    const { clock, feed, said, keyframesWanted } = rig(false);
    feed(0, true);
    await clock.advance(9000);
    const patient = { opened: preferences(), wanted: keyframesWanted(), said: [...said] };
    await clock.advance(2000);
    expect([patient, { wanted: keyframesWanted(), said }]).toEqual([
      { opened: ['prefer-software'], wanted: 0, said: [] },
      { wanted: 1, said: ['This computer cannot decode the picture: the decoder gives no pictures.'] },
    ]);
  });

  it('says once that it has room again, however often it was asked while full', () => {
    const { decoder, feed, calls } = rig(false);
    feed(0, true);
    const [platform] = PlatformDecoder.opened;
    if (!platform) throw new Error('no decoder was opened');
    platform.decodeQueueSize = 12;
    const full = [decoder.isFull(), decoder.isFull(), decoder.isFull()];
    platform.decodeQueueSize = 11;
    for (const listener of platform.dequeueListeners.splice(0)) listener();
    expect({ full, after: decoder.isFull(), ready: calls.ready }).toEqual({
      full: [true, true, true],
      after: false,
      ready: 1,
    });
  });

  it('a broken picture costs its group, not the tile', () => {
    PlatformDecoder.breaksAtUs = 40;
    const { feed, shownUs, keyframesWanted } = rig(false);
    feed(0, true);
    feed(40, false);
    feed(80, false);
    feed(120, true);
    expect({ shownUs, wanted: keyframesWanted() }).toEqual({ shownUs: [0, 120], wanted: 1 });
  });
});

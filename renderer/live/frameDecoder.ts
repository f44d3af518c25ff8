import type { Clock } from '../../app/base/clock.ts';
import { AppError } from '../../app/base/error.ts';

/** An encoded picture with its place on the tile's time line. */
export interface EncodedPicture {
  readonly mediaUs: number;
  readonly keyframe: boolean;
  readonly bytes: Uint8Array;
  /** When it came to the page. */
  readonly arrivedMonoMs: number;
}

export interface DecoderEvents {
  /** The receiver closes the frame. `behind` is how many fed pictures are still to come out. */
  frame(frame: VideoFrame, behind: number): void;
  /** Decoding goes on at the next keyframe. */
  needsKeyframe(): void;
  /** It may take pictures again after it was full. */
  ready(): void;
  problem(text: string | null): void;
}

export interface DecoderRules {
  /** A hardware decoder that stays silent (too many are open) never says so: this long after a keyframe it is given up, ms. */
  readonly hardwareSilenceMs: number;
  /** Software is only slow; giving it up early would make it slower. */
  readonly softwareSilenceMs: number;
}

export const decoderRules: DecoderRules = { hardwareSilenceMs: 1000, softwareSilenceMs: 10_000 };

/** More waiting pictures than this gain nothing and would be decoded in vain when the stream is caught up with. */
const queueLimit = 12;

/**
 * WebCodecs with the care it needs: hardware first, software after silence or an error, no picture before a keyframe.
 * A decoder that fails in software too is tried again at each keyframe and says so.
 */
export class FrameDecoder {
  readonly #clock: Clock;
  readonly #events: DecoderEvents;
  #decoder: VideoDecoder | null = null;
  #awaitsRoom: VideoDecoder | null = null;
  #codec: string | null = null;
  #software: boolean;
  readonly #hasHardware: boolean;
  readonly #rules: DecoderRules;
  #needsKeyframe = true;
  #cancelWatch: (() => void) | null = null;
  readonly #fed = new Map<number, number>();
  #decodeTimesMs: number[] = [];
  dropped = 0;

  /** @param hasHardware whether this computer decodes video in hardware at all */
  constructor(clock: Clock, hasHardware: boolean, events: DecoderEvents, rules: DecoderRules = decoderRules) {
    this.#clock = clock;
    this.#rules = rules;
    this.#hasHardware = hasHardware;
    this.#software = !hasHardware;
    this.#events = events;
  }

  get software(): boolean {
    return this.#software;
  }

  /** Median of the last decoded frames, ms. */
  get decodeMs(): number | null {
    const sorted = [...this.#decodeTimesMs].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /** A stream begins: what follows starts with a keyframe in `codec` (a WebCodecs string). */
  begin(codec: string): void {
    this.#codec = codec;
    this.#software = !this.#hasHardware;
    this.#reopen();
  }

  /** True while pictures had better wait outside, where they can still be skipped; `ready` follows. */
  isFull(): boolean {
    const decoder = this.#decoder;
    if (!decoder || decoder.decodeQueueSize < queueLimit) return false;
    // Listened to only while it is full: the event comes with every picture.
    if (this.#awaitsRoom !== decoder) {
      this.#awaitsRoom = decoder;
      decoder.addEventListener('dequeue', () => this.#hasRoom(decoder), { once: true });
    }
    return true;
  }

  feed(picture: EncodedPicture): void {
    if (this.#codec === null) return;
    if (this.#decoder?.state !== 'configured' && picture.keyframe) this.#open(this.#codec);
    const decoder = this.#decoder;
    if (!decoder || (this.#needsKeyframe && !picture.keyframe)) return this.#drop();
    this.#needsKeyframe = false;
    if (picture.keyframe && !this.#cancelWatch) this.#watch();
    this.#fed.set(picture.mediaUs, this.#clock.monoMs());
    decoder.decode(
      new EncodedVideoChunk({
        type: picture.keyframe ? 'key' : 'delta',
        timestamp: picture.mediaUs,
        data: picture.bytes,
      }),
    );
  }

  /** Pictures before the next keyframe were left out. */
  waitForKeyframe(): void {
    this.#needsKeyframe = true;
  }

  close(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = null;
    this.#fed.clear();
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close();
    this.#decoder = null;
  }

  #open(codec: string): void {
    const decoder = new VideoDecoder({
      output: (frame) => {
        if (this.#decoder === decoder) this.#came(frame);
        else frame.close();
      },
      error: (error) => {
        if (this.#decoder === decoder) this.#failed(error);
      },
    });
    decoder.configure({
      codec,
      optimizeForLatency: true,
      hardwareAcceleration: this.#software ? 'prefer-software' : 'no-preference',
    });
    this.#decoder = decoder;
  }

  #hasRoom(decoder: VideoDecoder): void {
    this.#awaitsRoom = null;
    if (this.#decoder === decoder) this.#events.ready();
  }

  #came(frame: VideoFrame): void {
    this.#cancelWatch?.();
    this.#cancelWatch = null;
    this.#events.problem(null);
    const fedMonoMs = this.#fed.get(frame.timestamp);
    if (fedMonoMs !== undefined) {
      this.#decodeTimesMs.push(this.#clock.monoMs() - fedMonoMs);
      if (this.#decodeTimesMs.length > 60) this.#decodeTimesMs.shift();
    }
    for (const mediaUs of this.#fed.keys()) if (mediaUs <= frame.timestamp) this.#fed.delete(mediaUs);
    this.#events.frame(frame, this.#fed.size);
  }

  #watch(): void {
    const { hardwareSilenceMs, softwareSilenceMs } = this.#rules;
    this.#cancelWatch = this.#clock.after(this.#software ? softwareSilenceMs : hardwareSilenceMs, () => {
      this.#cancelWatch = null;
      this.#failed(new AppError('deadline-exceeded', 'the decoder gives no pictures'));
    });
  }

  #failed(error: Error): void {
    if (this.#software) this.#events.problem(`This computer cannot decode the picture: ${error.message}.`);
    this.#software = true;
    this.#reopen();
    this.#events.needsKeyframe();
  }

  #reopen(): void {
    this.close();
    this.#needsKeyframe = true;
  }

  #drop(): void {
    this.dropped++;
  }
}

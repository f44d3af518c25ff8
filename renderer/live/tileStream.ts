import type { Clock } from '../../app/base/clock.ts';
import type { Client, Subscription } from '../../app/contracts/contract.ts';
import type { AnalysedFrame, VideoItem, videoContract } from '../../app/contracts/vision.ts';
import { FrameDecoder } from './frameDecoder.ts';
import type { EncodedPicture } from './frameDecoder.ts';
import { exactBoxes, lowLatency, Pacer } from './pacing.ts';
import { Timeline } from './timeline.ts';
import type { FrameArrival, FromWorker, Presentation, TileFigures } from './workerMessages.ts';

/** What this computer's decoders can do; asked once by the worker. */
export interface DecoderAbilities {
  readonly hevc: boolean;
  readonly hardware: boolean;
}

export interface TileStreamOptions {
  readonly tile: number;
  readonly cameraId: string;
  readonly writable: WritableStream<VideoFrame>;
  readonly presentation: Presentation;
  readonly abilities: DecoderAbilities;
  readonly clock: Clock;
  /** Station wall time minus page wall time now, ms. */
  readonly stationFromPageMs: () => number;
  readonly report: (message: FromWorker) => void;
}

/** A frame this late, with more than `reorderDepth` waiting behind it, is caught up with and not shown. */
const lateMs = 150;
const reorderDepth = 8;
/** A machine that decodes too slowly for its cameras shows few pictures, never none. */
const longestCatchUpMs = 400;
/** Behind by more than this, whole groups are skipped. */
const skipMs = 500;
/** Encoded pictures kept at most: a long group of pictures at its start, twenty seconds of a fast camera. */
const queueLimit = 600;
const retryMs = 1000;

/** One tile in the decode worker: feed -> hold back -> decode -> track generator. */
export class TileStream {
  readonly #options: TileStreamOptions;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  readonly #decoder: FrameDecoder;
  readonly #pacer: Pacer;
  readonly #timeline = new Timeline();
  #epoch: number | null = null;
  #queue: EncodedPicture[] = [];
  #arrivals: FrameArrival[] = [];
  #newestWrittenUs = Number.NEGATIVE_INFINITY;
  #writtenMonoMs = 0;
  #chunks = 0;
  #dropped = 0;
  #client: Client<typeof videoContract> | null = null;
  #subscriptions: Subscription[] = [];
  #cancelPump: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;
  #problem: string | null = null;

  constructor(options: TileStreamOptions) {
    this.#options = options;
    this.#writer = options.writable.getWriter();
    this.#pacer = new Pacer(rulesOf(options.presentation));
    this.#decoder = new FrameDecoder(options.clock, options.abilities.hardware, {
      ready: () => this.#pump(),
      frame: (frame, behind) => this.#show(frame, behind),
      // The feed starts with the newest group of pictures, so subscribing anew brings a keyframe at once.
      needsKeyframe: () => this.#retry(),
      problem: (text) => this.#say(text),
    });
  }

  set presentation(presentation: Presentation) {
    this.#pacer.rules = rulesOf(presentation);
    this.#pump();
  }

  /** Reads over this link from now on; `null` while there is none. */
  connect(client: Client<typeof videoContract> | null): void {
    this.#unsubscribe();
    this.#client = client;
    if (client) this.#subscribe(client);
  }

  /** What was counted since the last call. */
  figures(): TileFigures {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    return {
      tile: this.#options.tile,
      delayMs: this.#pacer.delayMs,
      decodeMs: this.#decoder.decodeMs,
      softwareDecoder: this.#decoder.software,
      chunks: this.#chunks,
      dropped: this.#dropped + this.#decoder.dropped,
      arrivals,
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#client = null;
    this.#cancelPump?.();
    this.#decoder.close();
    this.#writer.close().catch(() => undefined);
  }

  #subscribe(client: Client<typeof videoContract>): void {
    const { cameraId, abilities } = this.#options;
    const { hevc } = abilities;
    this.#subscriptions = [
      client.video({ cameraId, hevc }, { item: (item) => this.#take(item), end: (error) => this.#ended(error) }),
      client.overlay({ cameraId }, { item: (frame) => this.#takeBoxes(frame), end: (error) => this.#ended(error) }),
    ];
  }

  #unsubscribe(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    for (const subscription of this.#subscriptions) subscription.stop();
    this.#subscriptions = [];
  }

  #ended(error: Error | undefined): void {
    if (error) this.#say(error.message);
    this.#retry();
  }

  #retry(): void {
    if (this.#cancelRetry) return;
    this.#cancelRetry = this.#options.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      if (this.#client) this.connect(this.#client);
    });
  }

  #take(item: VideoItem): void {
    if (item.kind === 'format') return this.#begin(item);
    if (item.epoch !== this.#epoch) return;
    const { clock } = this.#options;
    const nowMonoMs = clock.monoMs();
    const underwayMs = clock.wallMs() + this.#options.stationFromPageMs() - item.arrivedAtMs;
    const stationMonoMs = nowMonoMs - Math.max(0, underwayMs);
    const mediaUs = this.#timeline.place(item.epoch, item.ptsUs);
    this.#chunks++;
    this.#arrivals.push({ mediaUs, stationMonoMs, pageMonoMs: nowMonoMs });
    this.#pacer.chunkArrived(mediaUs / 1000, stationMonoMs);
    this.#queue.push({ mediaUs, keyframe: item.keyframe, bytes: item.bytes, arrivedMonoMs: nowMonoMs });
    this.#pump();
  }

  #begin(format: Extract<VideoItem, { kind: 'format' }>): void {
    const { tile, report } = this.#options;
    // What waits of the old stream is not shown any more: its relation to the new one is unknown.
    this.#queue = [];
    if (format.epoch !== this.#epoch) this.#pacer.restart();
    this.#timeline.resent();
    this.#epoch = format.epoch;
    this.#decoder.begin(format.codec);
    const picture = { width: format.width, height: format.height };
    report({ kind: 'format', tile, format: { codec: format.codec, picture, transcoded: format.transcoded } });
  }

  #takeBoxes(frame: AnalysedFrame): void {
    const mediaMs = this.#timeline.find(frame.epoch, frame.ptsMs);
    if (mediaMs === null) return;
    this.#pacer.boxesArrived(mediaMs, this.#options.clock.monoMs());
    const picture = { width: frame.width, height: frame.height };
    this.#options.report({
      kind: 'boxes',
      tile: this.#options.tile,
      frame: { mediaMs, picture, tracks: frame.tracks },
      earlier: frame.earlier.flatMap(([ptsMs, row]) => {
        const earlierMs = this.#timeline.find(frame.epoch, ptsMs);
        return earlierMs === null ? [] : [{ mediaMs: earlierMs, row }];
      }),
    });
    this.#pump();
  }

  /** Feeds the decoder with all that is due and comes back when the next is. */
  #pump(): void {
    this.#cancelPump?.();
    this.#cancelPump = null;
    const { clock } = this.#options;
    const nowMonoMs = clock.monoMs();
    this.#pacer.update(nowMonoMs);
    this.#skip(nowMonoMs);
    for (let head = this.#queue[0]; head && !this.#decoder.isFull(); head = this.#queue[0]) {
      const first = this.#firstShown(head);
      const waitMs = this.#pacer.releaseMonoMs(first.mediaUs / 1000, first.arrivedMonoMs) - nowMonoMs;
      if (waitMs > 1) {
        this.#cancelPump = clock.after(waitMs, () => this.#pump());
        return;
      }
      this.#queue.shift();
      this.#decoder.feed(head);
    }
  }

  /** Once the next group of pictures is due, what is left of the one before would only be decoded to be thrown away. */
  #skip(nowMonoMs: number): void {
    const [head] = this.#queue;
    if (!head || nowMonoMs - this.#pacer.dueMonoMs(head.mediaUs / 1000) < skipMs) return;
    const next = this.#queue.findLastIndex(
      ({ keyframe, mediaUs }) => keyframe && this.#pacer.dueMonoMs(mediaUs / 1000) <= nowMonoMs,
    );
    const behind = next > 0 ? next : this.#queue.length > queueLimit ? this.#queue.length : 0;
    this.#dropped += behind;
    this.#queue.splice(0, behind);
    if (behind > 0 && next <= 0) this.#decoder.waitForKeyframe();
  }

  /** B-frames are shown before the picture they follow in the stream: that picture is due with the first of them. */
  #firstShown(head: EncodedPicture): EncodedPicture {
    let first = head;
    for (const picture of this.#queue.slice(1, reorderDepth)) {
      if (picture.keyframe) break;
      if (picture.mediaUs < first.mediaUs) first = picture;
    }
    return first;
  }

  #show(frame: VideoFrame, behind: number): void {
    const nowMonoMs = this.#options.clock.monoMs();
    const dueMonoMs = this.#pacer.dueMonoMs(frame.timestamp / 1000);
    const isLate = dueMonoMs > 0 ? nowMonoMs - dueMonoMs > lateMs : true;
    const stepsBack = frame.timestamp <= this.#newestWrittenUs;
    const isCaughtUpWith = behind > reorderDepth && isLate && nowMonoMs - this.#writtenMonoMs < longestCatchUpMs;
    if (stepsBack || isCaughtUpWith) {
      frame.close();
      this.#dropped++;
      return;
    }
    this.#newestWrittenUs = frame.timestamp;
    this.#writtenMonoMs = nowMonoMs;
    // A page that is gone closes the stream; the tile is closed with it.
    this.#writer.write(frame).catch(() => frame.close());
  }

  #say(text: string | null): void {
    if (text === this.#problem) return;
    this.#problem = text;
    this.#options.report({ kind: 'problem', tile: this.#options.tile, text });
  }
}

function rulesOf(presentation: Presentation): typeof exactBoxes {
  return presentation === 'exactBoxes' ? exactBoxes : lowLatency;
}

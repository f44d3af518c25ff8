import type { Clock } from '../../app/base/clock.ts';
import type { StreamQuality } from '../../app/camera/cameraState.ts';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import { pictureStatistics, type PictureStatistics } from '../../app/detect/pictureStatistics.ts';
import { type PictureWatch, pictureFingerprint, repetitionTexts } from '../../app/detect/pictureWatch.ts';
import type { Size } from '../../app/space/box.ts';
import type { ArrivedPacket } from './sessionOptions.ts';
import type { StreamFormat } from './source.ts';

const windowMs = 5000;
/** A rate over a shorter time says nothing. */
const leastMs = 1000;
/** Shorter pauses are the network's and this computer's own unrest. */
const leastGapMs = 250;
const pictureEveryMs = 1000;
const smallest: Size = { width: 640, height: 480 };
const lowestFps = 10;

interface Arrival {
  readonly monoMs: number;
  readonly byteLength: number;
}

/** Measures one camera's stream, over the last 5 s of the monotonic clock. */
export class StreamMeter {
  readonly #clock: Clock;
  readonly #watch: PictureWatch | null;
  #arrivals: Arrival[] = [];
  #openedMonoMs = 0;
  #format: StreamFormat | null = null;
  #codec: string | null = null;
  #gaps = 0;
  #keyframePtsUs: number | null = null;
  #keyframeIntervalMs: number | null = null;
  #picture: PictureStatistics | null = null;
  #pictureMonoMs = Number.NEGATIVE_INFINITY;

  /** @param watch `null` where repeated pictures are right: files are played again and again, stills do not move */
  constructor(clock: Clock, watch: PictureWatch | null) {
    this.#clock = clock;
    this.#watch = watch;
  }

  /**
   * A stream begins: what was measured of the one before is worth nothing now. The watch remembers: a camera that froze
   * is no better for having been connected anew.
   */
  opening(): void {
    this.#arrivals = [];
    this.#openedMonoMs = this.#clock.monoMs();
    this.#format = null;
    this.#codec = null;
    this.#gaps = 0;
    this.#keyframePtsUs = null;
    this.#keyframeIntervalMs = null;
    this.#picture = null;
    this.#pictureMonoMs = Number.NEGATIVE_INFINITY;
  }

  opened(format: StreamFormat): void {
    this.#format = format;
  }

  packet({ arrivedMonoMs, byteLength, keyframe, ptsUs, codec }: ArrivedPacket): void {
    this.#codec = codec;
    if (this.#arrivals.length === 0) this.#openedMonoMs = arrivedMonoMs;
    this.#countGap(arrivedMonoMs);
    this.#arrivals.push({ monoMs: arrivedMonoMs, byteLength });
    this.#forget(arrivedMonoMs);
    if (!keyframe) return;
    const sinceMs = this.#keyframePtsUs === null ? 0 : (ptsUs - this.#keyframePtsUs) / 1000;
    if (sinceMs > 0) this.#keyframeIntervalMs = sinceMs;
    this.#keyframePtsUs = ptsUs;
  }

  /** Looks at a letterboxed frame: whether it is new, and about once a second how it is. */
  frame(rgb: Uint8Array, input: Size, source: Size): void {
    const now = this.#clock.monoMs();
    this.#watch?.look(pictureFingerprint(rgb, input.width, letterboxOf(source, input)), now);
    if (now - this.#pictureMonoMs < pictureEveryMs) return;
    this.#pictureMonoMs = now;
    this.#picture = pictureStatistics(rgb, input.width, letterboxOf(source, input));
  }

  quality(): StreamQuality {
    const now = this.#clock.monoMs();
    this.#forget(now);
    const overMs = Math.min(windowMs, now - this.#openedMonoMs);
    const measured = this.#codec !== null && overMs >= leastMs;
    const bytes = this.#arrivals.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return {
      width: this.#format?.size.width ?? null,
      height: this.#format?.size.height ?? null,
      codec: this.#codec,
      fpsIn: measured ? (this.#arrivals.length * 1000) / overMs : null,
      fpsAnalysed: null,
      bitrateKbps: measured ? (bytes * 8) / overMs : null,
      gaps: this.#gaps,
      keyframeIntervalMs: this.#keyframeIntervalMs,
      analysisLatencyMs: null,
      brightness: this.#picture?.brightness ?? null,
      contrast: this.#picture?.contrast ?? null,
      sharpness: this.#picture?.sharpness ?? null,
      transcoded: this.#format?.transcoded ?? false,
    };
  }

  /** What an operator should know about the stream though it can be used. */
  warnings(): readonly string[] {
    const { width, height, fpsIn } = this.quality();
    const whole = this.#clock.monoMs() - this.#openedMonoMs >= windowMs;
    const repetition = this.#watch?.repetition ?? null;
    return [
      ...(repetition === null ? [] : [repetitionTexts[repetition]]),
      ...warningsOf({ width, height, fps: whole ? fpsIn : null }),
    ];
  }

  #countGap(monoMs: number): void {
    const first = this.#arrivals[0];
    const last = this.#arrivals.at(-1);
    if (!first || !last || this.#arrivals.length < 10) return;
    const frameMs = (last.monoMs - first.monoMs) / (this.#arrivals.length - 1);
    if (monoMs - last.monoMs > Math.max(3 * frameMs, leastGapMs)) this.#gaps++;
  }

  #forget(nowMonoMs: number): void {
    let old = 0;
    while ((this.#arrivals[old]?.monoMs ?? nowMonoMs) < nowMonoMs - windowMs) old++;
    if (old > 0) this.#arrivals = this.#arrivals.slice(old);
  }
}

/** Small pictures and low rates in plain words; `null` was not measured. */
export function warningsOf(stream: {
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
}): readonly string[] {
  const warnings: string[] = [];
  const { width, height, fps } = stream;
  if (width !== null && height !== null && (width < smallest.width || height < smallest.height)) {
    warnings.push(
      `The picture is small (${width} x ${height} pixels): distant vehicles may be missed. ` +
        `At least ${smallest.width} x ${smallest.height} is advised.`,
    );
  }
  if (fps !== null && fps < lowestFps) {
    warnings.push(
      `The frame rate is low (${Math.round(fps * 10) / 10} a second): fast vehicles may be lost. ` +
        `At least ${lowestFps} frames a second are advised.`,
    );
  }
  return warnings;
}

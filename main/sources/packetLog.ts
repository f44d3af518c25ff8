/** When a packet of the copied video came in, and which PTS it has for the product. */
export interface LoggedPacket {
  /** PTS that ffmpeg gave it. */
  readonly ffmpegPtsUs: number;
  /** PTS that goes with chunk and frame. */
  readonly ptsUs: number;
  readonly arrivedAtMs: number;
  readonly arrivedMonoMs: number;
}

const kept = 1024;
const guessUs = 1000;
/** A packet that lies so far before the newest says that the clock was set back; reordered pictures lie closer. */
const setBackUs = 5_000_000;

/** The newest packets by ffmpeg's PTS: joins a decoded frame with the packet that it was decoded from. */
export class PacketLog {
  readonly #packets = new Map<number, LoggedPacket>();
  #newestUs = Number.NEGATIVE_INFINITY;

  add(packet: LoggedPacket): void {
    this.#packets.delete(packet.ffmpegPtsUs);
    this.#packets.set(packet.ffmpegPtsUs, packet);
    const setBack = packet.ffmpegPtsUs < this.#newestUs - setBackUs;
    this.#newestUs = setBack ? packet.ffmpegPtsUs : Math.max(this.#newestUs, packet.ffmpegPtsUs);
    if (this.#packets.size > kept) this.#packets.delete(this.#packets.keys().next().value as number);
  }

  /** The packet of this PTS. ffmpeg guesses that of an RTSP stream's first frame and misses it by a few ticks. */
  of(ffmpegPtsUs: number): LoggedPacket | undefined {
    const exact = this.#packets.get(ffmpegPtsUs);
    if (exact) return exact;
    for (const packet of this.#packets.values()) {
      if (Math.abs(packet.ffmpegPtsUs - ffmpegPtsUs) < guessUs) return packet;
    }
    return undefined;
  }

  /**
   * Whether everything up to this moment was read: only then is it known whether the picture changed its size before it.
   * A new size begins with a keyframe that no earlier picture is shown after (IDR), so order of time suffices.
   */
  reached(ffmpegPtsUs: number): boolean {
    return this.#newestUs >= ffmpegPtsUs || this.#packets.has(ffmpegPtsUs);
  }
}

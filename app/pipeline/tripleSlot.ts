/**
 * The newest frame of one camera: three places, one being written, one newest, one being read. The writer never waits
 * and the oldest unread frame is overwritten; there is no queue. Writer and claimer live on one thread (the reader that
 * infers works on a claimed place and never chooses), so no step needs to be atomic.
 */
export class TripleSlot<S> {
  readonly #buffers: readonly Uint8Array[];
  #writing: number | null = null;
  #newest: { readonly place: number; readonly stamp: S } | null = null;
  readonly #reading = new Set<number>();
  #overwritten = 0;

  /** @param buffers three places of equal size, usually on SharedArrayBuffers */
  constructor(buffers: readonly [Uint8Array, Uint8Array, Uint8Array]) {
    this.#buffers = buffers;
  }

  /** Frames that were overwritten before anyone claimed them. */
  get overwritten(): number {
    return this.#overwritten;
  }

  get hasNewest(): boolean {
    return this.#newest !== null;
  }

  get beingRead(): boolean {
    return this.#reading.size > 0;
  }

  /** The place for the next frame. A frame that was begun and never published is given up. */
  begin(): Uint8Array {
    this.#writing = this.#buffers.findIndex((_, place) => place !== this.#newest?.place && !this.#reading.has(place));
    return this.#at(this.#writing);
  }

  publish(stamp: S): void {
    if (this.#writing === null) throw new Error('a frame was published that was never begun');
    if (this.#newest) this.#overwritten++;
    this.#newest = { place: this.#writing, stamp };
    this.#writing = null;
  }

  /** Takes the newest frame; only one may be claimed at a time. `null` when there is none or one is being read. */
  claim(): { readonly place: number; readonly buffer: Uint8Array; readonly stamp: S } | null {
    if (!this.#newest || this.beingRead) return null;
    const { place, stamp } = this.#newest;
    this.#newest = null;
    this.#reading.add(place);
    return { place, buffer: this.#at(place), stamp };
  }

  release(place: number): void {
    this.#reading.delete(place);
  }

  #at(place: number): Uint8Array {
    const buffer = this.#buffers[place];
    if (!buffer) throw new Error(`no free place among ${this.#buffers.length}`);
    return buffer;
  }
}

/** What a picture group needs to know of a chunk. */
export interface GroupedChunk {
  readonly keyframe: boolean;
  readonly bytes: Uint8Array;
}

/**
 * The chunks since the newest keyframe, so that a tile that opens shows a picture at once. A stream whose keyframes are
 * further apart than `maxBytes` loses the memory of its group (a new tile then waits for the next keyframe).
 */
export class RecentVideo<C extends GroupedChunk> {
  readonly #maxBytes: number;
  #chunks: C[] = [];
  #bytes = 0;
  #whole = false;

  constructor(maxBytes = 8 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: C): void {
    if (chunk.keyframe) {
      this.#chunks = [];
      this.#bytes = 0;
      this.#whole = true;
    }
    if (!this.#whole) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.bytes.byteLength;
    if (this.#bytes > this.#maxBytes) this.clear();
  }

  /** From a keyframe on; empty when the group is not whole. */
  group(): readonly C[] {
    return this.#chunks;
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
    this.#whole = false;
  }
}

import type { RgbPicture } from '../../detect/letterbox.ts';
import type { Size } from '../../space/box.ts';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import type { SignalHead } from '../../traffic/scene/scene.ts';
import { lampReading } from '../../traffic/signals/lampReading.ts';
import { SignalMemory } from '../../traffic/signals/signalMemory.ts';

/** Reads the signal heads of one camera in its analysed frames. */
export class SignalReader {
  readonly #heads: readonly { readonly id: string; readonly outline: NonNullable<SignalHead['outline']> }[];
  readonly #memory = new SignalMemory();

  constructor(heads: readonly SignalHead[]) {
    this.#heads = heads.flatMap(({ id, outline, source }) =>
      outline && source === 'picture' ? [{ id, outline }] : [],
    );
  }

  /** @param source size of the picture that was letterboxed into the frame */
  read(atMs: number, frame: RgbPicture, source: Size): ReadonlyMap<string, SignalState> {
    if (this.#heads.length === 0) return noSignals;
    return this.#memory.take(
      atMs,
      new Map(this.#heads.map(({ id, outline }) => [id, lampReading(frame, source, outline)])),
    );
  }
}

const noSignals: ReadonlyMap<string, SignalState> = new Map();

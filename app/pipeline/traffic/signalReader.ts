import type { RgbPicture } from '../../detect/letterbox.ts';
import type { Point, Size } from '../../space/box.ts';
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

  /**
   * @param source size of the picture that was letterboxed into the frame
   * @param drift how far the view lies beside the one that the heads were drawn on, pixels of the source
   */
  read(atMs: number, frame: RgbPicture, source: Size, drift: Point = noDrift): ReadonlyMap<string, SignalState> {
    if (this.#heads.length === 0) return noSignals;
    const drifted = ({ x, y }: Point): Point => ({ x: x + drift.x, y: y + drift.y });
    return this.#memory.take(
      atMs,
      new Map(this.#heads.map(({ id, outline }) => [id, lampReading(frame, source, outline.map(drifted))])),
    );
  }
}

const noDrift: Point = { x: 0, y: 0 };
const noSignals: ReadonlyMap<string, SignalState> = new Map();

import { SignalReader } from '../../app/pipeline/traffic/signalReader.ts';
import type { Size } from '../../app/space/box.ts';
import type { SignalState } from '../../app/traffic/road/roadUser.ts';
import type { SignalHead } from '../../app/traffic/scene/scene.ts';
import type { FrameStamp } from '../sources/source.ts';

/** What signals showed in frames that are still being looked at by the detector. */
export class SignalsOfFrames {
  readonly #reader: SignalReader;
  readonly #byPtsMs = new Map<number, ReadonlyMap<string, SignalState>>();

  constructor(heads: readonly SignalHead[]) {
    this.#reader = new SignalReader(heads);
  }

  look({ width, height }: Size, rgb: Uint8Array, { ptsUs, source }: FrameStamp): void {
    const ptsMs = ptsUs / 1000;
    this.#byPtsMs.set(ptsMs, this.#reader.read(ptsMs, { width, height, rgb }, source));
  }

  /** Of one frame, once. */
  take(ptsMs: number): ReadonlyMap<string, SignalState> | undefined {
    const signals = this.#byPtsMs.get(ptsMs);
    this.#byPtsMs.delete(ptsMs);
    return signals;
  }
}

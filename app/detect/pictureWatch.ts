import type { Letterbox } from './letterbox.ts';

/** Pictures come and show nothing new: always one picture, or the same ones again and again. */
export type PictureRepetition = 'frozen' | 'looped';

export interface PictureWatchLimits {
  /** Pictures have to come for so long with nothing new among them, ms. Below the 30 s that F12 allows. */
  readonly repeatedMs: number;
  /** How long a picture is remembered, ms: longer loops are not noticed. 0 remembers nothing and notices nothing. */
  readonly historyMs: number;
  /** Pictures remembered at most, the newest. */
  readonly mostPictures: number;
}

export const pictureWatchLimits: PictureWatchLimits = {
  repeatedMs: 25_000,
  historyMs: 300_000,
  mostPictures: 10_000,
};

/**
 * A frozen picture that is encoded anew differs a little within each group of pictures, and then repeats itself with the
 * group. What returns sooner than this is one picture to the eye.
 */
const frozenReturnMs = 5000;
/** A longer pause between two pictures counts only this much: while none come, nothing is known. */
const longestPauseMs = 5000;

/** What an operator is told, for the limits above. */
export const repetitionTexts: Readonly<Record<PictureRepetition, string>> = {
  frozen: 'The picture has not changed for 25 s: the camera may be frozen.',
  looped:
    'The same pictures have come again and again for 25 s: the camera may be frozen, or a recording is shown in its place.',
};

/**
 * Notices a camera whose pictures repeat themselves exactly, as those of a frozen encoder or of an injected loop do. The
 * noise of a sensor, or the coding of it, makes every picture of a still scene a new one. It does not matter how long a
 * loop is or which of its pictures are looked at, as long as all of them come up within `historyMs`.
 */
export class PictureWatch {
  readonly #limits: PictureWatchLimits;
  /** When each picture was seen last, the oldest first. */
  readonly #seen = new Map<number, number>();
  #lookedMonoMs = 0;
  #repeatedMs = 0;
  #longestReturnMs = 0;

  constructor(limits = pictureWatchLimits) {
    this.#limits = limits;
  }

  /** `null` while there is something new to see. */
  get repetition(): PictureRepetition | null {
    if (this.#repeatedMs < this.#limits.repeatedMs) return null;
    return this.#longestReturnMs <= frozenReturnMs ? 'frozen' : 'looped';
  }

  /** @param fingerprint of the next picture, see `pictureFingerprint` */
  look(fingerprint: number, monoMs: number): void {
    const { historyMs, mostPictures } = this.#limits;
    const returnMs = monoMs - (this.#seen.get(fingerprint) ?? Number.NEGATIVE_INFINITY);
    if (returnMs > historyMs) {
      this.#repeatedMs = 0;
      this.#longestReturnMs = 0;
    } else {
      this.#repeatedMs += Math.min(monoMs - this.#lookedMonoMs, longestPauseMs);
      this.#longestReturnMs = Math.max(this.#longestReturnMs, returnMs);
    }
    this.#lookedMonoMs = monoMs;
    this.#seen.delete(fingerprint);
    this.#seen.set(fingerprint, monoMs);
    for (const [oldest, seenMonoMs] of this.#seen) {
      if (monoMs - seenMonoMs <= historyMs && this.#seen.size <= mostPictures) break;
      this.#seen.delete(oldest);
    }
  }
}

/** Every so many rows; the smallest block that a codec changes is higher, or there are more of them. */
const rowStep = 3;

/**
 * 32 bits that differ when a letterboxed picture differs, but for one chance in four thousand million.
 * @param rgb row-major RGB u8, `rowPixels` pixels a row
 */
export function pictureFingerprint(
  rgb: Uint8Array,
  rowPixels: number,
  placed: Pick<Letterbox, 'offsetY' | 'height'>,
): number {
  const words = new DataView(rgb.buffer, rgb.byteOffset, rgb.byteLength);
  const rowBytes = 3 * rowPixels;
  let print = 0;
  for (let y = placed.offsetY; y < placed.offsetY + placed.height; y += rowStep) {
    const end = (y + 1) * rowBytes - 3;
    for (let at = y * rowBytes; at < end; at += 4) {
      print = Math.imul(print ^ words.getUint32(at, true), 0x9e3779b1);
      print ^= print >>> 15;
    }
  }
  return print;
}

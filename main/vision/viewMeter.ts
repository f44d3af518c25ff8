import type { Clock } from '../../app/base/clock.ts';
import { letterboxOf } from '../../app/detect/letterbox.ts';
import { PictureWatch, pictureFingerprint } from '../../app/detect/pictureWatch.ts';
import type { Size } from '../../app/space/box.ts';
import type { ViewFingerprint } from '../../app/traffic/view/viewFingerprint.ts';
import { viewSampleOf } from '../../app/traffic/view/viewSample.ts';
import type { ViewState } from '../../app/traffic/view/viewState.ts';
import { ViewWatch } from '../../app/traffic/view/viewWatch.ts';

const sampleEveryMs = 1000;

/**
 * Pictures have to repeat themselves for so long until the view counts as frozen; much longer ones and loops are the
 * stream meter's.
 */
export const frozenLimits = { repeatedMs: 7000, historyMs: 5000, mostPictures: 500 };

/** So long, and nothing that is seen is news: a moving car that seems to stand must not be judged. */
const repeatedLimits = { ...frozenLimits, repeatedMs: 2000 };

/** Watches one camera's view by its analysed frames. The watch reads the monotonic clock; what it tells is wall time. */
export class ViewMeter {
  readonly #clock: Clock;
  readonly #frozen: PictureWatch | null;
  readonly #repeated: PictureWatch | null;
  readonly #watch: ViewWatch;
  #sampledMonoMs = Number.NEGATIVE_INFINITY;

  /**
   * @param fingerprint of the view as it should be; `null` learns it over the first minute
   * @param isRecorded repeated pictures are right: files are played again and again, stills do not move
   */
  constructor(clock: Clock, fingerprint: ViewFingerprint | null, { isRecorded }: { readonly isRecorded: boolean }) {
    this.#clock = clock;
    this.#frozen = isRecorded ? null : new PictureWatch(frozenLimits);
    this.#repeated = isRecorded ? null : new PictureWatch(repeatedLimits);
    this.#watch = new ViewWatch(fingerprint);
  }

  /**
   * Call it with every analysed frame; it samples one a second, which takes about 2 ms.
   * @param rgb letterboxed, row by row, `input` pixels
   * @param source pixels of the camera's own picture
   */
  frame(rgb: Uint8Array, input: Size, source: Size): void {
    const monoMs = this.#clock.monoMs();
    const placed = letterboxOf(source, input);
    if (this.#frozen && this.#repeated) {
      const print = pictureFingerprint(rgb, input.width, placed);
      this.#frozen.look(print, monoMs);
      this.#repeated.look(print, monoMs);
    }
    if (monoMs - this.#sampledMonoMs < sampleEveryMs) return;
    this.#sampledMonoMs = monoMs;
    const sample = viewSampleOf(rgb, input.width, placed, monoMs);
    if (sample) this.#watch.look(sample, this.#frozen?.repetition === 'frozen');
  }

  /** For the camera's status; its times are wall time. */
  view(): ViewState {
    const view = this.#watch.view;
    const offsetMs = this.#clock.wallMs() - this.#clock.monoMs();
    return { ...view, sinceMs: view.sinceMs + offsetMs, foundMs: view.foundMs + offsetMs };
  }

  /** The picture has been the same for seconds, which may or may not become a frozen view. */
  get isRepeated(): boolean {
    return this.#repeated?.repetition === 'frozen';
  }

  /** To be kept with the scene; `null` while the view is learnt. */
  get fingerprint(): ViewFingerprint | null {
    return this.#watch.fingerprint;
  }

  /** The camera was turned on purpose. */
  learnAnew(): void {
    this.#watch.learnAnew();
  }
}

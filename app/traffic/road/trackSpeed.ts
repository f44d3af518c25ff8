import type { CompiledScene } from '../scene/compiledScene.ts';
import type { RoadUser } from './roadUser.ts';
import { type FootSample, fitSpeed, type SpeedFit } from './speedFit.ts';

/** A speed of a track, and when it was driven: the middle of what was looked at. */
export interface MeasuredSpeed extends SpeedFit {
  readonly atMs: number;
}

/** How far a foot point is off in the picture: a pixel and a share of the box's height. */
const [footPx, footShare] = [1, 0.02];
/** Looked at for so long at a time: long where a vehicle drives evenly, short where it does not. */
const windowsMs = [1500, 3000, 6000] as const;
const everyMs = 500;
/** As many samples as six seconds have at 30 a second. */
const mostSamples = 180;

/**
 * The best speed that one track gives: by the stretch of its path that says most, with an interval that holds the error
 * of the foot points and that of the calibration. For a report on a vehicle; what it does now says `RoadUser.motion`.
 */
export class TrackSpeed {
  readonly #scene: CompiledScene;
  readonly #samples: FootSample[] = [];
  #fittedAtMs = Number.NEGATIVE_INFINITY;
  #best: MeasuredSpeed | null = null;

  constructor(scene: CompiledScene) {
    this.#scene = scene;
  }

  /** Takes the track's next observation; times rise. */
  observe(atMs: number, { footInImage, isFootSeen, boxInImage }: RoadUser): void {
    if (!isFootSeen) return;
    this.#samples.push({ ptsMs: atMs, footInImage, sigmaPx: footPx + footShare * boxInImage.h });
    if (this.#samples.length > mostSamples) this.#samples.shift();
    if (atMs - this.#fittedAtMs >= everyMs) this.#fit(atMs);
  }

  /** `null` without a calibration, and while nothing longer than a second was seen where speeds can be measured. */
  best(): MeasuredSpeed | null {
    const newest = this.#samples.at(-1);
    if (newest && newest.ptsMs > this.#fittedAtMs) this.#fit(newest.ptsMs);
    return this.#best;
  }

  #fit(atMs: number): void {
    const { plane, spread } = this.#scene;
    this.#fittedAtMs = atMs;
    if (!plane) return;
    let taken = 0;
    for (const windowMs of windowsMs) {
      const samples = this.#samples.filter(({ ptsMs }) => atMs - ptsMs <= windowMs);
      if (samples.length === taken) break;
      taken = samples.length;
      const fit = fitSpeed(samples, plane, spread);
      if (fit && isBetter(fit, this.#best)) this.#best = { ...fit, atMs: atMs - fit.spanMs / 2 };
    }
  }
}

/** By the error as a share of the speed: a vehicle that stands would else always give its best speed there. */
function isBetter(fit: SpeedFit, than: SpeedFit | null): boolean {
  return !than || fit.standardErrorMps * than.speedMps < than.standardErrorMps * fit.speedMps;
}

import type { Box } from '../space/box.ts';

/** How sure boxes and how steady vehicles are, in shares of the box's size (the root of its area). */
export interface MotionNoise {
  /** Standard deviation of a detection's edge. */
  readonly measurementShare: number;
  /** How far a velocity strays within a second, box sizes a second. */
  readonly velocityShare: number;
  /** Standard deviation of the velocity of a track seen once, box sizes a second. */
  readonly firstVelocityShare: number;
}

/** value, rate, and the covariance's three numbers for each of cx, cy, w, h */
const stride = 5;
const coordinates = ['cx', 'cy', 'w', 'h'] as const;

/**
 * Where a box will be: a Kalman filter of constant velocity for each of cx, cy, w and h, in pixels and seconds, with the
 * measured time between frames. White-noise acceleration makes it the same filter at every frame rate.
 */
export class BoxMotion {
  #state: Float64Array;
  readonly #noise: MotionNoise;

  constructor(first: Box, noise: MotionNoise) {
    this.#noise = noise;
    this.#state = new Float64Array(stride * coordinates.length);
    const size = sizeOf(first);
    coordinates.forEach((name, index) => {
      this.#state.set(
        [first[name], 0, (noise.measurementShare * size) ** 2, 0, (noise.firstVelocityShare * size) ** 2],
        index * stride,
      );
    });
  }

  /** The expected box; sizes never fall below a pixel. */
  box(): Box {
    const [cx, cy, w, h] = [0, 1, 2, 3].map((index) => this.#state[index * stride]!) as [
      number,
      number,
      number,
      number,
    ];
    return { cx, cy, w: Math.max(1, w), h: Math.max(1, h) };
  }

  /** Standard deviation of the expected centre, in box sizes. */
  uncertainty(): number {
    return Math.sqrt(Math.max(this.#state[2]!, this.#state[stride + 2]!)) / sizeOf(this.box());
  }

  /** Moves the estimate on by `seconds`. */
  predict(seconds: number): void {
    const spread = (this.#noise.velocityShare * sizeOf(this.box())) ** 2;
    for (let at = 0; at < this.#state.length; at += stride) {
      const s = this.#state;
      const [rate, p01, p11] = [s[at + 1]!, s[at + 3]!, s[at + 4]!];
      s[at] = s[at]! + rate * seconds;
      s[at + 2] = s[at + 2]! + 2 * seconds * p01 + seconds ** 2 * p11 + (spread * seconds ** 3) / 3;
      s[at + 3] = p01 + seconds * p11 + (spread * seconds ** 2) / 2;
      s[at + 4] = p11 + spread * seconds;
    }
  }

  /** Takes an observed box in. */
  correct(observed: Box): void {
    const measured = (this.#noise.measurementShare * sizeOf(observed)) ** 2;
    coordinates.forEach((name, index) => {
      const at = index * stride;
      const s = this.#state;
      const [p00, p01, p11] = [s[at + 2]!, s[at + 3]!, s[at + 4]!];
      const gain = p00 / (p00 + measured);
      const rateGain = p01 / (p00 + measured);
      const surprise = observed[name] - s[at]!;
      s[at] = s[at]! + gain * surprise;
      s[at + 1] = s[at + 1]! + rateGain * surprise;
      s[at + 2] = (1 - gain) * p00;
      s[at + 3] = (1 - gain) * p01;
      s[at + 4] = p11 - rateGain * p01;
    });
  }

  /** The state as it stands, for `restore`. */
  save(): Float64Array {
    return this.#state.slice();
  }

  restore(saved: Float64Array): void {
    this.#state = saved.slice();
  }
}

export function sizeOf(box: Box): number {
  return Math.sqrt(Math.max(1, box.w * box.h));
}

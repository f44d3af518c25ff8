const windowMs = 20_000;
/** Brighter or darker by this factor within the window, and shadows and patches of light are others, too. */
const mostChange = 1.2;
/** Levels added to both, so that a black road does not change by noise. */
const floor = 10;
const everyPlace = 7;

/** Whether the light over the road changed lately by so much that its shadows are others now. */
export class LightHistory {
  #levels: { readonly atMs: number; readonly level: number }[] = [];

  /** @param background of the road in the light of now; NaN where it is not known */
  isChanged(background: Float32Array, atMs: number): boolean {
    let [sum, count] = [0, 0];
    for (let place = 0; place < background.length; place += everyPlace) {
      const level = background[place]!;
      if (Number.isNaN(level)) continue;
      sum += level;
      count++;
    }
    if (count === 0) return false;
    const level = floor + sum / count;
    this.#levels = [...this.#levels.filter((before) => atMs - before.atMs <= windowMs), { atMs, level }];
    return this.#levels.some((before) => Math.max(level / before.level, before.level / level) > mostChange);
  }

  forget(): void {
    this.#levels = [];
  }
}

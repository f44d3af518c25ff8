/** How the light of a picture differs from that of a background: `level = gain * background + offset`. */
export interface LightFit {
  readonly gain: number;
  readonly offset: number;
}

const everyPlace = 5;
const fewest = 50;
/** Levels around the middle difference within which a pixel shows the same thing in another light. */
const alike = 14;
const steepest = 2;

/**
 * Fits the common change of light over the road. Pixels that show something else do not count: only those near the middle
 * change do.
 * @param background 0..255; NaN where it is not known
 * @param isSeen whether a pixel shows the road, and no road user
 * @returns `null` where too little of the road is seen
 */
export function lightFitOf(
  levels: Float32Array,
  background: Float32Array,
  isSeen: (place: number) => boolean,
): LightFit | null {
  const middle = middleDifference(levels, background, isSeen);
  if (middle === null) return null;
  let [count, sumB, sumL, sumBB, sumBL] = [0, 0, 0, 0, 0];
  for (let place = 0; place < levels.length; place += everyPlace) {
    const b = background[place]!;
    const l = levels[place]!;
    // Unknown ones fail the comparison.
    if (!(Math.abs(l - b - middle) <= alike) || !isSeen(place)) continue;
    count++;
    sumB += b;
    sumL += l;
    sumBB += b * b;
    sumBL += b * l;
  }
  const spread = sumBB - (sumB * sumB) / count;
  // On a road of one grey level nothing tells gain from offset.
  if (spread < 25 * count) return { gain: 1, offset: (sumL - sumB) / count };
  const slope = (sumBL - (sumB * sumL) / count) / spread;
  const gain = Math.min(steepest, Math.max(1 / steepest, slope));
  return { gain, offset: (sumL - gain * sumB) / count };
}

/** The middle change in whole levels; `null` where too few pixels are seen. */
function middleDifference(
  levels: Float32Array,
  background: Float32Array,
  isSeen: (place: number) => boolean,
): number | null {
  const counts = new Uint32Array(511);
  let count = 0;
  for (let place = 0; place < levels.length; place += everyPlace) {
    const difference = levels[place]! - background[place]!;
    if (Number.isNaN(difference) || !isSeen(place)) continue;
    const bin = Math.min(510, Math.max(0, Math.round(difference) + 255));
    counts[bin]!++;
    count++;
  }
  if (count < fewest) return null;
  let bin = 0;
  for (let below = counts[0]!; below <= count / 2; below += counts[bin]!) bin++;
  return bin - 255;
}

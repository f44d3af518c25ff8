export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Lowest and highest measured value; `null` where nothing was measured. */
export function rangeOf(points: Float32Array): Range | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of points) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/**
 * The points of an SVG polyline for each unbroken stretch; a gap in the measurement stays a gap.
 * The scale starts at 0, so that a small wobble of a large number looks small.
 */
export function linesOf(points: Float32Array, range: Range, width: number, height: number): string[] {
  const top = Math.max(range.high, Number.EPSILON);
  const lines: string[] = [];
  let line: string[] = [];
  points.forEach((value, place) => {
    if (Number.isNaN(value)) {
      if (line.length > 1) lines.push(line.join(' '));
      line = [];
      return;
    }
    const x = (place / (points.length - 1)) * width;
    const y = height - 1 - (Math.max(0, value) / top) * (height - 2);
    line.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  });
  if (line.length > 1) lines.push(line.join(' '));
  return lines;
}

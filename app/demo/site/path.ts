import type { GroundPoint } from '../scene.ts';

/** A corner of a course; `radiusM` rounds it off, 0 leaves it sharp. */
export interface Corner extends GroundPoint {
  readonly radiusM?: number;
}

/**
 * A course on the ground by arc length. Every number of it is rounded to a micrometre, so that the last bits of a
 * platform's sine and cosine do not reach the simulation.
 */
export class Path {
  readonly points: readonly GroundPoint[];
  readonly lengthM: number;
  readonly #atM: readonly number[];

  constructor(points: readonly GroundPoint[]) {
    this.points = points.map(({ xM, yM }) => ({ xM: rounded(xM), yM: rounded(yM) }));
    const atM = [0];
    for (let i = 1; i < this.points.length; i += 1) {
      atM.push(rounded((atM[i - 1] as number) + distanceM(this.point(i - 1), this.point(i))));
    }
    this.#atM = atM;
    this.lengthM = atM.at(-1) as number;
  }

  /** Writes the point at `sM` into `into`; before the beginning and beyond the end the course goes on straight. */
  pointAt(sM: number, into: { xM: number; yM: number }): void {
    const i = this.#segmentAt(sM);
    const [from, to] = [this.point(i), this.point(i + 1)];
    const [fromM, toM] = [this.#atM[i] as number, this.#atM[i + 1] as number];
    const share = (sM - fromM) / (toM - fromM);
    into.xM = from.xM + (to.xM - from.xM) * share;
    into.yM = from.yM + (to.yM - from.yM) * share;
  }

  /** The same course, `leftM` metres to its left. */
  beside(leftM: number): GroundPoint[] {
    return this.points.map((at, i) => {
      const before = this.point(Math.max(0, i - 1));
      const after = this.point(Math.min(this.points.length - 1, i + 1));
      const length = distanceM(before, after);
      const [alongX, alongY] = [(after.xM - before.xM) / length, (after.yM - before.yM) / length];
      return { xM: rounded(at.xM - alongY * leftM), yM: rounded(at.yM + alongX * leftM) };
    });
  }

  point(i: number): GroundPoint {
    return this.points[i] as GroundPoint;
  }

  #segmentAt(sM: number): number {
    let [low, high] = [0, this.points.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#atM[middle] as number) <= sM) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The course through the corners, each rounded off with an arc of its radius. */
export function roundedCourse(corners: readonly Corner[]): GroundPoint[] {
  return corners.flatMap((corner, i) => {
    const [before, after] = [corners[i - 1], corners[i + 1]];
    if (!before || !after || !corner.radiusM) return [corner];
    return arc(before, corner, after, corner.radiusM);
  });
}

export function distanceM(a: GroundPoint, b: GroundPoint): number {
  return Math.sqrt((a.xM - b.xM) * (a.xM - b.xM) + (a.yM - b.yM) * (a.yM - b.yM));
}

export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function arc(before: GroundPoint, corner: GroundPoint, after: GroundPoint, radiusM: number): GroundPoint[] {
  const fromRad = Math.atan2(corner.yM - before.yM, corner.xM - before.xM);
  const toRad = Math.atan2(after.yM - corner.yM, after.xM - corner.xM);
  const turnRad = Math.atan2(Math.sin(toRad - fromRad), Math.cos(toRad - fromRad));
  const tangentM = radiusM * Math.tan(Math.abs(turnRad) / 2);
  const side = turnRad > 0 ? 1 : -1;
  const start = { xM: corner.xM - Math.cos(fromRad) * tangentM, yM: corner.yM - Math.sin(fromRad) * tangentM };
  const centre = {
    xM: start.xM - Math.sin(fromRad) * radiusM * side,
    yM: start.yM + Math.cos(fromRad) * radiusM * side,
  };
  const steps = Math.max(2, Math.ceil((Math.abs(turnRad) * radiusM) / 1.5));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const rad = fromRad + (turnRad * i) / steps;
    return {
      xM: rounded(centre.xM + Math.sin(rad) * radiusM * side),
      yM: rounded(centre.yM - Math.cos(rad) * radiusM * side),
    };
  });
}

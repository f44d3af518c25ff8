import type { GroundPoint } from '../../space/ground.ts';

/** A place seen from a lane. */
export interface LanePlace {
  /** Along the lane from its beginning, metres. */
  readonly atM: number;
  /** Beside its middle, positive to the left, metres. */
  readonly leftM: number;
  /** Direction of the lane there, radians. */
  readonly headingRad: number;
}

/** The middle of a lane on the ground as a line of straight pieces. */
export class LaneCourse {
  readonly points: readonly GroundPoint[];
  readonly lengthM: number;
  readonly #atM: readonly number[];

  constructor(points: readonly GroundPoint[]) {
    const atM = [0];
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      atM.push(atM[i - 1]! + Math.hypot(b.xM - a.xM, b.yM - a.yM));
    }
    this.points = points;
    this.lengthM = atM.at(-1) ?? 0;
    this.#atM = atM;
  }

  /** The place so far along the course, its ends beyond them. */
  at(atM: number): GroundPoint {
    const last = this.points.length - 1;
    for (let i = 0; i < last; i++) {
      const [fromM, toM] = [this.#atM[i]!, this.#atM[i + 1]!];
      if (atM > toM && i + 1 < last) continue;
      const share = toM > fromM ? Math.min(1, Math.max(0, (atM - fromM) / (toM - fromM))) : 0;
      const [a, b] = [this.points[i]!, this.points[i + 1]!];
      return { xM: a.xM + share * (b.xM - a.xM), yM: a.yM + share * (b.yM - a.yM) };
    }
    return this.points[0] ?? { xM: 0, yM: 0 };
  }

  /** The nearest place of the course; `null` beyond its ends. */
  placeOf({ xM, yM }: GroundPoint): LanePlace | null {
    const { points } = this;
    let best: LanePlace | null = null;
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < points.length; i++) {
      const [a, b] = [points[i]!, points[i + 1]!];
      const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
      const length = Math.hypot(dx, dy);
      if (length === 0) continue;
      const share = ((xM - a.xM) * dx + (yM - a.yM) * dy) / (length * length);
      if ((share < 0 && i === 0) || (share > 1 && i === points.length - 2)) continue;
      const on = Math.min(1, Math.max(0, share));
      const [offX, offY] = [xM - a.xM - on * dx, yM - a.yM - on * dy];
      const distance = Math.hypot(offX, offY);
      if (distance >= nearest) continue;
      nearest = distance;
      best = {
        atM: this.#atM[i]! + on * length,
        leftM: Math.sign(dx * offY - dy * offX) * distance,
        headingRad: Math.atan2(dy, dx),
      };
    }
    return best;
  }
}

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
  readonly #pieces: readonly Piece[];
  readonly #around: { readonly fromX: number; readonly toX: number; readonly fromY: number; readonly toY: number };

  constructor(points: readonly GroundPoint[]) {
    const atM = [0];
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      atM.push(atM[i - 1]! + Math.hypot(b.xM - a.xM, b.yM - a.yM));
    }
    this.points = points;
    this.lengthM = atM.at(-1) ?? 0;
    this.#atM = atM;
    this.#pieces = piecesOf(points, atM);
    const [xs, ys] = [points.map(({ xM }) => xM), points.map(({ yM }) => yM)];
    this.#around = { fromX: Math.min(...xs), toX: Math.max(...xs), fromY: Math.min(...ys), toY: Math.max(...ys) };
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

  /** Whether no place of the course is so near, told by its bounding box: quick, and `false` where that does not tell. */
  isFartherThan({ xM, yM }: GroundPoint, reachM: number): boolean {
    const { fromX, toX, fromY, toY } = this.#around;
    const reach = reachM + roundingM;
    return xM < fromX - reach || xM > toX + reach || yM < fromY - reach || yM > toY + reach;
  }

  /** The nearest place of the course; `null` beyond its ends. */
  placeOf({ xM, yM }: GroundPoint): LanePlace | null {
    // No pairs taken apart in here: every road user asks for every piece of the lanes around it.
    let best: Piece | null = null;
    let nearest = infinity;
    let nearestSquare = infinity;
    let bestOn = 0;
    let bestX = 0;
    let bestY = 0;
    for (const piece of this.#pieces) {
      const fromX = xM - piece.xM;
      const fromY = yM - piece.yM;
      const share = (fromX * piece.dx + fromY * piece.dy) / piece.square;
      if ((share < 0 && piece.isFirst) || (share > 1 && piece.isLast)) continue;
      const on = Math.min(1, Math.max(0, share));
      const offX = fromX - on * piece.dx;
      const offY = fromY - on * piece.dy;
      // Most pieces are far away, and squares are quicker than roots.
      if (offX * offX + offY * offY > nearestSquare) continue;
      const distance = Math.hypot(offX, offY);
      if (distance >= nearest) continue;
      nearest = distance;
      nearestSquare = distance * distance * (1 + 1e-9);
      best = piece;
      bestOn = on;
      bestX = offX;
      bestY = offY;
    }
    return (
      best && {
        atM: best.atM + bestOn * best.length,
        leftM: Math.sign(best.dx * bestY - best.dy * bestX) * nearest,
        headingRad: best.headingRad,
      }
    );
  }
}

const infinity = Number.POSITIVE_INFINITY;
/** Far above what sums of coordinates lose. */
const roundingM = 0.001;

/** One straight piece of a course, with what every question needs of it. */
interface Piece {
  readonly xM: number;
  readonly yM: number;
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
  readonly square: number;
  readonly atM: number;
  readonly headingRad: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function piecesOf(points: readonly GroundPoint[], atM: readonly number[]): Piece[] {
  return points.slice(1).flatMap((b, i): Piece[] => {
    const a = points[i]!;
    const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
    const length = Math.hypot(dx, dy);
    if (length === 0) return [];
    return [
      {
        ...{ xM: a.xM, yM: a.yM, dx, dy, length },
        square: length * length,
        atM: atM[i]!,
        headingRad: Math.atan2(dy, dx),
        isFirst: i === 0,
        isLast: i === points.length - 2,
      },
    ];
  });
}

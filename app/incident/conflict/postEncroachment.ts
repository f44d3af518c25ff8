import type { GroundPoint } from '../../space/ground.ts';

/** A piece of the way that the middle of a road user went, with its size. */
export interface WayPiece {
  readonly from: GroundPoint;
  readonly to: GroundPoint;
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly lengthM: number;
  readonly widthM: number;
}

/**
 * Post-encroachment time where two ways cross: from when the first has left the common area until the second comes to it,
 * seconds; negative when they were there together, `null` when the ways do not cross.
 */
export function postEncroachmentS(first: WayPiece, second: WayPiece): number | null {
  const [ax, ay] = [first.to.xM - first.from.xM, first.to.yM - first.from.yM];
  const [bx, by] = [second.to.xM - second.from.xM, second.to.yM - second.from.yM];
  const cross = ax * by - ay * bx;
  const [lengthA, lengthB] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  if (lengthA === 0 || lengthB === 0 || Math.abs(cross) < 1e-9) return null;
  const [dx, dy] = [second.from.xM - first.from.xM, second.from.yM - first.from.yM];
  const [onA, onB] = [(dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross];
  if (onA < 0 || onA > 1 || onB < 0 || onB > 1) return null;
  const sine = Math.abs(cross) / (lengthA * lengthB);
  const cosine = Math.abs(ax * bx + ay * by) / (lengthA * lengthB);
  // The common area along each way: as far as the other one is wide there, seen at an angle.
  const wideM = (other: WayPiece, own: WayPiece) => (other.widthM + own.widthM * cosine) / (2 * sine);
  const [speedA, speedB] = [speedOf(first, lengthA), speedOf(second, lengthB)];
  const leftAtMs = timeAt(first, onA) + ((first.lengthM / 2 + wideM(second, first)) / speedA) * 1000;
  const comesAtMs = timeAt(second, onB) - ((second.lengthM / 2 + wideM(first, second)) / speedB) * 1000;
  return (comesAtMs - leftAtMs) / 1000;
}

function timeAt({ fromAtMs, toAtMs }: WayPiece, share: number): number {
  return fromAtMs + share * (toAtMs - fromAtMs);
}

function speedOf({ fromAtMs, toAtMs }: WayPiece, lengthM: number): number {
  return lengthM / ((toAtMs - fromAtMs) / 1000);
}

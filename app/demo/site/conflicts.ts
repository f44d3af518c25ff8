import type { Lane } from './lane.ts';
import { distanceM } from './path.ts';

/** Where two ways through a junction come too near: of the own way from `fromM`, of the other one until `otherToM`. */
export interface Conflict {
  readonly other: Lane;
  readonly fromM: number;
  readonly toM: number;
  readonly otherFromM: number;
  readonly otherToM: number;
  /** Both lead into the same lane: clear only when the other is in it. */
  readonly merging: boolean;
}

/** Two ways that begin in the same lane stay together up to here. */
export interface Fork {
  readonly other: Lane;
  readonly untilM: number;
}

const stepM = 0.75;
/** Just below the distance of neighbouring lanes: side by side is no conflict. */
const nearM = 3.1;

function samples(lane: Lane): { sM: number; xM: number; yM: number }[] {
  const count = Math.ceil(lane.path.lengthM / stepM);
  return Array.from({ length: count + 1 }, (_, i) => {
    const sM = (lane.path.lengthM * i) / count;
    const at = { sM, xM: 0, yM: 0 };
    lane.path.pointAt(sM, at);
    return at;
  });
}

function nearness(a: Lane, b: Lane) {
  const limitM = a.kind === 'cycle' || b.kind === 'cycle' ? nearM - 0.9 : nearM;
  const [own, others] = [samples(a), samples(b)];
  const near = own.filter((p) => others.some((q) => distanceM(p, q) < limitM));
  const otherNear = others.filter((q) => own.some((p) => distanceM(p, q) < limitM));
  const [first, last, otherFirst, otherLast] = [near[0], near.at(-1), otherNear[0], otherNear.at(-1)];
  if (!first || !last || !otherFirst || !otherLast) return undefined;
  return { fromM: first.sM, toM: last.sM, otherFromM: otherFirst.sM, otherToM: otherLast.sM };
}

export function conflictsOf(lanes: readonly Lane[]): readonly (readonly Conflict[])[] {
  return pairs(lanes, (lane, other) => {
    if (cameFrom(lanes, lane) === cameFrom(lanes, other) || parallel(lane, other)) return undefined;
    const near = nearness(lane, other);
    return near && { other, ...near, merging: lane.successorIds[0] === other.successorIds[0] };
  });
}

export function forksOf(lanes: readonly Lane[]): readonly (readonly Fork[])[] {
  return pairs(lanes, (lane, other) => {
    if (cameFrom(lanes, lane) !== cameFrom(lanes, other)) return undefined;
    const near = nearness(lane, other);
    return near && { other, untilM: near.toM };
  });
}

function pairs<Result>(
  lanes: readonly Lane[],
  relation: (lane: Lane, other: Lane) => Result | undefined,
): readonly (readonly Result[])[] {
  return lanes.map((lane) => {
    if (lane.junction === undefined) return [];
    return lanes.flatMap((other) => {
      if (other === lane || other.junction !== lane.junction) return [];
      const found = relation(lane, other);
      return found === undefined ? [] : [found];
    });
  });
}

function cameFrom(lanes: readonly Lane[], way: Lane): Lane | undefined {
  return lanes.find((lane) => lane.successorIds.includes(way.id));
}

/** Straight ways side by side never meet, however near they are. */
function parallel(a: Lane, b: Lane): boolean {
  if (a.path.points.length > 2 || b.path.points.length > 2) return false;
  const [a0, a1, b0, b1] = [a.path.point(0), a.path.point(1), b.path.point(0), b.path.point(1)];
  return Math.abs((a1.xM - a0.xM) * (b1.yM - b0.yM) - (a1.yM - a0.yM) * (b1.xM - b0.xM)) < 1e-6;
}

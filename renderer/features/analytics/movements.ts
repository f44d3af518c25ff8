import type { IntervalSums } from '../../../app/traffic/quantities/interval.ts';

/** How many went from which line to which; rows and columns in the order of `lines`. */
export interface OriginDestination {
  readonly lines: readonly { readonly id: string; readonly name: string }[];
  readonly counts: readonly (readonly number[])[];
  readonly matched: number;
  /** Seen at a first line and at no second one. */
  readonly unmatched: number;
}

/** @param lines of the scene as it is now; lines that only older intervals know keep their id as name */
export function originDestination(
  { movements, unmatched }: Pick<IntervalSums, 'movements' | 'unmatched'>,
  lines: readonly { readonly id: string; readonly name: string }[],
): OriginDestination {
  const ids = Object.keys(movements).flatMap((pair) => pair.split('>'));
  const nameOf = new Map(lines.map(({ id, name }) => [id, name]));
  const seen = [...new Set([...lines.map(({ id }) => id).filter((id) => ids.includes(id)), ...ids])];
  const counts = seen.map((from) =>
    seen.map((to) => Object.values(movements[`${from}>${to}`] ?? {}).reduce((sum, count) => sum + count, 0)),
  );
  return {
    lines: seen.map((id) => ({ id, name: nameOf.get(id) ?? id })),
    counts,
    matched: counts.flat().reduce((sum, count) => sum + count, 0),
    unmatched,
  };
}

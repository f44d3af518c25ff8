import type { IntervalSums } from '../../../app/traffic/quantities/interval.ts';

export interface ClassCount {
  readonly className: string;
  readonly forward: number;
  readonly backward: number;
  /** Of all, 0..1. */
  readonly share: number;
}

/** Counts by class, the most frequent first. */
export function classMix(counts: IntervalSums['counts']): ClassCount[] {
  const all = Object.values(counts).reduce((sum, { forward, backward }) => sum + forward + backward, 0);
  return Object.entries(counts)
    .map(([className, { forward, backward }]) => ({
      className,
      forward,
      backward,
      share: all === 0 ? 0 : (forward + backward) / all,
    }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share || (a.className < b.className ? -1 : 1));
}

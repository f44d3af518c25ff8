import type { OperatorAlert } from '../../contracts/console.ts';

/** An alert as it is derived from the facts: `sinceAtMs` only where the facts themselves know it. */
export type AlertWish = Omit<OperatorAlert, 'sinceAtMs'> & { readonly sinceAtMs?: number };

const rank = { critical: 0, warning: 1, info: 2 };

/** Remembers since when each alert stands; the same key keeps its begin while text and severity may change. */
export class AlertBook {
  #standing = new Map<string, OperatorAlert>();

  /** The alerts that stand now, worst first, then oldest. What `wishes` no longer names is over. */
  replace(wishes: readonly AlertWish[], nowAtMs: number): OperatorAlert[] {
    this.#standing = new Map(
      wishes.map((wish) => {
        const sinceAtMs = wish.sinceAtMs ?? this.#standing.get(wish.key)?.sinceAtMs ?? nowAtMs;
        return [wish.key, { ...wish, sinceAtMs }];
      }),
    );
    return [...this.#standing.values()].sort(
      (a, b) => rank[a.severity] - rank[b.severity] || a.sinceAtMs - b.sinceAtMs || (a.key < b.key ? -1 : 1),
    );
  }
}

/** Waiting times between attempts: 1, 2, 4 … up to a cap, each with ± `jitter` so that many cameras do not march in step. */
export interface BackOffPolicy {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Share of the delay, 0..1, by which it may be longer or shorter. */
  readonly jitter: number;
  /** After this long in health the next failure starts at `firstMs` again. */
  readonly resetAfterMs: number;
}

export const reconnectPolicy: BackOffPolicy = { firstMs: 1000, maxMs: 8000, jitter: 0.2, resetAfterMs: 60_000 };

/**
 * Delay before the attempt that follows `failures` failures in a row, in ms.
 * @param random uniform in [0, 1)
 */
export function backOffMs(policy: BackOffPolicy, failures: number, random: () => number): number {
  const plain = Math.min(policy.maxMs, policy.firstMs * 2 ** Math.max(0, failures - 1));
  return plain * (1 + policy.jitter * (2 * random() - 1));
}

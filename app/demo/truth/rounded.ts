/** A value with this many decimals, so that truth is short and the same on every platform. */
export function rounded(value: number, decimals: number): number {
  const steps = 10 ** decimals;
  // `+ 0` makes 0 of -0, which JSON does not know.
  return Math.round(value * steps) / steps + 0;
}

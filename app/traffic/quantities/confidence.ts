/** Two-sided 95 % of the normal distribution. */
export const z95 = 1.959964;

/** 95 % limits of a Poisson mean of which `count` was seen (Byar's approximation, within 1 % of the exact limits). */
export function poissonLimits(count: number): { readonly low: number; readonly high: number } {
  const above = count + 1;
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - z95 / (3 * Math.sqrt(count))) ** 3,
    high: above * (1 - 1 / (9 * above) + z95 / (3 * Math.sqrt(above))) ** 3,
  };
}

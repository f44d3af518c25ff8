/** The nearest whole step to a value; `steps` of them make one. */
export function inSteps(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}

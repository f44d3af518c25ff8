/** The simulation's step; state is exact only at multiples of it. */
export const stepMs = 80;
export const stepS = stepMs / 1000;

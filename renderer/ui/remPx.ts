/** Pixels of a length in rem on this screen: large screens have a larger base size (theme.css). */
export const remPx = (rem: number): number =>
  rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize || '16');

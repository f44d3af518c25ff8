import { type ViewBlocks, viewBlocksOf } from './viewBlocks.ts';
import type { ViewFingerprint } from './viewFingerprint.ts';
import type { ViewSample } from './viewSample.ts';
import { type ViewShift, viewShiftOf } from './viewShift.ts';

/** How a picture differs from what its camera's view should be. */
export interface ViewComparison extends ViewBlocks {
  /** Agreement of the edges where they were: 1 is the same picture, about 0 another view. Light changes it little. */
  readonly similarity: number;
  /** Where the view went, shares of the picture's width; `null` when no shift explains the picture. */
  readonly shift: { readonly x: number; readonly y: number } | null;
}

/** Another view has no shift that agrees so well. */
const leastAgreement = 0.28;
/** Beyond it a shift lies at the rim of what is looked for, where anything may be best. */
const farthestShift = 0.1;

export function compareView(fingerprint: ViewFingerprint, sample: ViewSample): ViewComparison {
  const found = viewShiftOf(fingerprint.edges, sample.edges, sample.heightPerWidth);
  return {
    ...viewBlocksOf(fingerprint, sample),
    similarity: found.agreementInPlace,
    shift: isShift(found) ? { x: found.x, y: found.y } : null,
  };
}

function isShift({ agreement, x, y }: ViewShift): boolean {
  return agreement >= leastAgreement && Math.hypot(x, y) < farthestShift;
}

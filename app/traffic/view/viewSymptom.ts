import type { ViewComparison } from './compareView.ts';
import { meanLength, type ViewFingerprint } from './viewFingerprint.ts';
import type { ViewSample } from './viewSample.ts';

/** What can be wrong with a view. `low-visibility` is weather and no fault of the camera. */
export const viewFaults = ['dark', 'blinded', 'covered', 'blurred', 'moved', 'frozen', 'low-visibility'] as const;
export type ViewFault = (typeof viewFaults)[number];

/** Shares of the picture's width: a view that went so far is not the one its scene was drawn on. */
const movedFrom = 0.0095;
/** And it is back only when it is so near. */
const backWithin = 0.007;
/** Fewer blocks that surely show what they always did: another view. */
const leastSeen = 0.15;
const coveredFrom = 0.5;
/** Of the fingerprint's sharpness. Weather and night leave three quarters. */
const leastSharp = 0.55;
/** A picture in which nothing can be seen, whatever it was before: luma and contrast. */
const black = { luma: 8, contrast: 4 };
const dark = { luma: 45, lumaShare: 0.3, contrastShare: 0.45 };
const blinded = { luma: 235, moreWhite: 0.35 };
/** Of the edges in clear air, by light that is no night. */
const fog = { edgesShare: 0.58, lumaShare: 0.75 };

/** What one picture alone shows. */
export function symptomOf(
  fingerprint: ViewFingerprint,
  sample: ViewSample,
  comparison: ViewComparison,
  isMoved: boolean,
): ViewFault | null {
  if (isDark(sample, fingerprint)) return 'dark';
  if (sample.luma >= blinded.luma || sample.whiteShare >= fingerprint.whiteShare + blinded.moreWhite) return 'blinded';
  if (comparison.coveredShare >= coveredFrom) return 'covered';
  if (isBlurred(sample, fingerprint)) return 'blurred';
  const { shift, seenShare } = comparison;
  if (shift && Math.hypot(shift.x, shift.y) >= (isMoved ? backWithin : movedFrom)) return 'moved';
  if (!shift && seenShare !== null && seenShare < leastSeen) return 'moved';
  const isDay = sample.luma >= fog.lumaShare * fingerprint.clearLuma;
  return isDay && meanLength(sample.edges) < fog.edgesShare * fingerprint.clearEdges ? 'low-visibility' : null;
}

/** What can be told before the view is known. */
export function symptomOfUnknown(sample: ViewSample): ViewFault | null {
  if (sample.luma < black.luma && sample.contrast < black.contrast) return 'dark';
  return sample.luma >= blinded.luma ? 'blinded' : null;
}

function isDark(sample: ViewSample, { luma, contrast }: ViewFingerprint): boolean {
  if (sample.luma < black.luma && sample.contrast < black.contrast) return true;
  return (
    sample.luma < dark.luma && sample.luma < dark.lumaShare * luma && sample.contrast < dark.contrastShare * contrast
  );
}

/** Where the lens makes everything soft, no edge may be clear any more while the picture's contrast stays. */
function isBlurred(sample: ViewSample, { sharpness, contrast }: ViewFingerprint): boolean {
  if (sharpness === null) return false;
  if (sample.sharpness === null) return sample.contrast >= 0.7 * contrast;
  return sample.sharpness < leastSharp * sharpness;
}

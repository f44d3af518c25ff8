import type { ViewComparison } from './compareView.ts';
import { clarityOf, type ViewFingerprint } from './viewFingerprint.ts';
import type { ViewSample } from './viewSample.ts';

/** What can be wrong with a view. `low-visibility` is weather and no fault of the camera. */
export const viewFaults = ['dark', 'blinded', 'covered', 'blurred', 'moved', 'frozen', 'low-visibility'] as const;
export type ViewFault = (typeof viewFaults)[number];

/**
 * Shares of the picture's width: a view that went so far is not the one its scene was drawn on. One hundredth is to be
 * found; shifts are measured to a thousandth.
 */
const movedFrom = 0.009;
/** And it is back only when it is so near. */
const backWithin = 0.007;
/** Fewer blocks that surely show what they always did, and no shift that explains it: another view. */
const leastSeen = 0.2;
/** Cloth over seven tenths of a night picture makes 0.44 of it, a lorry beside the camera less than 0.4. */
const coveredFrom = 0.42;
/** Darkness leaves edges where they were, a cover does not. */
const coveredSimilarity = 0.5;
/** Of the fingerprint's sharpness. Weather and night leave three quarters. */
const leastSharp = 0.55;
/** A picture in which nothing can be seen, whatever it was before: luma and contrast. */
const black = { luma: 8, contrast: 4 };
const dark = { luma: 45, lumaShare: 0.3, contrastShare: 0.45 };
const blinded = { luma: 235, moreWhite: 0.35 };
/** Of what can be seen in clear air; rain leaves more than half of it. By night darkness takes as much: luma of a day. */
const fog = { clarityShare: 0.47, luma: 70 };

/** What the pictures before it showed. */
export interface Before {
  readonly isMoved: boolean;
  /** Visibility had become low already: what fog hides bit by bit is not covered. */
  readonly isHazy: boolean;
}

/** What one picture alone shows. */
export function symptomOf(
  fingerprint: ViewFingerprint,
  sample: ViewSample,
  comparison: ViewComparison,
  { isMoved, isHazy }: Before,
): ViewFault | null {
  if (isBlack(sample)) return 'dark';
  if (sample.luma >= blinded.luma || sample.whiteShare >= fingerprint.whiteShare + blinded.moreWhite) return 'blinded';
  if (comparison.coveredShare >= coveredFrom && comparison.similarity < coveredSimilarity) {
    return isHazy && sample.luma >= fog.luma ? 'low-visibility' : 'covered';
  }
  if (isDarker(sample, fingerprint)) return 'dark';
  if (isBlurred(sample, fingerprint)) return 'blurred';
  const { shift, seenShare } = comparison;
  if (shift && Math.hypot(shift.x, shift.y) >= (isMoved ? backWithin : movedFrom)) return 'moved';
  if (!shift && seenShare !== null && seenShare < leastSeen) return 'moved';
  const isUnclear = sample.luma >= fog.luma && clarityOf(sample) < fog.clarityShare * fingerprint.clarity;
  return isUnclear ? 'low-visibility' : null;
}

/** What can be told before the view is known. */
export function symptomOfUnknown(sample: ViewSample): ViewFault | null {
  if (isBlack(sample)) return 'dark';
  return sample.luma >= blinded.luma ? 'blinded' : null;
}

function isBlack({ luma, contrast }: ViewSample): boolean {
  return luma < black.luma && contrast < black.contrast;
}

function isDarker(sample: ViewSample, { luma, contrast }: ViewFingerprint): boolean {
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

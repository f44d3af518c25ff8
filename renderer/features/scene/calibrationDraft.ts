import { z } from 'zod';
import type { Point } from '../../../app/space/box.ts';
import { type Calibration, calibrationSchema } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';

const imagePoint = z.object({ x: z.number(), y: z.number() });
const imageLine = z.object({ from: imagePoint, to: imagePoint });
/** A point of the picture whose place on the road is known, or not typed yet. */
const markedPoint = z.object({ image: imagePoint, xM: z.number().nullable(), yM: z.number().nullable() });
const markedLength = imageLine.extend({ lengthM: z.number().nullable() });

/** A calibration while the operator makes it: complete or not. Image points are pixels of the scene's picture. */
export const calibrationDraftSchema = z.object({
  method: z.enum(['points', 'vanishing']),
  pairs: z.array(markedPoint).max(100),
  controlPoints: z.array(markedPoint).max(100),
  controlLengths: z.array(markedLength).max(100),
  along: z.array(imageLine).max(20),
  across: z.array(imageLine).max(20),
  cameraHeightM: z.number().nullable(),
  /** Drafts of before have neither of the two. */
  fitLengths: z.array(markedLength).max(20).default([]),
  focalPx: z.number().nullable().default(null),
  lens: z.object({ k1: z.number(), focalPx: z.number(), cxPx: z.number(), cyPx: z.number() }).nullable(),
});
export type CalibrationDraft = z.infer<typeof calibrationDraftSchema>;
export type MarkedPoint = z.infer<typeof markedPoint>;
export type MarkedLength = z.infer<typeof markedLength>;

export const noCalibration: CalibrationDraft = {
  method: 'points',
  pairs: [],
  controlPoints: [],
  controlLengths: [],
  along: [],
  across: [],
  cameraHeightM: null,
  fitLengths: [],
  focalPx: null,
  lens: null,
};

export function calibrationDraftOf(calibration: Calibration | null): CalibrationDraft {
  if (!calibration) return noCalibration;
  const shared = {
    ...noCalibration,
    controlPoints: calibration.controlPoints.map(marked),
    controlLengths: calibration.controlLengths,
  };
  if (calibration.method === 'points') {
    return { ...shared, method: 'points', pairs: calibration.pairs.map(marked), lens: calibration.lens };
  }
  const { along, across, cameraHeightM, fitLengths, focalPx } = calibration;
  return { ...shared, method: 'vanishing', along, across, cameraHeightM, fitLengths, focalPx };
}

function marked(pair: { image: Point; ground: { xM: number; yM: number } }): MarkedPoint {
  return { image: pair.image, ...pair.ground };
}

/** What a calibration still needs before it is one, in one sentence; `null` when it is complete or not begun. */
export function missingOf(draft: CalibrationDraft): string | null {
  const { missing } = sceneText.calibration;
  const { method, pairs, controlPoints, controlLengths, along, across, cameraHeightM, fitLengths, focalPx } = draft;
  const used = method === 'points' ? pairs.length : along.length + across.length + fitLengths.length;
  if (used + controlPoints.length + controlLengths.length === 0) return null;
  if (method === 'points' && pairs.length < 4) return missing.pairs(pairs.length);
  const untyped = [...(method === 'points' ? pairs : []), ...controlPoints].filter(
    ({ xM, yM }) => xM === null || yM === null,
  );
  if (untyped.length > 0) return missing.places(untyped.length);
  const lengths = method === 'points' ? controlLengths : [...fitLengths, ...controlLengths];
  if (lengths.some(({ lengthM }) => lengthM === null)) return missing.lengths;
  if (method === 'points') return null;
  if (along.length < 2) return missing.along(along.length);
  if (cameraHeightM === null) return missing.height;
  return across.length < 2 && fitLengths.length === 0 && focalPx === null ? missing.focal : null;
}

/** The calibration of a complete draft, `null` of one that is empty or not complete. */
export function calibrationOf(draft: CalibrationDraft): Calibration | null {
  const { method, pairs, controlPoints, controlLengths, along, across, cameraHeightM, lens } = draft;
  const { fitLengths, focalPx } = draft;
  const control = { controlPoints: controlPoints.map(paired), controlLengths };
  const calibration =
    method === 'points'
      ? { method, pairs: pairs.map(paired), ...control, lens }
      : { method, along, across, cameraHeightM, fitLengths, focalPx, ...control };
  const parsed = calibrationSchema.safeParse(calibration);
  return parsed.success ? parsed.data : null;
}

function paired({ image, xM, yM }: MarkedPoint) {
  return { image, ground: { xM, yM } };
}

/**
 * The corners of a rectangle on the road as four pairs: near left, near right, far right, far left, with its near left
 * corner as origin, x to the right and y along the road.
 */
export function rectanglePairs(corners: readonly Point[], widthM: number, lengthM: number): MarkedPoint[] {
  const places = [
    [0, 0],
    [widthM, 0],
    [widthM, lengthM],
    [0, lengthM],
  ] as const;
  return places.flatMap(([xM, yM], at) => {
    const image = corners[at];
    return image ? [{ image, xM, yM }] : [];
  });
}

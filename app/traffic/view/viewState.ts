import { z } from 'zod';
import { viewFaults } from './viewSymptom.ts';

/** What is known of a camera's view. */
const viewStateSchema = z.object({
  /** `learning`: the view is not known yet, and only a picture that shows nothing is noticed. */
  state: z.enum(['learning', 'ok', ...viewFaults]),
  /** When that began, as far as the pictures told. Same clock as the samples. */
  sinceMs: z.number(),
  /** When it was certain. */
  foundMs: z.number(),
  /** Agreement of the edges with the view as it should be, 0..1; `null` while it is not known. */
  similarity: z.number().nullable(),
  /**
   * How far the view lies beside its place, to the right and down, shares of the picture's width: below 0.01 to be
   * corrected. `null` when it is not known, or is another view altogether.
   */
  shift: z.object({ x: z.number(), y: z.number() }).nullable(),
});
export type ViewState = z.infer<typeof viewStateSchema>;

/** Faults of a camera: its analysis pauses while they last, and they are an incident. */
export function isTampered({ state }: Pick<ViewState, 'state'>): boolean {
  return state !== 'ok' && state !== 'learning' && state !== 'low-visibility';
}

/**
 * How far a small drift displaces what is seen, pixels of the source picture: take it away from every point before the
 * scene looks at it. Nothing for a view in its place, not known, or moved.
 */
export function driftPxOf({ state, shift }: ViewState, sourceWidthPx: number): { x: number; y: number } {
  if (shift === null || isTampered({ state })) return { x: 0, y: 0 };
  return { x: shift.x * sourceWidthPx, y: shift.y * sourceWidthPx };
}

/** What an operator is told. */
export const viewTexts: Readonly<Record<ViewState['state'], string>> = {
  learning: 'The view is being learnt.',
  ok: 'The view is as it should be.',
  moved: 'The camera looks elsewhere: bring it back, or learn the new view and draw its scene anew.',
  covered: 'Something covers the lens: clear it.',
  blurred: 'The picture is blurred: clean the lens or set its focus.',
  blinded: 'The picture is burnt out: something shines into the lens, or the exposure is wrong.',
  dark: 'The picture is dark: look at the camera, its exposure and the lighting.',
  frozen: 'The picture stands still: restart the camera or its encoder.',
  'low-visibility': 'Fog, rain, snow or dirt hides a large part of the view.',
};

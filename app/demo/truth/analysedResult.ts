import { z } from 'zod';
import { incidentSchema } from '../../incident/incident.ts';
import { AppError } from '../../base/error.ts';

const point = z.object({ x: z.number(), y: z.number() });
const directionCounts = z.object({ forward: z.int().nonnegative(), backward: z.int().nonnegative() });

/** What of an `its analyse` result is compared; other fields may stand beside. */
const analysedResultSchema = z.object({
  schemaVersion: z.literal(1),
  source: z.object({ width: z.int(), height: z.int(), durationMs: z.number() }),
  frames: z.object({ analysed: z.int().positive() }),
  tracks: z.array(
    z.object({
      trackId: z.int(),
      class: z.string(),
      lastPtsMs: z.number(),
      /** `[ptsMs, cx, cy, w, h]`, pixels. */
      path: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])).optional(),
    }),
  ),
  counts: z.record(z.string(), directionCounts.extend({ byClass: z.record(z.string(), directionCounts) })),
  /** Where the counting lines lie, pixels; absent in results of earlier versions. */
  lines: z.array(z.object({ name: z.string(), from: point, to: point })).optional(),
  /** Where the analysis had a scene. */
  incidents: z.array(incidentSchema).optional(),
});
export type AnalysedResult = z.infer<typeof analysedResultSchema>;

/** @throws AppError `invalid-argument` for anything that `its analyse` did not write */
export function parseAnalysedResult(text: string): AnalysedResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid-argument', 'The result is not JSON. Give what its analyse wrote with --out.', {
      cause,
    });
  }
  const parsed = analysedResultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the whole';
  const sentence = `The result is not one of its analyse (${where}: ${issue?.message ?? 'not known'}). Give what it wrote with --out.`;
  throw new AppError('invalid-argument', sentence, { cause: parsed.error });
}

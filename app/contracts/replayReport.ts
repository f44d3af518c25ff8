import { z } from 'zod';
import { incidentSchema } from '../incident/incident.ts';

/** What other rules or other scenes would have made of the same tracks. */
export const replayReportSchema = z.object({
  fromAtMs: z.number(),
  toAtMs: z.number(),
  tracks: z.int(),
  /** Days of the span without any track: nothing is known of them. */
  emptyDays: z.int(),
  fresh: z.array(incidentSchema).max(500),
  lost: z.array(incidentSchema).max(500),
  /** Found by both, at another time: minus is earlier. */
  shifted: z.array(z.object({ incident: incidentSchema, byMs: z.number() })).max(500),
  unchanged: z.int(),
  /** Only rules that differ were run: what all others find stays as it is, and is not among `unchanged`. */
  changedRulesOnly: z.boolean().optional(),
});
export type ReplayReport = z.infer<typeof replayReportSchema>;

/** How a replay goes on; `done` and `failed` are the last. */
export const replayNewsSchema = z.discriminatedUnion('state', [
  /** For another one to end. */
  z.object({ state: z.literal('waiting') }),
  z.object({
    state: z.literal('running'),
    /** Of the span, over all cameras, 0 to 1. */
    share: z.number().min(0).max(1),
    tracks: z.int(),
  }),
  z.object({ state: z.literal('done'), report: replayReportSchema }),
  /** One sentence for the operator. */
  z.object({ state: z.literal('failed'), problem: z.string() }),
]);
export type ReplayNews = z.infer<typeof replayNewsSchema>;

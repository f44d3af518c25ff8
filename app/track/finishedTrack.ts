import { z } from 'zod';

/** A confirmed track that ended, whole: what the black box keeps. */
export const finishedTrackSchema = z.object({
  cameraId: z.string(),
  epoch: z.int(),
  trackId: z.int(),
  className: z.string(),
  score: z.number(),
  /** Wall time of the first observation, Unix ms. */
  firstAtMs: z.number(),
  width: z.int(),
  height: z.int(),
  /** `[ptsMs, cx, cy, w, h]`, pixels of the source picture. */
  path: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
});
export type FinishedTrack = z.infer<typeof finishedTrackSchema>;

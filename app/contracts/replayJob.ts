import { z } from 'zod';
import { errorCodes } from '../base/error.ts';
import { rulesSettingsSchema } from '../incident/settings.ts';
import { sceneSchema } from '../traffic/scene/scene.ts';
import { replayReportSchema } from './replayReport.ts';

/** By what the road users of a camera are judged. */
const judgedBySchema = z.object({
  scene: sceneSchema,
  /** Rules of the site, which the scene's go before. */
  siteRules: rulesSettingsSchema,
});
export type JudgedBy = z.infer<typeof judgedBySchema>;

/** One camera of a replay. */
const replayedCameraSchema = z.object({
  cameraId: z.string(),
  /** What `after` is compared with; `null`: nothing, all that is found is new. */
  before: judgedBySchema.nullable(),
  after: judgedBySchema,
});
export type ReplayedCamera = z.infer<typeof replayedCameraSchema>;

/** Scenes and rules to run over the stored tracks of a span: console to replay process. */
export const replayJobSchema = z.object({
  fromAtMs: z.number(),
  toAtMs: z.number(),
  cameras: z.array(replayedCameraSchema).min(1).max(100),
});
export type ReplayJob = z.infer<typeof replayJobSchema>;

/** How far a replay is. */
export const replayProgressSchema = z.object({
  /** Of the span, over all cameras, 0 to 1. */
  share: z.number().min(0).max(1),
  tracks: z.int(),
});
export type ReplayProgress = z.infer<typeof replayProgressSchema>;

/** The one answer of the replay process. */
export const replayAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), report: replayReportSchema }),
  z.object({ ok: z.literal(false), code: z.enum(errorCodes), message: z.string() }),
]);
export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;

import { z } from 'zod';

/** How a file source is played; ignored for live sources. */
const playbackSchema = z.object({
  /** `realTime` paces by the file's time stamps; `fast` reads as fast as it is consumed. */
  pace: z.enum(['realTime', 'fast']).default('realTime'),
  loop: z.boolean().default(true),
});
export type Playback = z.infer<typeof playbackSchema>;

/** What an operator sets of a camera. The URL carries no user info; the credentials travel beside it. */
export const cameraSettingsSchema = z.object({
  /** The number an operator types on the numpad to call the camera, unique, from 1. */
  number: z.int().min(1).max(9999),
  name: z.string().trim().min(1).max(80),
  /** Without user info; the grammar is in sourceUrl.ts. */
  sourceUrl: z.string().min(1).max(2048),
  enabled: z.boolean().default(true),
  /** Frames a second given to the detector; 0 shows the camera without analysing it. */
  analysisFps: z.number().min(0).max(30).default(5),
  playback: playbackSchema.default({ pace: 'realTime', loop: true }),
});
export type CameraSettings = z.infer<typeof cameraSettingsSchema>;

export const credentialsSchema = z.object({ user: z.string().max(256), password: z.string().max(256) });
export type Credentials = z.infer<typeof credentialsSchema>;

/** A stored camera as every reader may see it: no secret in it. */
export const cameraSchema = cameraSettingsSchema.extend({
  cameraId: z.string().min(1).max(64),
  /** Place in lists, from 0. */
  position: z.int().min(0),
  hasCredentials: z.boolean(),
});
export type Camera = z.infer<typeof cameraSchema>;

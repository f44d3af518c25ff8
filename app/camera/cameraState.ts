import { z } from 'zod';

const cameraStates = ['off', 'opening', 'live', 'stalled', 'failed'] as const;
export type CameraState = (typeof cameraStates)[number];

/** Why a camera is not live. The code is stable for tests and statistics; the texts are in reasonText.ts. */
export const failureCodes = [
  'unreachable',
  'refused',
  'credentials',
  'not-a-camera',
  'not-found',
  'redirect-refused',
  'address-refused',
  'url-invalid',
  'no-video',
  'codec-unsupported',
  'picture-too-large',
  'timed-out',
  'no-frames',
  'stream-ended',
  'picture-changed',
  'clock-set-back',
  'file-missing',
  'file-unreadable',
  'file-slow',
  'decoder-crashed',
  'decoder-missing',
  'out-of-memory',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** What an operator is told: what is wrong, in one sentence, and what to do about it. Never holds a secret. */
export const reasonSchema = z.object({
  code: z.enum(failureCodes),
  text: z.string(),
  tip: z.string(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** What was measured of a camera's stream. `null` where nothing was measured yet. Rates and ages are over the last 5 s. */
const streamQualitySchema = z.object({
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** ffmpeg's codec name. */
  codec: z.string().nullable(),
  fpsIn: z.number().nullable(),
  fpsAnalysed: z.number().nullable(),
  bitrateKbps: z.number().nullable(),
  /** Gaps of more than three frame times since the stream opened. */
  gaps: z.int(),
  keyframeIntervalMs: z.number().nullable(),
  /** Arrival of a frame's packet to its boxes, median. */
  analysisLatencyMs: z.number().nullable(),
  /** Mean luma, 0..255. */
  brightness: z.number().nullable(),
  /** Standard deviation of luma, 0..128. */
  contrast: z.number().nullable(),
  /** Variance of the Laplacian of luma. */
  sharpness: z.number().nullable(),
  /** True where the eye's stream had to be encoded anew because the page cannot decode the camera's. */
  transcoded: z.boolean(),
});
export type StreamQuality = z.infer<typeof streamQualitySchema>;

/** Of a stream of which nothing was measured yet. */
export const unmeasuredQuality: StreamQuality = {
  width: null,
  height: null,
  codec: null,
  fpsIn: null,
  fpsAnalysed: null,
  bitrateKbps: null,
  gaps: 0,
  keyframeIntervalMs: null,
  analysisLatencyMs: null,
  brightness: null,
  contrast: null,
  sharpness: null,
  transcoded: false,
};

/** A camera's state as every window sees it, a few times a second. */
export const cameraStatusSchema = z.object({
  cameraId: z.string(),
  state: z.enum(cameraStates),
  /** Unix ms of the last state change. */
  sinceAtMs: z.number(),
  reason: reasonSchema.nullable(),
  /** Visible warnings such as a small picture or a low frame rate, in plain words. */
  warnings: z.array(z.string()),
  /** Ms until the next attempt to connect, `null` when none is planned. */
  retryInMs: z.number().nullable(),
  restarts: z.int(),
  quality: streamQualitySchema,
  /** Frames dropped per hop since the camera was opened. */
  drops: z.object({ slot: z.int(), overlay: z.int(), video: z.int() }),
});
export type CameraStatus = z.infer<typeof cameraStatusSchema>;

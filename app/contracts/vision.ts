import { z } from 'zod';
import { bytesSchema } from '../base/bytes.ts';
import { addressRulesSchema } from '../camera/addressRules.ts';
import { cameraSettingsSchema, credentialsSchema } from '../camera/camera.ts';
import { cameraStatusSchema, reasonSchema } from '../camera/cameraState.ts';
import { finishedTrackSchema } from '../track/finishedTrack.ts';
import { type SignalState, viewConditions } from '../traffic/road/roadUser.ts';
import { signalHeadSchema } from '../traffic/scene/scene.ts';
import { call, feed } from './contract.ts';

/** A model that is ready for use: imported, probed, self-tested. */
const modelJobSchema = z.object({
  modelId: z.string(),
  /** The imported graph with u8-NHWC input. */
  path: z.string(),
  backend: z.string(),
  /** Pixels of the model's input picture. */
  input: z.object({ width: z.int(), height: z.int() }),
  /** Folder for the backend's optimised copy of the graph. */
  cacheFolder: z.string(),
  classes: z.array(z.string()),
  /** Lowest score kept per class name; absent classes are not detected. */
  scoreByClass: z.record(z.string(), z.number()),
  nmsIou: z.number(),
});
export type ModelJob = z.infer<typeof modelJobSchema>;

const signalStates = ['red', 'red-amber', 'green', 'amber', 'dark'] as const satisfies readonly SignalState[];

/** How a frame looked, and whether the camera still looks where it should. */
const pictureConditionSchema = z.object({
  brightness: z.number(),
  contrast: z.number(),
  sharpness: z.number(),
  view: z.enum(viewConditions),
  /** Has been the same picture, pixel by pixel, for seconds. */
  isRepeated: z.boolean().optional(),
});

const cameraJobSchema = cameraSettingsSchema.extend({
  /** Of its scene, for their lamps to be read. */
  signalHeads: z.array(signalHeadSchema),
  /** Polygons around the road, pixels of the camera's picture; absent, nobody looks for things that lie on it. */
  roadOutlines: z.array(z.array(z.object({ x: z.number(), y: z.number() })).min(3)).optional(),
  /** Since when its view is meant to be what it is now: a new scene is drawn on the view of its time. */
  sceneVersion: z.int().nullable(),
  /** How the view of that scene looks (app/traffic/view/viewFingerprintCodec.ts); `null` lets it be learnt. */
  viewFingerprint: bytesSchema.nullable(),
  cameraId: z.string(),
  credentials: credentialsSchema.nullable(),
  /** Scheduler weight, 1 is usual. */
  weight: z.number().positive(),
});
export type CameraJob = z.infer<typeof cameraJobSchema>;

/** `[trackId, classId, score, cx, cy, w, h]`, box in pixels of the source picture. */
const trackRowSchema = z.tuple([z.int(), z.int(), z.number(), z.number(), z.number(), z.number(), z.number()]);
export type TrackRow = z.infer<typeof trackRowSchema>;

/** What the tracker said of one analysed frame of one camera. */
const analysedFrameSchema = z.object({
  cameraId: z.string(),
  /** Media time, ms; starts anew with `epoch`. */
  ptsMs: z.number(),
  /** Counts the openings of the stream: times of different epochs are not comparable. */
  epoch: z.int(),
  /** Wall time at which the frame's packet came in, Unix ms. */
  arrivedAtMs: z.number(),
  width: z.int(),
  height: z.int(),
  tracks: z.array(trackRowSchema),
  /** What it made known of earlier frames, with their media times: a track is believed after some sights only. */
  earlier: z.array(z.tuple([z.number(), trackRowSchema])),
});
export type AnalysedFrame = z.infer<typeof analysedFrameSchema>;

/** `[trackId, className, score, cx, cy, w, h]`, box in pixels of the source picture. */
const observedRow = z.tuple([z.int(), z.string(), z.number(), z.number(), z.number(), z.number(), z.number()]);

/** `[objectId, score, sinceAtMs, cx, cy, w, h]`, box in pixels of the source picture. */
const staticObjectRow = z.tuple([z.int(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);

/** What the console measures and judges by: one analysed frame of one camera. */
const observationSchema = z.object({
  cameraId: z.string(),
  epoch: z.int(),
  /** Wall time of the picture: the stream's own times, laid on the wall clock once an epoch. Unix ms. */
  atMs: z.number(),
  width: z.int(),
  height: z.int(),
  tracks: z.array(observedRow),
  /** Tracks that ended with this frame. */
  ended: z.array(z.int()),
  /** By signal head id of the camera's scene; heads whose state cannot be read are absent. */
  signals: z.record(z.string(), z.enum(signalStates)),
  /** What lies still on the road and is no road user; absent where nobody looks for it. */
  staticObjects: z.array(staticObjectRow).optional(),
  /** How the picture looks; `null` until that is known. */
  view: pictureConditionSchema.nullable(),
});
export type Observation = z.infer<typeof observationSchema>;

/** How the view that a camera's scene was drawn on looks, to be kept and given back with the next `CameraJob`. */
const learntViewSchema = z.object({ cameraId: z.string(), sceneVersion: z.int(), bytes: bytesSchema });
export type LearntView = z.infer<typeof learntViewSchema>;

/** What "test before saving" found. */
export const sourceTestSchema = z.object({
  ok: z.boolean(),
  reason: reasonSchema.nullable(),
  warnings: z.array(z.string()),
  codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  fps: z.number().nullable(),
  /** JPEG of the first picture, at most 480 pixels wide. */
  picture: bytesSchema.nullable(),
});
export type SourceTest = z.infer<typeof sourceTestSchema>;

export const inferenceStatusSchema = z.object({
  state: z.enum(['none', 'loading', 'running', 'failed']),
  modelId: z.string().nullable(),
  backend: z.string().nullable(),
  /** Unix ms since when detection is off, `null` while it runs or no model is chosen. */
  offSinceAtMs: z.number().nullable(),
  problem: z.string().nullable(),
  runMs: z.number().nullable(),
  framesPerS: z.number(),
  restarts: z.int(),
});
export type InferenceStatus = z.infer<typeof inferenceStatusSchema>;

/** Of a vision process that has no model, or is not there. */
export const noInference: InferenceStatus = {
  state: 'none',
  modelId: null,
  backend: null,
  offSinceAtMs: null,
  problem: null,
  runMs: null,
  framesPerS: 0,
  restarts: 0,
};

const visionStatusSchema = z.object({
  cameras: z.array(cameraStatusSchema),
  inference: inferenceStatusSchema,
});
export type VisionStatus = z.infer<typeof visionStatusSchema>;

const nothing = z.object({});

/** Console to vision: what to watch, and what was seen. */
export const visionContract = {
  /** The whole wish, idempotent: cameras that are absent are closed. A changed model restarts the process. */
  configure: call(
    z.object({
      cameras: z.array(cameraJobSchema),
      model: modelJobSchema.nullable(),
      addressRules: addressRulesSchema,
    }),
    nothing,
  ),
  testSource: call(
    z.object({ sourceUrl: z.string(), credentials: credentialsSchema.nullable(), addressRules: addressRulesSchema }),
    sourceTestSchema,
  ),
  /** Tries a stalled or failed camera now instead of after its back-off. */
  retryCamera: call(z.object({ cameraId: z.string() }), nothing),
  status: feed(nothing, visionStatusSchema, 'latest'),
  finishedTracks: feed(nothing, finishedTrackSchema, 'every'),
  /** Every analysed frame of every camera; a reader that falls behind is cut off and counts what it missed. */
  observations: feed(nothing, observationSchema, 'every'),
  /** When a view was learnt, and every ten minutes in its present light. */
  learntViews: feed(nothing, learntViewSchema, 'every'),
  /** The newest picture as JPEG, at most 1280 pixels wide; `null` when there is none. */
  picture: call(z.object({ cameraId: z.string() }), z.object({ jpeg: bytesSchema.nullable() })),
};

/** One piece of encoded video for the eye. */
const videoItemSchema = z.discriminatedUnion('kind', [
  /** Comes first, and again whenever the stream was opened anew. */
  z.object({
    kind: z.literal('format'),
    keyframe: z.literal(true),
    epoch: z.int(),
    /** WebCodecs codec string, for example `avc1.64001f`. */
    codec: z.string(),
    width: z.int(),
    height: z.int(),
    /** True when the camera's own codec was replaced by an H.264 transcode. */
    transcoded: z.boolean(),
  }),
  z.object({
    kind: z.literal('chunk'),
    keyframe: z.boolean(),
    epoch: z.int(),
    /** Integer microseconds: WebCodecs timestamps. */
    ptsUs: z.int(),
    /** Wall time of arrival in the vision process, Unix ms. */
    arrivedAtMs: z.number(),
    /** Annex B access unit; parameter sets come in-band before each keyframe. */
    bytes: bytesSchema,
  }),
]);
export type VideoItem = z.infer<typeof videoItemSchema>;

/** Window to vision: pictures and boxes, nothing else. */
export const videoContract = {
  /** Starts with the newest group of pictures, so that a tile shows at once. */
  video: feed(z.object({ cameraId: z.string(), hevc: z.boolean() }), videoItemSchema, 'gop'),
  /** Every analysed frame's boxes, by media time of the same epoch. */
  overlay: feed(z.object({ cameraId: z.string() }), analysedFrameSchema, 'every'),
};

import { z } from 'zod';
import { bodyKinds, type SignalState } from '../scene.ts';

/** Which record formats this product writes and reads. */
export const truthSchemaVersion = 1;

const groundPoint = z.strictObject({ xM: z.number(), yM: z.number() });
const imagePoint = z.strictObject({ x: z.number(), y: z.number() });
const matrix3 = z.tuple([z.number(), z.number(), z.number()]);
const homography = z.tuple([matrix3, matrix3, matrix3]);
/** `[cx, cy, w, h]`, pixels of the camera's picture. */
const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** A counting line across the road and in the picture of the camera that watches it. */
const truthLineSchema = z.strictObject({
  name: z.string().min(1),
  camera: z.string(),
  onGround: z.strictObject({ from: groundPoint, to: groundPoint }),
  /** The same two points in the picture, lens included. */
  inImage: z.strictObject({ from: imagePoint, to: imagePoint }),
});
export type TruthLine = z.infer<typeof truthLineSchema>;

const truthCameraSchema = z.strictObject({
  name: z.string(),
  pose: z.strictObject({
    xM: z.number(),
    yM: z.number(),
    zM: z.number(),
    panRad: z.number(),
    tiltRad: z.number(),
    rollRad: z.number(),
  }),
  size: z.strictObject({ width: z.int().positive(), height: z.int().positive() }),
  /** Focal length and principal point, pixels; `k1` bends the picture: r appears at r (1 + k1 r^2), r in focal lengths. */
  intrinsics: z.strictObject({ focalPx: z.number(), cxPx: z.number(), cyPx: z.number(), k1: z.number() }),
  /** (x, y, 1) on the ground in metres to pixels of the picture before the lens bends it, up to a factor; and back. */
  imageFromGround: homography,
  groundFromImage: homography,
  /** The film beside the truth; null where none was made. */
  film: z.string().nullable(),
  /** What `its analyse` needs to count on the same lines. */
  analyseArguments: z.array(z.string()),
});
export type TruthCamera = z.infer<typeof truthCameraSchema>;

const truthHeaderSchema = z.strictObject({
  record: z.literal('header'),
  schemaVersion: z.literal(truthSchemaVersion),
  seed: z.int(),
  scenarios: z.array(z.string()),
  startHour: z.number(),
  light: z.string(),
  stepMs: z.number().positive(),
  steps: z.int().positive(),
  /** `film`: seen pixels of the rendered shapes; `solid`: outlines of their bounding solids. */
  boxesFrom: z.enum(['film', 'solid']),
  lanes: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      lengthM: z.number(),
      widthM: z.number(),
      speedLimitMps: z.number(),
    }),
  ),
  countingLines: z.array(truthLineSchema),
  cameras: z.array(truthCameraSchema),
});
export type TruthHeader = z.infer<typeof truthHeaderSchema>;

const inCameraSchema = z.strictObject({
  /** Of all of it that lies in the picture, hidden parts too. */
  box,
  /** Of what can be seen; absent where that is the same. */
  visibleBox: box.optional(),
  visibleShare: z.number().min(0).max(1),
});
export type TruthInCamera = z.infer<typeof inCameraSchema>;

const truthBodySchema = z.strictObject({
  id: z.int(),
  /** COCO's name; null for what is no road user. */
  class: z.string().nullable(),
  kind: z.enum(bodyKinds),
  lane: z.string().nullable(),
  /** Centre of the footprint. */
  xM: z.number(),
  yM: z.number(),
  headingRad: z.number(),
  speedMps: z.number(),
  /** By camera, where it is in the picture; absent when no camera sees it. */
  cameras: z.record(z.string(), inCameraSchema).optional(),
});
export type TruthBody = z.infer<typeof truthBodySchema>;

const signalStates = ['red', 'red-amber', 'green', 'amber', 'dark'] as const satisfies readonly SignalState[];

/** One step, which is one frame of every film. */
const truthStepSchema = z.strictObject({
  record: z.literal('step'),
  step: z.int().nonnegative(),
  timeMs: z.number().nonnegative(),
  /** Where it changes; the header has that of the first step. */
  light: z.string().optional(),
  /** Signal heads that changed with this step; all of them in the first. */
  signals: z.record(z.string(), z.enum(signalStates)).optional(),
  bodies: z.array(truthBodySchema),
});
export type TruthStep = z.infer<typeof truthStepSchema>;

/** A road user's footprint centre passed a line; the time lies between two steps. */
const truthCrossingSchema = z.strictObject({
  record: z.literal('crossing'),
  /** A line belongs to a camera; those of two cameras may have one name. */
  camera: z.string(),
  line: z.string(),
  id: z.int(),
  class: z.string(),
  direction: z.enum(['forward', 'backward']),
  timeMs: z.number(),
});
export type TruthCrossing = z.infer<typeof truthCrossingSchema>;

/** A vehicle drove over the end of a lane within the step before. */
const truthLaneEndSchema = z.strictObject({
  record: z.literal('lane-end'),
  lane: z.string(),
  id: z.int(),
  class: z.string(),
  timeMs: z.number(),
});
export type TruthLaneEnd = z.infer<typeof truthLaneEndSchema>;

const truthIncidentSchema = z.strictObject({
  record: z.literal('incident'),
  type: z.string(),
  beginMs: z.number(),
  /** null: still going on at the end. */
  endMs: z.number().nullable(),
  place: z.strictObject({ xM: z.number(), yM: z.number(), lane: z.string().nullable() }),
  bodies: z.array(z.int()),
});
export type TruthIncident = z.infer<typeof truthIncidentSchema>;

/** Stands last; a file without it was torn. */
const truthEndSchema = z.strictObject({
  record: z.literal('end'),
  steps: z.int(),
  roadUsers: z.int(),
  crossings: z.int(),
  laneEnds: z.int(),
  incidents: z.int(),
});
export type TruthEnd = z.infer<typeof truthEndSchema>;

export const truthRecordSchema = z.discriminatedUnion('record', [
  truthHeaderSchema,
  truthStepSchema,
  truthCrossingSchema,
  truthLaneEndSchema,
  truthIncidentSchema,
  truthEndSchema,
]);
export type TruthRecord = z.infer<typeof truthRecordSchema>;

import { z } from 'zod';

/** The version of the scene format that this product writes and reads. The format is described in README.md. */
export const sceneSchemaVersion = 1;

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(80);
/** Pixels of the picture the scene was drawn on. */
const imagePoint = z.strictObject({ x: z.number(), y: z.number() });
const groundPoint = z.strictObject({ xM: z.number(), yM: z.number() });
const course = z.array(imagePoint).min(2).max(200);
const outline = z.array(imagePoint).min(3).max(200);
const pointPair = z.strictObject({ image: imagePoint, ground: groundPoint });
export type CalibrationPair = z.infer<typeof pointPair>;

/** A length on the road that was measured, between two points of the picture: a lane dash, a lane's width. */
const knownLength = z.strictObject({ from: imagePoint, to: imagePoint, lengthM: z.number().positive() });
export type KnownLength = z.infer<typeof knownLength>;

const lens = z.strictObject({
  k1: z.number().min(-0.5).max(0.5),
  focalPx: z.number().positive(),
  cxPx: z.number(),
  cyPx: z.number(),
});

const imageLine = z.strictObject({ from: imagePoint, to: imagePoint });

export const calibrationSchema = z.discriminatedUnion('method', [
  /** Four or more points whose place on the road is known: surveyed, from the map, or the corners of a rectangle. */
  z.strictObject({
    method: z.literal('points'),
    pairs: z.array(pointPair).min(4).max(100),
    /** Never used to fit: they say how good the fit is. Two points, or known lengths, at least. */
    controlPoints: z.array(pointPair).max(100),
    controlLengths: z.array(knownLength).max(100),
    lens: lens.nullable().default(null),
  }),
  /**
   * Lines along the road, with the height of the camera; ground: x across to the right, y along. The focal length is
   * `focalPx`, or what makes `fitLengths` come out right, or what two lines across the road give in an oblique view. One
   * line across says how the camera leans; without any it is taken to stand upright.
   */
  z.strictObject({
    method: z.literal('vanishing'),
    along: z.array(imageLine).min(2).max(20),
    across: z.array(imageLine).max(20),
    cameraHeightM: z.number().min(1).max(200),
    fitLengths: z.array(knownLength).max(20).default([]),
    focalPx: z.number().positive().nullable().default(null),
    controlPoints: z.array(pointPair).max(100),
    controlLengths: z.array(knownLength).max(100),
  }),
]);
export type Calibration = z.infer<typeof calibrationSchema>;

/** Where the origin of the ground frame lies on earth, and to where its y axis points, degrees from north clockwise. */
const geoReferenceSchema = z.strictObject({
  latDeg: z.number().min(-90).max(90),
  lonDeg: z.number().min(-180).max(180),
  yBearingDeg: z.number().min(-360).max(360),
});

export const laneKinds = ['driving', 'turn', 'ramp', 'bus', 'cycle', 'hard-shoulder'] as const;
const sceneLaneSchema = z.strictObject({
  id,
  name,
  kind: z.enum(laneKinds),
  /** The middle of the lane on the road, in the direction of traffic. */
  course,
  widthM: z.number().min(0.5).max(12).default(3.5),
  limitKmh: z.number().min(5).max(300).nullable().default(null),
  /** Solid lines beside it, which must not be crossed, as seen in the direction of traffic. */
  solidLeft: z.boolean().default(false),
  solidRight: z.boolean().default(false),
});
export type SceneLane = z.infer<typeof sceneLaneSchema>;

export const zoneKinds = [
  'carriageway',
  'hard-shoulder',
  'junction-box',
  'crossing',
  'no-stopping',
  'parking',
  'restricted',
] as const;
export type ZoneKind = (typeof zoneKinds)[number];
const sceneZoneSchema = z.strictObject({ id, name, kind: z.enum(zoneKinds), outline });
export type SceneZone = z.infer<typeof sceneZoneSchema>;

/** A gate on the road; forward crosses from its left to its right, as seen walking from `from` to `to` in the picture. */
const sceneLineSchema = z.strictObject({ id, name, from: imagePoint, to: imagePoint });
export type SceneLine = z.infer<typeof sceneLineSchema>;

/** Traffic comes to it in the forward direction of the line. */
const stopLineSchema = sceneLineSchema.extend({
  control: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('signal'), signalHeadId: id }),
    z.strictObject({ kind: z.literal('stop-sign') }),
  ]),
});
export type StopLine = z.infer<typeof stopLineSchema>;

/** `outline` is the housing in the picture, red on top; `null` where the state only comes from outside. */
export const signalHeadSchema = z.strictObject({
  id,
  name,
  outline: outline.nullable(),
  source: z.enum(['picture', 'external']),
});
export type SignalHead = z.infer<typeof signalHeadSchema>;

/** From one line to another: travel time, delay, density. */
const sectionSchema = z.strictObject({ id, name, fromLineId: id, toLineId: id });
export type SceneSection = z.infer<typeof sectionSchema>;

/** Nothing is watched here, and exports show it black. */
const maskSchema = z.strictObject({ id, outline });

/** Rules of this camera that differ from the site's: by rule name, as app/incident/rules describe them. */
const ruleOverrides = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What one camera looks at: its road, drawn on its picture. */
export const sceneSchema = z.strictObject({
  schemaVersion: z.literal(sceneSchemaVersion),
  picture: z.strictObject({ width: z.int().min(16).max(16384), height: z.int().min(16).max(16384) }),
  calibration: calibrationSchema.nullable().default(null),
  geo: geoReferenceSchema.nullable().default(null),
  lanes: z.array(sceneLaneSchema).max(64).default([]),
  zones: z.array(sceneZoneSchema).max(64).default([]),
  lines: z.array(sceneLineSchema).max(64).default([]),
  stopLines: z.array(stopLineSchema).max(32).default([]),
  signalHeads: z.array(signalHeadSchema).max(32).default([]),
  sections: z.array(sectionSchema).max(32).default([]),
  masks: z.array(maskSchema).max(32).default([]),
  rules: ruleOverrides.default({}),
});
export type Scene = z.infer<typeof sceneSchema>;

/** A scene as it was saved: every save is a version, none is ever changed. */
export const sceneVersionSchema = z.object({
  cameraId: z.string(),
  /** From 1, rising by one. */
  version: z.int().min(1),
  author: z.string().max(120),
  savedAtMs: z.number(),
  /** What was changed, one line. */
  note: z.string().max(200),
  scene: sceneSchema,
});
export type SceneVersion = z.infer<typeof sceneVersionSchema>;

export function emptyScene(picture: { readonly width: number; readonly height: number }): Scene {
  return sceneSchema.parse({ schemaVersion: sceneSchemaVersion, picture });
}

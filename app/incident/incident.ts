import { z } from 'zod';

export const incidentTypes = [
  'stopped-vehicle',
  'wrong-way',
  'slow-vehicle',
  'speeding',
  'congestion',
  'queue',
  'pedestrian',
  'cyclist',
  'debris',
  'collision',
  'near-miss',
  'lane-blocked',
  'red-light',
  'stop-sign',
  'illegal-turn',
  'lane-change',
  'illegal-parking',
  'unauthorised-area',
  'low-visibility',
  'camera-tampered',
] as const;
export type IncidentType = (typeof incidentTypes)[number];

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** One thing that was measured and what it was held against; says why a rule fired. */
const evidenceSchema = z.object({
  /** For example `speed`, `standing for`, `against lane`. */
  what: z.string().max(60),
  value: z.number(),
  limit: z.number().nullable(),
  unit: z.string().max(12),
});
export type Evidence = z.infer<typeof evidenceSchema>;

const incidentPlaceSchema = z.object({
  /** Pixels of the source picture. */
  image: z.object({ x: z.number(), y: z.number() }).nullable(),
  ground: z.object({ xM: z.number(), yM: z.number() }).nullable(),
  laneId: z.string().nullable(),
  /** Along that lane from its beginning, metres. */
  laneAtM: z.number().optional(),
  zoneId: z.string().nullable(),
});
export type IncidentPlace = z.infer<typeof incidentPlaceSchema>;

/** `[trackId, cx, cy, w, h]`, pixels of the source picture, when the incident was found. */
const boxRow = z.tuple([z.int(), z.number(), z.number(), z.number(), z.number()]);

/** One physical thing on the road, for as long as it lasts. */
export const incidentSchema = z.object({
  incidentId: z.string(),
  type: z.enum(incidentTypes),
  severity: z.enum(severities),
  cameraId: z.string(),
  /** When it began on the road, as far as was seen. */
  beganAtMs: z.number(),
  /** When the rule was sure. */
  detectedAtMs: z.number(),
  lastSeenAtMs: z.number(),
  /** `null` while it lasts. */
  endedAtMs: z.number().nullable(),
  place: incidentPlaceSchema,
  trackIds: z.array(z.int()).max(200),
  boxes: z.array(boxRow).max(200),
  /** 0..1. */
  confidence: z.number().min(0).max(1),
  evidence: z.array(evidenceSchema).max(12),
  /** The incident that explains this one: the queue a stop is part of, the common cause of many cameras. */
  partOf: z.string().nullable(),
  /** Version of the scene it was judged by. */
  sceneVersion: z.int().nullable(),
  hasPicture: z.boolean(),
});
export type Incident = z.infer<typeof incidentSchema>;

/** Something that happened to an incident; the raw timeline is their list. */
export const incidentEntrySchema = z.object({
  incidentId: z.string(),
  atMs: z.number(),
  what: z.enum(['began', 'detected', 'changed', 'folded', 'ended', 'picture']),
  /** One sentence. */
  text: z.string(),
});
export type IncidentEntry = z.infer<typeof incidentEntrySchema>;

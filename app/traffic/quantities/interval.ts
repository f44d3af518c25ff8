import { z } from 'zod';

/** Lengths of the intervals that are kept, ms; the longer ones are sums of the shorter. */
export const intervalLengthsMs = [10_000, 60_000, 300_000, 900_000, 3_600_000] as const;

/** What an interval is about: one line, lane or section of a camera's scene, or the camera's whole view. */
export const measuredElementSchema = z.object({
  kind: z.enum(['line', 'lane', 'section', 'camera']),
  /** Of the scene; the camera's id for the whole view. */
  id: z.string().min(1).max(64),
});
export type MeasuredElement = z.infer<typeof measuredElementSchema>;

const directionCounts = z.object({ forward: z.int().min(0), backward: z.int().min(0) });

/**
 * Sums that add up: those of an hour are those of its minutes added, so that no mean is ever taken of means. Everything
 * shown is computed from them (quantities.ts). Speeds are those of vehicles at the element, m/s.
 */
const intervalSumsSchema = z.object({
  /** Vehicles over a line by class; into a lane or section: forward. */
  counts: z.record(z.string(), directionCounts),
  speedN: z.int().min(0),
  speedSum: z.number(),
  speedSquareSum: z.number(),
  /** Sum of 1 / v: its mean's inverse is the space-mean speed at a point. */
  slownessSum: z.number(),
  /** Variance of the measured speeds, summed: how far the mean may be off by measurement. */
  speedVarianceSum: z.number(),
  /** Measured speeds by the whole km/h, for percentiles. */
  speedsByKmh: z.record(z.string(), z.int().min(0)).optional(),
  headwayN: z.int().min(0),
  headwaySumS: z.number(),
  gapN: z.int().min(0),
  gapSumS: z.number(),
  /** Edie: metres driven and seconds spent inside, by all vehicles. */
  drivenM: z.number(),
  spentS: z.number(),
  /** Lane length times observed time, m s: what Edie divides by. */
  areaMS: z.number(),
  /** Time in which a line or lane detector was covered, and was watched, ms. */
  coveredMs: z.number(),
  observedMs: z.number(),
  queueMaxM: z.number(),
  queueMaxVehicles: z.int().min(0),
  travelN: z.int().min(0),
  travelSumS: z.number(),
  delaySumS: z.number(),
  stoppedSumS: z.number(),
  /** Of the whole view: `fromLineId>toLineId` of tracks that crossed two lines, by class. */
  movements: z.record(z.string(), z.record(z.string(), z.int().min(0))),
  /** Tracks that crossed a first line and no second one. */
  unmatched: z.int().min(0),
});
export type IntervalSums = z.infer<typeof intervalSumsSchema>;

export const grades = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof grades)[number];

/** Why a value is worth less; shown wherever the value is. */
export const qualityFlags = [
  'not-observed',
  'view-changed',
  'dark',
  'low-contrast',
  'occluded',
  'low-rate',
  'uncalibrated',
  'calibration-error',
  'no-hits',
  'chatter',
  'locked-on',
  'no-change',
  'occupancy-spike',
  'clock-step',
] as const;
export type QualityFlag = (typeof qualityFlags)[number];

export const intervalSchema = z.object({
  cameraId: z.string(),
  element: measuredElementSchema,
  /** Wall time, a multiple of `lengthMs` since 1970 UTC. */
  beginAtMs: z.int(),
  lengthMs: z.int().positive(),
  sums: intervalSumsSchema,
  grade: z.enum(grades),
  flags: z.array(z.enum(qualityFlags)),
  /** Version of the scene it was measured with. */
  sceneVersion: z.int().nullable(),
});
export type Interval = z.infer<typeof intervalSchema>;

export const noSums: IntervalSums = {
  counts: {},
  speedN: 0,
  speedSum: 0,
  speedSquareSum: 0,
  slownessSum: 0,
  speedVarianceSum: 0,
  headwayN: 0,
  headwaySumS: 0,
  gapN: 0,
  gapSumS: 0,
  drivenM: 0,
  spentS: 0,
  areaMS: 0,
  coveredMs: 0,
  observedMs: 0,
  queueMaxM: 0,
  queueMaxVehicles: 0,
  travelN: 0,
  travelSumS: 0,
  delaySumS: 0,
  stoppedSumS: 0,
  movements: {},
  unmatched: 0,
};

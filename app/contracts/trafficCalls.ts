import { z } from 'zod';
import { bytesSchema } from '../base/bytes.ts';
import { incidentEntrySchema, incidentSchema, incidentTypes } from '../incident/incident.ts';
import { rulesSettingsSchema } from '../incident/settings.ts';
import { siteRulesVersionSchema } from '../incident/siteRules.ts';
import { intervalSchema, measuredElementSchema } from '../traffic/quantities/interval.ts';
import { sceneSchema, sceneVersionSchema } from '../traffic/scene/scene.ts';
import { finishedTrackSchema } from '../track/finishedTrack.ts';
import type { SignalState } from '../traffic/road/roadUser.ts';
import { call, feed } from './contract.ts';
import { replayNewsSchema } from './replayReport.ts';

export type { ReplayNews, ReplayReport } from './replayReport.ts';

const nothing = z.object({});
const signalStates = ['red', 'red-amber', 'green', 'amber', 'dark'] as const satisfies readonly SignalState[];
const ofCamera = z.object({ cameraId: z.string() });
/** Who says to have made a version; without it the caller's name stands beside it. */
const author = z.string().trim().min(1).max(80).optional();
const span = z.object({ fromAtMs: z.number(), toAtMs: z.number() });

/** What a camera's analytics do now; `paused` always says why. */
const trafficStateSchema = z.object({
  cameraId: z.string(),
  state: z.enum(['no-scene', 'measuring', 'paused']),
  /** One sentence; `null` while it measures. */
  reason: z.string().nullable(),
  sceneVersion: z.int().nullable(),
  /** Rules that cannot run with this scene, and why. */
  idleRules: z.array(z.object({ rule: z.string(), lacks: z.string() })),
  lanes: z.array(
    z.object({
      laneId: z.string(),
      /** Over the newest minute; `null` where nothing can be said. */
      levelOfService: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).nullable(),
      flowVehH: z.number().nullable(),
      speedKmh: z.number().nullable(),
      queueM: z.number().nullable(),
    }),
  ),
});
export type TrafficState = z.infer<typeof trafficStateSchema>;

/** A road user on the road plane of its camera. */
const roadPositionSchema = z.object({
  cameraId: z.string(),
  trackId: z.int(),
  className: z.string(),
  xM: z.number(),
  yM: z.number(),
  headingRad: z.number().nullable(),
  speedKmh: z.number().nullable(),
});
export type RoadPosition = z.infer<typeof roadPositionSchema>;

/** Scenes, quantities and incidents between console and window; part of the console's contract. */
export const trafficCalls = {
  /** The newest version of every camera that has one. */
  scenes: feed(nothing, z.array(sceneVersionSchema), 'latest'),
  /** Newest first. */
  sceneVersions: call(ofCamera, z.object({ versions: z.array(sceneVersionSchema) })),
  /** `baseVersion` is the version that was edited, `null` for the first: `aborted` when another one was saved meanwhile. */
  saveScene: call(
    ofCamera.extend({ baseVersion: z.int().nullable(), note: z.string().max(200), author, scene: sceneSchema }),
    z.object({ version: z.int() }),
  ),

  /** The newest rules of the whole site; `null` while nobody saved any and every rule is as it comes. */
  siteRules: feed(nothing, siteRulesVersionSchema.nullable(), 'latest'),
  /** Newest first. */
  siteRulesVersions: call(nothing, z.object({ versions: z.array(siteRulesVersionSchema) })),
  /** Holds for every camera from then on. `baseVersion` as with `saveScene`. */
  saveSiteRules: call(
    z.object({ baseVersion: z.int().nullable(), note: z.string().max(200), author, rules: rulesSettingsSchema }),
    z.object({ version: z.int() }),
  ),

  /** From a signal controller: states by id of the scene's external signal heads; each holds for 5 s. */
  tellSignals: call(ofCamera.extend({ states: z.record(z.string(), z.enum(signalStates)) }), nothing),

  /** 2 Hz. */
  traffic: feed(nothing, z.array(trafficStateSchema), 'latest'),
  /** 10 Hz: the road users of the cameras that have a calibration. */
  roadUsers: feed(z.object({ cameraIds: z.array(z.string()).max(100) }), z.array(roadPositionSchema), 'latest'),
  /** At most 20,000; choose `lengthMs` for the span. By time. */
  intervals: call(
    span.extend({
      cameraIds: z.array(z.string()).max(100),
      elements: z.array(measuredElementSchema).max(200).optional(),
      lengthMs: z.int().positive(),
    }),
    z.object({ intervals: z.array(intervalSchema), truncated: z.boolean() }),
  ),

  /** What lasts and the newest 500 that ended, first as a whole and then each change of one, after it was committed. */
  incidents: feed(nothing, z.object({ whole: z.boolean(), incidents: z.array(incidentSchema) }), 'every'),
  /** By time, newest first, at most 500. */
  findIncidents: call(
    span.extend({
      cameraIds: z.array(z.string()).max(100).optional(),
      types: z.array(z.enum(incidentTypes)).optional(),
    }),
    z.object({ incidents: z.array(incidentSchema), truncated: z.boolean() }),
  ),
  incidentEntries: call(z.object({ incidentId: z.string() }), z.object({ entries: z.array(incidentEntrySchema) })),
  /** JPEG of the moment it was found; `null` when there is none. */
  incidentPicture: call(z.object({ incidentId: z.string() }), z.object({ picture: bytesSchema.nullable() })),
  /** Paths from the black box, at most 2,000, by begin. */
  tracks: call(
    span.extend({ cameraId: z.string() }),
    z.object({ tracks: z.array(finishedTrackSchema), truncated: z.boolean() }),
  ),
  /**
   * Runs scenes that are not saved over stored tracks, or saved ones where none is given, with rules of the site that are
   * not saved either where they are given; beside it what is saved. It runs on until it is done or the reader leaves.
   */
  replay: feed(
    span.extend({
      cameras: z
        .array(z.object({ cameraId: z.string(), scene: sceneSchema.optional() }))
        .min(1)
        .max(100),
      siteRules: rulesSettingsSchema.optional(),
    }),
    replayNewsSchema,
    'latest',
  ),
};

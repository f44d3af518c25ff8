import { z } from 'zod';
import { bytesSchema } from '../base/bytes.ts';
import { cameraSchema, cameraSettingsSchema, credentialsSchema } from '../camera/camera.ts';
import { cameraStatusSchema } from '../camera/cameraState.ts';
import { siteSettingsSchema } from '../camera/siteSettings.ts';
import { wallSchema } from '../camera/wall.ts';
import { modelSchema } from '../model/model.ts';
import { call, feed } from './contract.ts';
import { trafficCalls } from './trafficCalls.ts';
import { inferenceStatusSchema, sourceTestSchema } from './vision.ts';

const nothing = z.object({});

/** What an operator must know now; the same key replaces itself, an absent key is over. */
const operatorAlertSchema = z.object({
  key: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  text: z.string(),
  tip: z.string(),
  sinceAtMs: z.number(),
});
export type OperatorAlert = z.infer<typeof operatorAlertSchema>;

/** Key of the alert that stands while the station runs in safe mode: no vision process, so no pictures and no detection. */
export const safeModeKey = 'safe-mode';

/** A process of the product, as the host watches it. Memory is resident set size. */
export const processHealthSchema = z.object({
  name: z.string(),
  pid: z.int().nullable(),
  state: z.enum(['starting', 'running', 'restarting', 'failed', 'stopped']),
  restarts: z.int(),
  memoryMb: z.number().nullable(),
  cpuPercent: z.number().nullable(),
  /** Ms since the last sign of finished work. */
  heartbeatAgeMs: z.number().nullable(),
  lastProblem: z.string().nullable(),
});
export type ProcessHealth = z.infer<typeof processHealthSchema>;

const healthSchema = z.object({
  atMs: z.number(),
  cameras: z.array(cameraStatusSchema),
  inference: inferenceStatusSchema,
  processes: z.array(processHealthSchema),
  alerts: z.array(operatorAlertSchema),
  store: z.object({
    databaseMb: z.number(),
    freeDiskMb: z.number().nullable(),
    tracksStored: z.int(),
    bytesPerTrack: z.number().nullable(),
  }),
});
export type Health = z.infer<typeof healthSchema>;

/** `settings.credentials`: absent keeps what is stored, null removes it. */
const saveCameraArgs = z.object({
  settings: cameraSettingsSchema,
  credentials: credentialsSchema.nullable().optional(),
});

const importReportSchema = z.object({
  added: z.int(),
  updated: z.int(),
  /** One plain sentence per entry that was not taken; nothing is imported when there is one. */
  problems: z.array(z.string()),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** Console to window: everything but pictures. Facts come on feeds; a call's effect comes back on the feed. */
export const consoleContract = {
  ...trafficCalls,

  cameras: feed(nothing, z.array(cameraSchema), 'latest'),
  addCamera: call(saveCameraArgs, z.object({ cameraId: z.string() })),
  updateCamera: call(saveCameraArgs.extend({ cameraId: z.string() }), nothing),
  deleteCamera: call(z.object({ cameraId: z.string() }), nothing),
  reorderCameras: call(z.object({ cameraIds: z.array(z.string()) }), nothing),
  /** With `cameraId` and no credentials the stored ones are used. */
  testCamera: call(
    z.object({
      sourceUrl: z.string(),
      credentials: credentialsSchema.nullable().optional(),
      cameraId: z.string().optional(),
    }),
    sourceTestSchema,
  ),
  retryCamera: call(z.object({ cameraId: z.string() }), nothing),
  /** All or nothing; matches existing cameras by source URL. */
  importSite: call(z.object({ text: z.string().max(4_000_000) }), importReportSchema),
  exportSite: call(nothing, z.object({ text: z.string() })),
  /** Deletes the simulated cameras of a first start; real ones stay. */
  leaveDemo: call(nothing, nothing),

  models: feed(nothing, z.array(modelSchema), 'latest'),
  /** A model file comes in pieces of at most 1 MiB; `finishImport` runs import, probe and self-test. */
  beginImport: call(
    z.object({ fileName: z.string().max(255), sizeBytes: z.int().min(1) }),
    z.object({ uploadId: z.string() }),
  ),
  importPiece: call(z.object({ uploadId: z.string(), bytes: bytesSchema }), nothing),
  finishImport: call(z.object({ uploadId: z.string() }), z.object({ modelId: z.string() })),
  activateModel: call(z.object({ modelId: z.string() }), nothing),
  deleteModel: call(z.object({ modelId: z.string() }), nothing),

  settings: feed(nothing, siteSettingsSchema, 'latest'),
  saveSettings: call(siteSettingsSchema, nothing),
  walls: feed(nothing, z.array(wallSchema), 'latest'),
  saveWall: call(wallSchema, nothing),
  deleteWall: call(z.object({ wallId: z.string() }), nothing),

  /** Ends safe mode; does nothing outside it. */
  startNormally: call(nothing, nothing),

  /** 2 Hz. */
  health: feed(nothing, healthSchema, 'latest'),
};

import { z } from 'zod';

/** One timed inference backend as the probe found it. */
export const backendTimingSchema = z.object({
  backend: z.enum(['cpu', 'webgpu', 'dml', 'cuda', 'coreml']),
  ok: z.boolean(),
  /** Median ms of one frame; `null` when the backend failed. */
  medianMs: z.number().nullable(),
  createMs: z.number().nullable(),
  /** Why it cannot be used, in plain words. */
  problem: z.string().nullable(),
});
export type BackendTiming = z.infer<typeof backendTimingSchema>;

export const selfTestSchema = z.object({
  ok: z.boolean(),
  /** What the known picture showed to the model: class name and score, best first. */
  found: z.array(z.object({ className: z.string(), score: z.number() })),
  problem: z.string().nullable(),
});
export type SelfTest = z.infer<typeof selfTestSchema>;

/** A model version that was imported. */
export const modelSchema = z.object({
  modelId: z.string(),
  name: z.string(),
  /** Of the file the user brought, lower-case hex. */
  sha256: z.string(),
  sizeBytes: z.int(),
  /** Of the file the user brought: `[batch, 3, height, width]`, 0 for a free batch. */
  inputShape: z.array(z.int()),
  /** `yolo` is (n, 4 + classes, anchors); `endToEnd` is (n, boxes, 6). */
  outputLayout: z.enum(['yolo', 'endToEnd']),
  precision: z.enum(['fp32', 'fp16', 'int8']),
  /** By class id; what the model has a place for and never learnt has no name. */
  classes: z.array(z.string()),
  importedAtMs: z.number(),
  active: z.boolean(),
  backend: z.string(),
  timings: z.array(backendTimingSchema),
  selfTest: selfTestSchema,
});
export type Model = z.infer<typeof modelSchema>;

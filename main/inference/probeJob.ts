import { z } from 'zod';
import { errorCodes } from '../../app/base/error.ts';
import { selfTestSchema } from '../../app/model/model.ts';

/** What the throw-away process can be asked to do. */
const probeJobSchema = z.discriminatedUnion('kind', [
  /** Reads `file`, checks it and writes its imported form to `importedFile`. */
  z.object({ kind: z.literal('prepare'), file: z.string(), importedFile: z.string() }),
  /** Runs an imported model on one backend: self-test, then a short timed run. */
  z.object({
    kind: z.literal('measure'),
    path: z.string(),
    backend: z.string(),
    cacheFolder: z.string(),
    classes: z.array(z.string()),
    bundleFolder: z.string(),
  }),
]);
export type ProbeJob = z.infer<typeof probeJobSchema>;

/** A job with its limits, as the throw-away process is given it. */
export const probeOrderSchema = z.object({
  job: probeJobSchema,
  /** Computing time. */
  maxCpuMs: z.number(),
  maxWallMs: z.number(),
  maxRssBytes: z.number(),
  /** Where the watchdog writes which limit was reached: `time` or `memory`. */
  limitFile: z.string(),
});
export type ProbeOrder = z.infer<typeof probeOrderSchema>;

export const preparedSchema = z.object({
  inputShape: z.array(z.int()),
  outputLayout: z.enum(['yolo', 'endToEnd']),
  precision: z.enum(['fp32', 'fp16', 'int8']),
  classes: z.array(z.string()),
  /** Names of the backends that the runtime was built for. */
  backends: z.array(z.string()),
});
export type Prepared = z.infer<typeof preparedSchema>;

export const measuredSchema = z.object({ createMs: z.number(), medianMs: z.number(), selfTest: selfTestSchema });
export type Measured = z.infer<typeof measuredSchema>;

/** The process's one answer. */
export const probeAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(errorCodes), message: z.string() }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;

import { constants, setPriority } from 'node:os';
import { z } from 'zod';
import { toAppError } from '../../app/base/error.ts';
import { type ReplayAnswer, type ReplayProgress, replayJobSchema } from '../../app/contracts/replayJob.ts';
import { replayReport } from '../../app/pipeline/traffic/replayReport.ts';
import { runSideJob } from '../workers/runSideJob.ts';
import { replayInThreads, replayThreadCount } from './replayThreads.ts';

const orderSchema = z.object({ tracksFile: z.string(), job: replayJobSchema });

/** Entry of the replay process: it only reads, and whatever goes wrong in it the console lives on. */
runSideJob(async (options, progress): Promise<ReplayAnswer> => {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  try {
    const { tracksFile, job } = orderSchema.parse(options);
    const findings = await replayInThreads(
      tracksFile,
      job,
      (state: ReplayProgress) => progress(state),
      replayThreadCount(),
    );
    return { ok: true, report: replayReport(job, findings) };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return { ok: false, code, message };
  }
});

import type { FeedListener, Subscription } from '../../app/contracts/contract.ts';
import type { SideJobNews, SideJobRequest } from '../../app/contracts/host.ts';
import { replayAnswerSchema, replayProgressSchema } from '../../app/contracts/replayJob.ts';
import type { ReplayNews } from '../../app/contracts/replayReport.ts';
import type { StartReplay } from '../../app/pipeline/traffic/replayPort.ts';

type SideJob = (request: SideJobRequest, listener: FeedListener<SideJobNews>) => Subscription;

const died =
  'The process that replays ended before it was done. The tracks are unharmed: try again, over a shorter time if it ends again.';

/** Replays in a process of their own that the host starts, over the station's track file. */
export function replayInProcess(tracksFile: string, sideJob: SideJob): StartReplay {
  return (job, tell) => {
    const running = sideJob(
      { module: 'replay', options: { tracksFile, job } },
      {
        item: (news) => tell(replayNewsOf(news)),
        end: (error) => tell({ state: 'failed', problem: error?.message ?? died }),
      },
    );
    return () => running.stop();
  };
}

function replayNewsOf(news: SideJobNews): ReplayNews {
  if (news.kind === 'waits') return { state: 'waiting' };
  if (news.kind === 'ended') return { state: 'failed', problem: died };
  if (news.kind === 'progress') {
    const progress = replayProgressSchema.safeParse(news.progress);
    return progress.success ? { state: 'running', ...progress.data } : { state: 'failed', problem: died };
  }
  const answer = replayAnswerSchema.safeParse(news.answer);
  if (!answer.success) return { state: 'failed', problem: died };
  if (!answer.data.ok) return { state: 'failed', problem: answer.data.message };
  return { state: 'done', report: answer.data.report };
}

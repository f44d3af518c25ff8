import { type Clock, sleep } from '../../base/clock.ts';
import { toAppError } from '../../base/error.ts';
import type { ReplayJob } from '../../contracts/replayJob.ts';
import type { ReplayNews } from '../../contracts/replayReport.ts';
import type { Stores } from '../../store/ports.ts';
import { replayCamera } from './replayCamera.ts';
import { type CameraFindings, CountedTracks, replayReport } from './replayReport.ts';
import { readerOf, storedTracks } from './storedTracks.ts';

/**
 * Runs a replay beside the station's other work. `tell` hears how it goes on; `done` or `failed` comes once, last.
 * @returns stops it; nothing is told then any more
 */
export type StartReplay = (job: ReplayJob, tell: (news: ReplayNews) => void) => () => void;

/** Replays within this process, camera by camera, in pieces: for stations in memory, whose tracks no other process sees. */
export function replayHere(stores: Pick<Stores, 'tracks' | 'signals'>, clock: Clock): StartReplay {
  return (job, tell) => {
    let isStopped = false;
    const told = (news: ReplayNews): void => {
      if (!isStopped) tell(news);
    };
    void (async () => {
      const findings: CameraFindings[] = [];
      for (const camera of job.cameras) {
        const counted = new CountedTracks();
        const tracks = counted.count(storedTracks(readerOf(stores.tracks), camera.cameraId, job.fromAtMs, job.toAtMs));
        const run = replayCamera(camera, tracks, stores.signals.between(camera.cameraId, job.fromAtMs, job.toAtMs));
        let step = run.next();
        while (!step.done) {
          await sleep(clock, 0);
          if (isStopped) return;
          step = run.next();
        }
        findings.push({ ...step.value, tracks: counted.tracks, days: counted.days });
        const tracksSoFar = findings.reduce((sum, one) => sum + one.tracks, 0);
        told({ state: 'running', share: findings.length / job.cameras.length, tracks: tracksSoFar });
      }
      told({ state: 'done', report: replayReport(job, findings) });
    })().catch((thrown: unknown) => told({ state: 'failed', problem: toAppError(thrown).message }));
    return () => {
      isStopped = true;
    };
  };
}

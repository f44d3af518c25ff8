import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { toAppError } from '../../app/base/error.ts';
import { replayCamera } from '../../app/pipeline/traffic/replayCamera.ts';
import { type CameraFindings, CountedTracks } from '../../app/pipeline/traffic/replayReport.ts';
import { storedTracks } from '../../app/pipeline/traffic/storedTracks.ts';
import { openReadable } from '../store/pragmas.ts';
import { sqliteSignalReader } from '../store/signalStore.ts';
import { sqliteStoredTracks } from '../store/trackStore.ts';
import type { ReplayOrder, ReplayThreadNews } from './replayThreads.ts';

/** Replays cameras one after the other on a thread of its own, over a connection of its own that only reads. */
const { tracksFile } = z.object({ tracksFile: z.string() }).parse(workerData);
const tellEveryMs = 200;

function tell(news: ReplayThreadNews): void {
  parentPort?.postMessage(news);
}

function replay({ camera, fromAtMs, toAtMs }: ReplayOrder): CameraFindings {
  const db = openReadable(tracksFile);
  try {
    const counted = new CountedTracks();
    const tracks = counted.count(storedTracks(sqliteStoredTracks(db), camera.cameraId, fromAtMs, toAtMs));
    const signals = sqliteSignalReader(db).between(camera.cameraId, fromAtMs, toAtMs);
    const run = replayCamera(camera, tracks, signals);
    let toldMonoMs = performance.now();
    let step = run.next();
    while (!step.done) {
      if (performance.now() - toldMonoMs >= tellEveryMs) {
        toldMonoMs = performance.now();
        const share = (step.value - fromAtMs) / (toAtMs - fromAtMs);
        tell({ kind: 'progress', share: Math.min(1, Math.max(0, share)), tracks: counted.tracks });
      }
      step = run.next();
    }
    return { ...step.value, tracks: counted.tracks, days: counted.days };
  } finally {
    db.close();
  }
}

// On Linux of this thread alone: cameras and windows go before a replay.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
parentPort?.on('message', (order: ReplayOrder) => {
  try {
    tell({ kind: 'done', findings: replay(order) });
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    tell({ kind: 'failed', code, message });
  }
});

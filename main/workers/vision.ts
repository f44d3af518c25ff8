import { z } from 'zod';
import { every } from '../../app/base/clock.ts';
import { serve, windowRate } from '../../app/contracts/rpc.ts';
import { videoContract, visionContract } from '../../app/contracts/vision.ts';
import { roadTracker } from '../../app/pipeline/roadTracker.ts';
import { openCamera } from '../vision/openCamera.ts';
import { InferencePool } from '../vision/inferencePool.ts';
import { startInferenceThread } from '../vision/inferenceThread.ts';
import { inferenceThreads } from '../vision/threadCount.ts';
import { VisionService } from '../vision/visionService.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';
import { jpegOfVideo } from '../sources/jpegOfVideo.ts';
import { testSource } from '../sources/testSource.ts';
import { runWorker } from './runWorker.ts';

const optionsSchema = z.object({
  /** Ports of this computer that belong to the product and are never a camera. */
  ownPorts: z.array(z.int()),
});

/** The vision process: cameras in, tracks and pictures out. */
runWorker((scope) => {
  const { ownPorts } = optionsSchema.parse(scope.options);
  const { clock, log } = scope;
  const pool = new InferencePool({
    clock,
    log,
    random: Math.random,
    startThread: startInferenceThread,
    threads: (backend) => inferenceThreads(backend, 'live'),
    onStarted: () => scope.beat('an inference started'),
  });
  const service = new VisionService({
    clock,
    log,
    pool,
    openCamera: openCamera({ clock, log, random: Math.random, ownPorts }),
    testSource: (sourceUrl, credentials, rules) => testSource({ sourceUrl, credentials, rules, ownPorts, clock, log }),
    newTracker: roadTracker,
    lastPicture: async (codec, chunks) => jpegOfVideo(codec, chunks, await findFfmpeg()),
    restart: (why) => scope.restartMe(why),
  });
  scope.onLink((purpose, link, caller) => {
    if (purpose === 'serveVision') serve(link, visionContract, service.vision, caller, { log });
    if (purpose === 'serveVideo') serve(link, videoContract, service.video, caller, { log, rate: windowRate(clock) });
  });
  const endIdleBeat = every(clock, 2000, () => {
    if (pool.idle) scope.beat('idle');
  });
  scope.onStop(async () => {
    endIdleBeat();
    await service.close();
  });
});

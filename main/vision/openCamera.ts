import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../../app/base/log.ts';
import type { AddressRules } from '../../app/camera/addressRules.ts';
import { parseSource } from '../../app/camera/sourceUrl.ts';
import { openCameraSource } from '../sources/cameraSource.ts';
import { sessionOpener } from '../sources/ffmpegSession.ts';
import { OpeningGate } from '../sources/openingGate.ts';
import type { OpenCamera } from './cameraPipeline.ts';

export interface OpenCameraPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly ownPorts: readonly number[];
}

/** Real cameras: one ffmpeg each, and at most so many that connect at a time as the shared gate lets through. */
export function openCamera({ clock, log, random, ownPorts }: OpenCameraPorts): (rules: AddressRules) => OpenCamera {
  const gate = new OpeningGate();
  return (rules) => (job, target, listener) =>
    openCameraSource(
      {
        source: parseSource(job.sourceUrl).source,
        credentials: job.credentials,
        rules,
        ownPorts,
        analysisFps: job.analysisFps,
        cameraId: job.cameraId,
        target,
        playback: job.playback,
        // A viewer outlives this source and this process: no epoch may come a second time with other media times.
        epochBefore: clock.wallMs(),
      },
      listener,
      {
        clock,
        log,
        random,
        gate,
        openSession: sessionOpener(clock),
      },
    );
}

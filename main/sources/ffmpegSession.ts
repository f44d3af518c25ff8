import type { Clock } from '../../app/base/clock.ts';
import { platformClock } from '../platformClock.ts';
import { ffmpegFinder } from './ffmpegPath.ts';
import { makeFrameFolder } from './frameFolder.ts';
import { openInput } from './openInput.ts';
import { relayOpener } from './openRelay.ts';
import { RunningSession } from './runningSession.ts';
import type { OpenCameraSession, SessionOptions, SessionPorts } from './sessionOptions.ts';
import type { Session, SessionListener } from './source.ts';

/** The machine's own clock, ffmpeg and relays. */
export const platformPorts: SessionPorts = {
  clock: platformClock,
  findFfmpeg: ffmpegFinder(),
  openRelay: relayOpener(),
};

/**
 * Starts one ffmpeg for one source. Frames go to `target`, everything else to the listener, which is told the end with
 * its `Reason`.
 * @throws AppError whose cause is a `Reason` when it could not even start; the listener is then told nothing
 */
export async function openSession(
  options: SessionOptions,
  listener: SessionListener,
  ports: SessionPorts = platformPorts,
): Promise<Session> {
  const ffmpegPath = await ports.findFfmpeg();
  const opened = await openInput(options, ffmpegPath, ports);
  const folder = await makeFrameFolder();
  return new RunningSession(options, listener, ports, { ...opened, ffmpegPath, folder });
}

/** `openSession` for `openCameraSource`, on this machine's own ffmpeg. */
export function sessionOpener(clock: Clock): OpenCameraSession {
  return (options, listener, packet) => openSession(options, listener, { ...platformPorts, clock, packet });
}

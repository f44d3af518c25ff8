import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { toAppError } from '../../app/base/error.ts';
import type { AlertWish } from '../../app/pipeline/station/alertBook.ts';
import { ffmpegIsSafe, ffmpegRelease } from '../diagnosis/versions.ts';
import { findFfmpeg } from '../sources/ffmpegPath.ts';

/** What an operator must know of the ffmpeg on this machine; `null` when it is there and new enough. */
export async function ffmpegAlert(): Promise<AlertWish | null> {
  try {
    const { stdout } = await promisify(execFile)(await findFfmpeg(), ['-hide_banner', '-version'], { timeout: 10_000 });
    return oldFfmpegAlert(stdout);
  } catch (thrown) {
    return {
      key: 'ffmpeg',
      severity: 'critical',
      text: `No camera can be shown: ${toAppError(thrown).message}`,
      tip: 'Run "its doctor" on this computer; it says what to install.',
    };
  }
}

/** @param versionText what `ffmpeg -version` printed */
export function oldFfmpegAlert(versionText: string): AlertWish | null {
  const release = ffmpegRelease(versionText);
  if (release && ffmpegIsSafe(release)) return null;
  return {
    key: 'ffmpeg',
    severity: 'info',
    text: `This computer decodes video with ffmpeg ${release?.join('.') ?? 'of an unknown release'}, which may have known weaknesses.`,
    tip: 'Use cameras of networks you control only, or install ffmpeg 7.1.5, 8.0.3, 8.1.2 or newer.',
  };
}

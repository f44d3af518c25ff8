import { createHash } from 'node:crypto';
import { accessSync, constants, createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';

/** Where the environment may say which ffmpeg to use, and what it must be. */
export interface FfmpegEnvironment {
  readonly FFMPEG_PATH?: string | undefined;
  /** SHA-256 of the program, hexadecimal; another one is refused. */
  readonly FFMPEG_SHA256?: string | undefined;
  readonly PATH?: string | undefined;
}

/**
 * Absolute path of the ffmpeg to use: `FFMPEG_PATH`, else the one that ffmpeg-static brought, else the first on `PATH`.
 * @throws AppError `failed-precondition` whose cause is a `Reason` (`decoder-missing`): none there, or not the one wanted
 */
export async function findFfmpeg(env: FfmpegEnvironment = process.env): Promise<string> {
  const path = locate(env);
  if (env.FFMPEG_SHA256) await checkHash(path, env.FFMPEG_SHA256);
  return path;
}

/** `findFfmpeg` for many openings: a program that was found to be the right one is read again only once it changed. */
export function ffmpegFinder(env: FfmpegEnvironment = process.env): () => Promise<string> {
  let checked = '';
  return async () => {
    const path = locate(env);
    const { mtimeMs, size, ino } = statSync(path);
    const seen = [path, mtimeMs, size, ino].join();
    if (env.FFMPEG_SHA256 && seen !== checked) await checkHash(path, env.FFMPEG_SHA256);
    checked = seen;
    return path;
  };
}

function locate(env: FfmpegEnvironment): string {
  const path = env.FFMPEG_PATH ? named(env.FFMPEG_PATH) : (bundled() ?? onPath(env.PATH ?? ''));
  if (path === null) throw refusal(reasonOf('decoder-missing'));
  return path;
}

function named(path: string): string {
  if (isProgram(path)) return path;
  throw refusal(
    reasonOf(
      'decoder-missing',
      'FFMPEG_PATH names a file that is not there or may not be run.',
      'Correct FFMPEG_PATH.',
    ),
  );
}

function bundled(): string | null {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' && isProgram(path) ? path : null;
  } catch {
    return null; // the package is not installed
  }
}

function onPath(folders: string): string | null {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const paths = folders
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  return paths.find(isProgram) ?? null;
}

/** Whether the file is there and may be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function checkHash(path: string, wanted: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  if (hash.digest('hex') === wanted.toLowerCase()) return;
  throw refusal(
    reasonOf(
      'decoder-missing',
      'The ffmpeg on this computer is not the one that was checked: its SHA-256 differs from FFMPEG_SHA256.',
      'Install the checked ffmpeg again, or correct FFMPEG_SHA256 if it was updated on purpose.',
    ),
  );
}

import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';
import type { FfmpegInput } from './ffmpegArgs.ts';

const stills = new Set(['.jpg', '.jpeg', '.png']);
/** Raw streams without container: they carry no time, and 25 frames a second are taken for them. */
const elementary = new Set(['.h264', '.264', '.avc', '.26l', '.jvt', '.jsv', '.h265', '.265', '.hevc']);

/** How a file is given to ffmpeg, by the ending of its name. A still that loops becomes a stream of one frame a second. */
export function fileInput(path: string, loop: boolean): FfmpegInput {
  const ending = extname(path).toLowerCase();
  if (stills.has(ending)) return { kind: loop ? 'still' : 'stillOnce', location: path };
  return { kind: elementary.has(ending) ? 'elementary' : 'file', location: path };
}

/** @throws AppError whose cause is a `Reason` when there is no file that could hold a picture */
export async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw refusal(reasonOf('file-missing'));
    throw refusal(reasonOf('file-unreadable', 'This computer does not permit reading it.'));
  });
  if (found.isDirectory()) throw refusal(reasonOf('file-unreadable', 'It is a folder.', 'Name a file in it.'));
  if (!found.isFile()) throw refusal(reasonOf('file-unreadable', 'It is a device or a pipe, not a file.'));
  if (found.size === 0) {
    throw refusal(reasonOf('file-unreadable', 'It is empty (0 bytes).', 'Copy or record the file again.'));
  }
}

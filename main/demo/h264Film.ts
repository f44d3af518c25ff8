import { spawn } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { AppError } from '../../app/base/error.ts';
import type { Size } from '../../app/space/box.ts';
import { diskFull } from './wholeFile.ts';

export interface FilmSettings {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly size: Size;
  /** Length of a frame; frame k is shown from k times this. */
  readonly frameMs: number;
}

/**
 * An H.264 film that is written frame by frame and is there whole or not at all. Constant frame rate, no B-frames, so
 * that frame k of the file is the k-th one given, with exactly its time.
 */
export class H264Film {
  readonly #settings: FilmSettings;
  readonly #child;
  readonly #closed: Promise<void>;
  #said = '';
  #failure: AppError | null = null;

  constructor(settings: FilmSettings) {
    this.#settings = settings;
    const env = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {};
    // Its own process group: Ctrl-C in a terminal is for us, who then take the film away.
    this.#child = spawn(settings.ffmpegPath, filmArguments(settings), {
      env,
      stdio: ['pipe', 'ignore', 'pipe'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4000);
    });
    this.#child.stdin.on('error', () => undefined); // 'close' follows and says more
    this.#closed = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#failure = failed(settings.path, error.message);
        resolve();
      });
      this.#child.once('close', (code) => {
        if (code !== 0) this.#failure ??= failed(settings.path, this.#said);
        resolve();
      });
    });
  }

  /** Takes one RGB picture and resolves once it may be painted over. @throws AppError when ffmpeg has given up */
  async write(rgb: Uint8Array): Promise<void> {
    const { width, height } = this.#settings.size;
    if (rgb.length !== 3 * width * height) throw new Error('the picture is not of the size of the film');
    await this.#send(rgb);
  }

  /** Resolves when the film stands whole under its name. */
  async finish(): Promise<void> {
    this.#child.stdin.end();
    await this.#closed;
    if (this.#failure) throw this.#failure;
    await rename(partOf(this.#settings.path), this.#settings.path);
  }

  /** Ends ffmpeg and leaves nothing behind. Never throws. */
  async abandon(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
    await rm(partOf(this.#settings.path), { force: true }).catch(() => undefined);
  }

  async #send(rgb: Uint8Array): Promise<void> {
    const sent = new Promise<boolean>((resolve) => {
      if (this.#failure || !this.#child.stdin.writable) resolve(false);
      else this.#child.stdin.write(rgb, (error) => resolve(!error));
    });
    if (await sent) return;
    await this.#closed;
    throw this.#failure ?? failed(this.#settings.path, 'it ended before the film did');
  }
}

/** Quality like that of a good surveillance camera: about 2 Mbit/s at 1280x720, a key frame every two seconds. */
function filmArguments({ path, size, frameMs }: FilmSettings): string[] {
  const raw = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${size.width}x${size.height}`];
  const rate = `1000/${frameMs}`;
  const colour = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-pix_fmt', 'yuv420p'];
  const tags = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
  const coder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-bf', '0', '-g', '25', '-threads', '1'];
  const file = ['-f', 'mp4', '-y', partOf(path)];
  return [
    '-hide_banner',
    '-v',
    'error',
    ...raw,
    '-framerate',
    rate,
    '-i',
    'pipe:0',
    ...colour,
    ...tags,
    ...coder,
    ...file,
  ];
}

function partOf(path: string): string {
  return `${path}.part`;
}

function failed(path: string, said: string): AppError {
  if (/no space left|disk quota/i.test(said)) return diskFull(path);
  const [lastLine] = said.trim().split('\n').slice(-1);
  const why = lastLine ? ` (${lastLine})` : '';
  return new AppError(
    'failed-precondition',
    `ffmpeg could not write the film ${path}${why}. its doctor says which one is used.`,
  );
}

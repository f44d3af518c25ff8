import type { Size } from '../../app/space/box.ts';
import { refusal, reasonOf } from '../../app/camera/reasonText.ts';
import { platformClock } from '../platformClock.ts';
import { EyeStream } from './eyeStream.ts';
import { failureOf } from './failureOf.ts';
import { ffmpegArgs } from './ffmpegArgs.ts';
import { FfmpegProcess } from './ffmpegProcess.ts';
import { checkFile, fileInput } from './fileKind.ts';
import { NutReader } from './nutReader.ts';

/** What a file holds. */
export interface FileProbe {
  /** ffmpeg's name. */
  readonly codec: string;
  /** Size of the shown picture, rotation applied. */
  readonly size: Size;
  /** To 10 ms; `null` where the file does not say (raw streams, stills). */
  readonly durationMs: number | null;
  /** Degrees clockwise that the picture is turned for display. */
  readonly rotation: 0 | 90 | 180 | 270;
}

const probeMs = 8000;

/**
 * Reads a file's headers and first picture. ffmpeg itself is asked, not ffprobe: the bundled build brings none.
 * @param path absolute
 * @throws AppError whose cause is a `Reason` that says why the file cannot be used
 */
export async function probeFile(path: string, ffmpegPath: string): Promise<FileProbe> {
  await checkFile(path);
  const input = fileInput(path, false);
  const args = ffmpegArgs({ input, realTime: false, loop: false, frames: null, transcode: false });
  const ffmpeg = new FfmpegProcess(ffmpegPath, firstPictureOnly(args), 2);
  let stream: EyeStream | null = null;
  let packets = 0;
  const reader = new NutReader({
    stream: (header) => {
      if (header.video) stream = new EyeStream(header);
    },
    packetStart: () => true,
    payload: () => undefined,
    packetEnd: () => packets++,
    corrupt: () => undefined,
  });
  ffmpeg.child.stdout?.on('data', (bytes: Uint8Array) => reader.push(bytes));
  // A file on a network disk may never answer.
  const cancel = platformClock.after(probeMs, () => ffmpeg.stop());
  const exit = await ffmpeg.exited;
  cancel();
  const format = (stream as EyeStream | null)?.format;
  if (!stream || !format || packets === 0) {
    const ending = { kind: input.kind, exit, lines: ffmpeg.lines, relayReason: null, owed: null, opened: false };
    throw refusal(failureOf(ending) ?? reasonOf('no-video'));
  }
  const text = ffmpeg.lines.join('\n');
  const rotation = rotationIn(text);
  return {
    codec: (stream as EyeStream).codec,
    size: turned(format.size, rotation),
    durationMs: durationIn(text),
    rotation,
  };
}

/** The same as a session, but telling what it finds and ending after one packet. */
function firstPictureOnly(args: readonly string[]): readonly string[] {
  const told = args.map((arg, at) => (args[at - 1] === '-v' ? 'info' : arg));
  return [...told.slice(0, -1), '-frames:v', '1', ...told.slice(-1)];
}

/** ffmpeg tells the angle counter-clockwise, from -180 to 180. */
function rotationIn(text: string): FileProbe['rotation'] {
  const told = /displaymatrix: rotation of (-?\d+(?:\.\d+)?) degrees/.exec(text)?.[1];
  const clockwise = (Math.round(-Number(told ?? 0) / 90) * 90 + 720) % 360;
  return clockwise as FileProbe['rotation'];
}

function durationIn(text: string): number | null {
  const told = /Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(text);
  if (!told) return null;
  return Math.round((Number(told[1]) * 3600 + Number(told[2]) * 60 + Number(told[3])) * 1000);
}

/** The size after a rotation of whole quarters. */
export function turned(size: Size, rotation: FileProbe['rotation']): Size {
  return rotation % 180 === 0 ? size : { width: size.height, height: size.width };
}

import { between, type Random } from '../../app/base/random.ts';
import { execFileSync } from 'node:child_process';

/** What cameras and networks do to pictures: exposure and tint a little off, softness, fewer pixels, compression. */
export function roughened(
  random: Random,
  pictures: readonly Uint8Array[],
  width: number,
  height: number,
): Uint8Array[] {
  for (const picture of pictures) if (random() < 0.5) recolour(random, picture);
  const size = `${width}x${height}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size];
  const soft = random() < 0.35 ? `gblur=sigma=${between(random, 0.3, 1.1).toFixed(2)}` : 'null';
  const few = between(random, 0.5, 0.9);
  const small =
    random() < 0.25 ? `scale=${2 * Math.round((width * few) / 2)}:${2 * Math.round((height * few) / 2)}` : 'null';
  const codec =
    random() < 0.4
      ? ['-c:v', 'mjpeg', '-q:v', String(Math.round(between(random, 2, 14))), '-f', 'mjpeg']
      : [
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-g',
          '1',
          '-crf',
          String(Math.round(between(random, 18, 35))),
          '-f',
          'h264',
        ];
  const quiet = ['-v', 'error', '-threads', '1'];
  const options = { maxBuffer: 2 ** 30 };
  const coded = execFileSync(
    'ffmpeg',
    [...quiet, ...raw, '-r', '10', '-i', '-', '-vf', `${soft},${small}`, '-pix_fmt', 'yuvj420p', ...codec, '-'],
    {
      ...options,
      input: Buffer.concat(pictures),
    },
  );
  const decoded = execFileSync(
    'ffmpeg',
    [
      ...quiet,
      '-f',
      codec[1] === 'mjpeg' ? 'mjpeg' : 'h264',
      '-r',
      '10',
      '-i',
      '-',
      '-fps_mode',
      'passthrough',
      '-vf',
      `scale=${width}:${height}`,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { ...options, input: coded },
  );
  const bytes = 3 * width * height;
  if (decoded.length !== pictures.length * bytes)
    throw new Error(`ffmpeg gave back ${decoded.length / bytes} of ${pictures.length} pictures.`);
  return pictures.map((_, k) => decoded.subarray(k * bytes, (k + 1) * bytes));
}

function recolour(random: Random, picture: Uint8Array): void {
  const contrast = between(random, 0.75, 1.25);
  const brightness = between(random, -22, 22);
  const grey = random() < 0.12 ? 1 : random() < 0.3 ? between(random, 0, 0.6) : 0;
  const tint = [between(random, 0.92, 1.08), 1, between(random, 0.9, 1.1)] as const;
  for (let k = 0; k < picture.length; k += 3) {
    const luma = 0.3 * picture[k]! + 0.59 * picture[k + 1]! + 0.11 * picture[k + 2]!;
    for (let i = 0; i < 3; i++) {
      const own = picture[k + i]! * tint[i]!;
      const value = (own + (luma - own) * grey - 110) * contrast + 110 + brightness;
      picture[k + i] = Math.max(0, Math.min(255, value));
    }
  }
}

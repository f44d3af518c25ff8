import { spawn } from 'node:child_process';

const quality = '4';
const longestMs = 10_000;
const widest = 1280;

/**
 * A JPEG of the end of some encoded video: raw H.264 or HEVC in Annex B from a keyframe on. `null` when ffmpeg cannot
 * make one. The last pictures but two are taken, because a decoder holds back what B-frames may still need.
 * @param codec ffmpeg's name
 */
export function jpegOfVideo(
  codec: string,
  chunks: readonly Uint8Array[],
  ffmpegPath: string,
): Promise<Uint8Array | null> {
  if (codec !== 'h264' && codec !== 'hevc') return Promise.resolve(null);
  const filter = `select=gte(n\\,${Math.max(0, chunks.length - 3)}),scale='min(${widest},iw)':-2`;
  const input = ['-f', codec, '-threads', '1', '-i', 'pipe:0'];
  const output = ['-vf', filter, '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', quality, '-f', 'mjpeg', 'pipe:1'];
  const args = ['-hide_banner', '-v', 'error', '-protocol_whitelist', 'pipe', ...input, ...output];
  const env = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {};
  return new Promise((resolve) => {
    const child = spawn(ffmpegPath, args, {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    const pieces: Uint8Array[] = [];
    child.stdout.on('data', (piece: Uint8Array) => pieces.push(piece));
    child.stdin.on('error', () => undefined); // 'close' follows
    child.once('error', () => resolve(null));
    child.once('close', (code) =>
      resolve(code === 0 && pieces.length > 0 ? new Uint8Array(Buffer.concat(pieces)) : null),
    );
    for (const chunk of chunks) child.stdin.write(chunk);
    child.stdin.end();
  });
}

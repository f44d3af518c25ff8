import { spawn } from 'node:child_process';
import type { RgbPicture } from '../../app/detect/letterbox.ts';

const quality = '4';

/** A JPEG of an RGB picture, `null` when ffmpeg cannot make one. */
export function jpegOf(picture: RgbPicture, ffmpegPath: string): Promise<Uint8Array | null> {
  const input = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${picture.width}x${picture.height}`];
  const output = ['-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', quality, '-f', 'mjpeg', 'pipe:1'];
  const args = ['-hide_banner', '-v', 'error', ...input, '-i', 'pipe:0', ...output];
  const env = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {};
  return new Promise((resolve) => {
    const child = spawn(ffmpegPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const pieces: Uint8Array[] = [];
    child.stdout.on('data', (piece: Uint8Array) => pieces.push(piece));
    child.stdin.on('error', () => undefined); // 'close' follows
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? new Uint8Array(Buffer.concat(pieces)) : null));
    child.stdin.end(picture.rgb);
  });
}

import { inflateSync } from 'node:zlib';
import { AppError } from '../../app/base/error.ts';
import type { RgbPicture } from '../../app/detect/letterbox.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxSide = 4096;

/**
 * Decodes the one kind of PNG that our own pictures have: 8-bit RGB, not interlaced. The self-test so needs no ffmpeg.
 * Throws `data-loss` for anything else. Format: www.w3.org/TR/png-3.
 */
export function decodePng(file: Buffer): RgbPicture {
  if (!file.subarray(0, 8).equals(signature) || file.toString('latin1', 12, 16) !== 'IHDR') throw unreadable();
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const isRgb8 = file.subarray(24, 29).equals(Buffer.from([8, 2, 0, 0, 0]));
  if (!isRgb8 || width < 1 || height < 1 || width > maxSide || height > maxSide) throw unreadable();

  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') pieces.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const stride = 3 * width;
  const filtered = inflated(Buffer.concat(pieces), (stride + 1) * height);
  const rgb = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    unfilter(filtered.subarray(y * (stride + 1), (y + 1) * (stride + 1)), rgb, y * stride, stride);
  }
  return { width, height, rgb };
}

function inflated(compressed: Buffer, expectedBytes: number): Buffer {
  try {
    const whole = inflateSync(compressed, { maxOutputLength: expectedBytes });
    if (whole.length === expectedBytes) return whole;
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable();
}

/** One row: a filter byte, then each byte as difference to a guess from its left, upper and upper left neighbours. */
function unfilter(row: Uint8Array, rgb: Uint8Array, start: number, stride: number): void {
  const filter = row[0] as number;
  for (let x = 0; x < stride; x++) {
    const left = x < 3 ? 0 : (rgb[start + x - 3] as number);
    const up = start === 0 ? 0 : (rgb[start + x - stride] as number);
    const upLeft = start === 0 || x < 3 ? 0 : (rgb[start + x - stride - 3] as number);
    rgb[start + x] = (row[x + 1] as number) + guess(filter, left, up, upLeft);
  }
}

function guess(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) throw unreadable();
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function unreadable(cause?: unknown): AppError {
  return new AppError('data-loss', 'A picture that belongs to the product is damaged. Install the product again.', {
    cause,
  });
}

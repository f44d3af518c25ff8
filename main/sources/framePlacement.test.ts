import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { letterboxOf, paddingGrey } from '../../app/detect/letterbox.ts';
import type { Size } from '../../app/space/box.ts';
import { openSession } from './ffmpegSession.ts';
import type { FrameStamp } from './source.ts';

/** The second frame of a clip as it stands in a place of `input`'s size that was full of something else before. */
async function secondFrame(path: string, input: Size): Promise<{ rgb: Uint8Array; source: Size }> {
  const rgb = new Uint8Array(new SharedArrayBuffer(3 * input.width * input.height)).fill(7);
  let stamp: FrameStamp | null = null;
  const session = await openSession(
    {
      ...{ source: { scheme: 'file', path, text: path }, credentials: null, ownPorts: [], loop: false, epoch: 1 },
      ...{ rules: { allowedCidrs: [], allowLoopback: false }, pace: 'fast', analysisFps: 5 },
      ...{ lossless: false, transcode: false },
      target: {
        ...input,
        begin: () => rgb,
        publish: (published) => {
          if (stamp) session.stop();
          stamp = published;
        },
        onFree: () => undefined,
      },
    },
    { opened: () => undefined, chunk: () => undefined, frame: () => undefined, closed: () => undefined },
  );
  await session.done;
  if (!stamp) throw new Error('no frame came');
  return { rgb, source: (stamp as FrameStamp).source };
}

/** Rows and columns, first to last, that hold anything but padding. */
function pictureIn(rgb: Uint8Array, { width, height }: Size): { x: [number, number]; y: [number, number] } {
  const x: [number, number] = [width, -1];
  const y: [number, number] = [height, -1];
  for (let at = 0; at < width * height; at++) {
    if ([0, 1, 2].every((channel) => rgb[3 * at + channel] === paddingGrey)) continue;
    const [column, row] = [at % width, Math.floor(at / width)];
    x.splice(0, 2, Math.min(x[0], column), Math.max(x[1], column));
    y.splice(0, 2, Math.min(y[0], row), Math.max(y[1], row));
  }
  return { x, y };
}

describe.skipIf(!hasTestdata)('a frame in its place (skipped where shared/testdata is absent)', () => {
  it.each<[string, Size]>([
    ['clips/highway_nl_720p.mp4', { width: 640, height: 640 }],
    ['clips/highway_nl_720p.mp4', { width: 640, height: 192 }],
    ['clips/highway_nl_720p.mp4', { width: 641, height: 363 }],
    ['clips/otvision_cars_cyclist_rotated_meta.mp4', { width: 320, height: 320 }],
  ])('%s stands in %o where the letterbox says, with grey around it', async (clip, input) => {
    const { rgb, source } = await secondFrame(testdata(clip), input);
    const { offsetX, offsetY, width, height } = letterboxOf(source, input);
    expect(pictureIn(rgb, input)).toEqual({
      x: [offsetX, offsetX + width - 1],
      y: [offsetY, offsetY + height - 1],
    });
  });
});

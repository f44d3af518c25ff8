import { describe, expect, it } from 'vitest';
import { hasTestdata, testdata } from '../../e2e/fixtures/testdata.ts';
import { openSession } from './ffmpegSession.ts';

/** Plays a file again and again until `wantedS` of media time has passed. */
async function playOver(path: string, wantedS: number) {
  const chunkPtsUs: number[] = [];
  const framePtsUs: number[] = [];
  const place = new Uint8Array(3 * 64 * 64);
  const session = await openSession(
    {
      ...{ source: { scheme: 'file', path, text: path }, credentials: null, ownPorts: [], loop: true, epoch: 1 },
      ...{ rules: { allowedCidrs: [], allowLoopback: false }, pace: 'fast', analysisFps: 5 },
      ...{ lossless: false, transcode: false },
      target: {
        ...{ width: 64, height: 64, begin: () => place, onFree: () => undefined },
        publish: ({ ptsUs }) => framePtsUs.push(ptsUs),
      },
    },
    {
      ...{ opened: () => undefined, frame: () => undefined, closed: () => undefined },
      chunk: ({ ptsUs }) => {
        chunkPtsUs.push(ptsUs);
        if (ptsUs - (chunkPtsUs[0] ?? 0) > wantedS * 1_000_000) session.stop();
      },
    },
  );
  await session.done;
  return { chunkPtsUs, framePtsUs };
}

describe.skipIf(!hasTestdata)('a file that is played again and again (skipped where shared/testdata is absent)', () => {
  it.each([
    ['clips/otvision_cars_cyclist.mp4', 3],
    ['clips/jaywalkers_3s.mp4', 3],
    ['streams/derived/mjpeg.avi', 3],
    ['streams/derived/hevc_main_960.mp4', 3],
  ])('%s goes on past its end, pictures and frames alike', async (file, lengthS) => {
    const { chunkPtsUs, framePtsUs } = await playOver(testdata(file), 3 * lengthS);
    const known = new Set(chunkPtsUs);
    const lastFrameS = Math.max(...framePtsUs) / 1_000_000;
    expect({
      framesWithoutPicture: framePtsUs.filter((ptsUs) => !known.has(ptsUs)),
      framesWentOn: lastFrameS > 2 * lengthS,
      chunksAreFresh: known.size === chunkPtsUs.length,
    }).toEqual({ framesWithoutPicture: [], framesWentOn: true, chunksAreFresh: true });
  });
});

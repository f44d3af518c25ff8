import { describe, expect, it } from 'vitest';
import { ffmpegIsSafe, ffmpegRelease } from './versions.ts';

describe('ffmpeg versions', () => {
  it.each([
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026', [5, 1, 9], false],
    ['ffmpeg version 6.0-static https://johnvansickle.com', [6, 0, 0], false],
    ['ffmpeg version n7.1.5 Copyright', [7, 1, 5], true],
    ['ffmpeg version 7.1.4 Copyright', [7, 1, 4], false],
    ['ffmpeg version 8.0.2', [8, 0, 2], false],
    ['ffmpeg version 8.0.3', [8, 0, 3], true],
    ['ffmpeg version 8.1.1', [8, 1, 1], false],
    ['ffmpeg version 8.2', [8, 2, 0], true],
    ['ffmpeg version 9.0', [9, 0, 0], true],
  ])('%s', (line, release, safe) => {
    expect([ffmpegRelease(line), ffmpegIsSafe(release)]).toEqual([release, safe]);
  });

  it('does not guess the release of a build from a commit', () => {
    expect(ffmpegRelease('ffmpeg version N-118-gabcdef Copyright')).toBeNull();
  });
});

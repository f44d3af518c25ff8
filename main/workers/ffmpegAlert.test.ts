import { describe, expect, it } from 'vitest';
import { oldFfmpegAlert } from './ffmpegAlert.ts';

describe('the alert about ffmpeg', () => {
  it.each([
    ['ffmpeg version 8.1.2 Copyright', null],
    [
      'ffmpeg version 5.1.9-0+deb12u1 Copyright',
      'This computer decodes video with ffmpeg 5.1.9, which may have known weaknesses.',
    ],
    [
      'ffmpeg version N-118-gabc Copyright',
      'This computer decodes video with ffmpeg of an unknown release, which may have known weaknesses.',
    ],
  ])('%s', (line, text) => {
    expect(oldFfmpegAlert(line)?.text ?? null).toBe(text);
  });
});

import { describe, expect, test } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { reasonOf, refusal } from '../../app/camera/reasonText.ts';
import { type Ending, failureOf, reasonOfError } from './failureOf.ts';

const ended = (code: number | null, signal: NodeJS.Signals | null = null) => ({ code, signal, missing: false });

function ending(over: Partial<Ending>): Ending {
  return { kind: 'rtsp', exit: ended(1), lines: [], relayReason: null, owed: null, opened: false, ...over };
}

/** Lines as ffmpeg 5.1 wrote them. */
test.each<[string, Partial<Ending>, string | undefined]>([
  ['a file played to its end', { kind: 'file', exit: ended(0), opened: true }, undefined],
  ['a camera that hangs up', { exit: ended(0), opened: true }, 'stream-ended'],
  ['a file that breaks off', { kind: 'file', exit: ended(1), opened: true }, 'stream-ended'],
  ['no program', { exit: { code: null, signal: null, missing: true } }, 'decoder-missing'],
  ['a crash', { exit: ended(null, 'SIGSEGV'), opened: true }, 'decoder-crashed'],
  [
    'no memory',
    { lines: ['[h264 @ 0x55] get_buffer() failed', 'Error while decoding: Cannot allocate memory'] },
    'out-of-memory',
  ],
  [
    'no memory even for the program itself',
    {
      exit: ended(127),
      lines: ['ffmpeg: error while loading shared libraries: libx265.so.199: failed to map segment from shared object'],
    },
    'out-of-memory',
  ],
  [
    'a huge picture',
    { lines: ['[IMGUTILS @ 0x7f] Picture size 5000x5000 exceeds specified max pixel count 16777216'] },
    'picture-too-large',
  ],
  [
    'a refused connection',
    { lines: ['[tcp @ 0x5] Connection to tcp://127.0.0.1:1 failed: Connection refused'] },
    'refused',
  ],
  ['silence', { lines: ['rtsp://127.0.0.1:1/x: Connection timed out'] }, 'timed-out'],
  ['no video stream', { kind: 'file', lines: ["Stream map '0:v:0' matches no streams."] }, 'no-video'],
  [
    'another codec',
    { lines: ["[vp8 @ 0x3] Codec (vp8) not on whitelist 'h264'", 'Error while opening decoder for input stream #0:0'] },
    'codec-unsupported',
  ],
  ['another container', { kind: 'file', lines: ["[gif @ 0x5] Format not on whitelist 'mov'"] }, 'codec-unsupported'],
  [
    'a still under a wrong name',
    { kind: 'file', lines: ["[jpeg_pipe @ 0x5] Format not on whitelist 'mov'"] },
    'file-unreadable',
  ],
  ['a half recording', { kind: 'file', lines: ['[mov @ 0x5] moov atom not found'] }, 'file-unreadable'],
  [
    'an answer that never came, in the words of ffmpeg 5.1',
    { owed: reasonOf('timed-out'), lines: ['Invalid data found when processing input'] },
    'timed-out',
  ],
  [
    'another codec, before the first video came',
    {
      owed: reasonOf('timed-out'),
      lines: ["[vp8 @ 0x3] Codec (vp8) not on whitelist 'h264'", 'Error while opening decoder'],
    },
    'codec-unsupported',
  ],
  ['video without parameter sets', { lines: ['[nut @ 0x5] dimensions not set'] }, 'no-video'],
  ['anything else at an address', { lines: ['Invalid data found when processing input'] }, 'not-a-camera'],
  [
    'an audio codec that was skipped is no failure',
    { kind: 'file', exit: ended(0), opened: true, lines: ["[aac @ 0x5] Codec (aac) not on whitelist 'h264'"] },
    undefined,
  ],
])('%s', (_name, over, code) => {
  expect(failureOf(ending(over))?.code).toBe(code);
});

test('the relay knows better than ffmpeg', () => {
  const relayReason = reasonOf('credentials');
  expect(failureOf(ending({ relayReason, lines: ['Connection refused'] }))).toBe(relayReason);
});

describe('what was thrown', () => {
  test('a refusal carries its reason', () => {
    const reason = reasonOf('address-refused');
    expect(reasonOfError(refusal(reason))).toEqual(reason);
  });

  test.each([
    ['an error of ours without reason', new AppError('internal', 'x')],
    ['any other', new TypeError('x')],
  ])('%s is internal', (_name, thrown) => {
    expect(reasonOfError(thrown).code).toBe('internal');
  });
});

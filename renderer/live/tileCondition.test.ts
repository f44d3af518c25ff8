import { describe, expect, it } from 'vitest';
import type { Camera } from '../../app/camera/camera.ts';
import type { CameraStatus } from '../../app/camera/cameraState.ts';
import { tileCondition } from './tileCondition.ts';
import type { TileFacts } from './tileCondition.ts';

const camera: Camera = {
  cameraId: 'c',
  number: 4,
  name: 'Tunnel',
  sourceUrl: 'rtsp://tunnel.example/1',
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
  position: 0,
  hasCredentials: false,
};
const quality = { gaps: 0, transcoded: false } as CameraStatus['quality'];
const live: CameraStatus = {
  cameraId: 'c',
  state: 'live',
  sinceAtMs: 0,
  reason: null,
  warnings: [],
  retryInMs: null,
  restarts: 0,
  quality,
  drops: { slot: 0, overlay: 0, video: 0 },
};
const noFrames = { code: 'no-frames', text: 'The camera sends no pictures.', tip: 'Look at its cable.' } as const;
const stalled: CameraStatus = { ...live, state: 'stalled', reason: noFrames, retryInMs: 3200 };
const failed: CameraStatus = { ...live, state: 'failed', reason: noFrames };
const young = { look: 'live', ageMs: 400, problem: null } as const;
const old = { look: 'stale', ageMs: 12_400, problem: null } as const;
const none = { look: 'none', ageMs: null, problem: null } as const;
const stationGone = {
  reason: 'The station does not answer.',
  tip: 'The page connects again by itself; if it stays so, look at the station computer.',
};

describe('what a tile says of itself', () => {
  const usual = { camera, status: live, statusIsFresh: true, view: young } as const;
  const cases: { story: string; facts: TileFacts; expected: ReturnType<typeof tileCondition> }[] = [
    {
      story: 'a living picture',
      facts: usual,
      expected: { tone: 'live', word: 'Live', headline: null, reason: null, tip: null },
    },
    {
      story: 'a living picture while the console link is down: the picture is its own witness',
      facts: { ...usual, statusIsFresh: false },
      expected: { tone: 'live', word: 'Live', headline: null, reason: null, tip: null },
    },
    {
      story: 'the station found the stall before the picture is old',
      facts: { ...usual, status: stalled },
      expected: {
        tone: 'late',
        word: 'Stalled',
        headline: null,
        reason: noFrames.text,
        tip: 'Look at its cable. Next try in 4 s.',
      },
    },
    {
      story: 'an old picture of a stalled camera',
      facts: { ...usual, status: stalled, view: old },
      expected: {
        tone: 'late',
        word: 'Old picture',
        headline: '12 s old',
        reason: noFrames.text,
        tip: 'Look at its cable. Next try in 4 s.',
      },
    },
    {
      story: 'an old picture although the station says live',
      facts: { ...usual, view: old },
      expected: {
        tone: 'late',
        word: 'Old picture',
        headline: '12 s old',
        reason: 'No new picture is coming.',
        tip: null,
      },
    },
    {
      story: 'an old picture and no station',
      facts: { ...usual, statusIsFresh: false, view: old },
      expected: { tone: 'late', word: 'Old picture', headline: '12 s old', ...stationGone },
    },
    {
      story: 'a failed camera without a picture',
      facts: { ...usual, status: failed, view: none },
      expected: { tone: 'down', word: 'Failed', headline: 'No picture', reason: noFrames.text, tip: noFrames.tip },
    },
    {
      story: 'an opening camera whose stream is not there yet',
      facts: { ...usual, status: { ...live, state: 'opening' }, view: { ...none, problem: 'Not open.' } },
      expected: { tone: 'opening', word: 'Opening', headline: 'Opening', reason: null, tip: null },
    },
    {
      story: 'a decoder that fails',
      facts: { ...usual, view: { ...none, problem: 'This computer cannot decode the picture.' } },
      expected: {
        tone: 'down',
        word: 'No picture',
        headline: 'No picture',
        reason: 'This computer cannot decode the picture.',
        tip: null,
      },
    },
    {
      story: 'before anything is known',
      facts: { ...usual, status: undefined, view: none },
      expected: { tone: 'opening', word: 'Opening', headline: 'Opening', reason: null, tip: null },
    },
    {
      story: 'switched off',
      facts: { ...usual, camera: { ...camera, enabled: false }, view: none },
      expected: {
        tone: 'off',
        word: 'Off',
        headline: 'Switched off',
        reason: null,
        tip: 'Switch it on, on the Cameras page.',
      },
    },
    {
      story: 'deleted while on the wall',
      facts: { ...usual, camera: undefined, view: young },
      expected: {
        tone: 'down',
        word: 'Deleted',
        headline: 'This camera was deleted',
        reason: null,
        tip: 'Put another camera into this tile.',
      },
    },
  ];
  it.each(cases)('$story', ({ facts, expected }) => {
    expect(tileCondition(facts)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { type StoredTrack, storedTrackOf } from '../../track/storedTrack.ts';
import { Beside } from './replayBeside.ts';
import { ReplayFrames } from './replay.ts';

function track(trackId: number, firstAtMs: number, forMs: number): StoredTrack {
  const path: [number, number, number, number, number][] = [
    [0, 100, 100, 20, 10],
    [forMs, 200, 100, 20, 10],
  ];
  const size = { width: 1280, height: 720 };
  return storedTrackOf({ cameraId: 'a', epoch: 1, trackId, className: 'car', score: 0.8, firstAtMs, ...size, path });
}

/** Time, who is there, who has ended and what the signal shows, frame by frame. */
function framesOf(tracks: readonly StoredTrack[], signals: ConstructorParameters<typeof ReplayFrames>[1] = []) {
  const frames = new ReplayFrames('a', signals);
  const seen: [number, number[], readonly number[], string | undefined][] = [];
  const look = (untilMs: number) => {
    for (const { atMs, tracks: there, ended, signals: shown } of frames.until(untilMs)) {
      seen.push([atMs, there.map(({ trackId }) => trackId), ended, shown.get('head')]);
    }
  };
  for (const one of tracks) {
    look(one.firstAtMs);
    frames.add(one);
  }
  look(Number.POSITIVE_INFINITY);
  return seen;
}

describe('frames of stored tracks', () => {
  it('are on an even grid, each with those that were there', () => {
    expect(framesOf([track(1, 1000, 400), track(2, 1300, 100)]).slice(0, 4)).toEqual([
      [1000, [1], [], undefined],
      [1200, [1], [], undefined],
      [1400, [1, 2], [], undefined],
      [1600, [], [1, 2], undefined],
    ]);
  });

  it('leave out the time when nobody is there, but for one in which all that was found must be over', () => {
    const times = framesOf([track(1, 1000, 200), track(2, 400_100, 100)]).map(([atMs]) => atMs);
    expect(times).toEqual([1000, 1200, 1400, 66_400, 400_200, 400_400, 465_400]);
  });

  it('show also then when a signal changed, and what it showed just before: who comes later waits by it', () => {
    const change = (atMs: number, state: 'red' | 'green') => ({ cameraId: 'a', headId: 'head', state, atMs });
    const signals = [change(500, 'red'), change(20_050, 'green'), change(30_000, 'red')];
    expect(framesOf([track(1, 1000, 200), track(2, 40_000, 200)], signals).slice(0, 8)).toEqual([
      [1000, [1], [], 'red'],
      [1200, [1], [], 'red'],
      [1400, [], [1], 'red'],
      [20_000, [], [], 'red'],
      [20_200, [], [], 'green'],
      [29_800, [], [], 'green'],
      [30_000, [], [], 'red'],
      [40_000, [2], [], 'red'],
    ]);
  });
});

describe('who was there beside somebody', () => {
  it('is known when all have come that began before its end', () => {
    const beside = new Beside<{ name: string; fromAtMs: number; toAtMs: number }>();
    const [long, early, late] = [
      { name: 'long', fromAtMs: 0, toAtMs: 100 },
      { name: 'early', fromAtMs: 10, toAtMs: 20 },
      { name: 'late', fromAtMs: 90, toAtMs: 200 },
    ];
    beside.add(long);
    beside.add(early);
    expect([beside.next(90), beside.givenTo(90)]).toEqual([null, 0]);
    beside.add(late);
    expect(beside.next(150)?.name).toBe('long');
    expect([...beside.of(long)].map(({ name }) => name)).toEqual(['long', 'early', 'late']);
    expect([beside.next(150)?.name, beside.next(150), beside.givenTo(150)]).toEqual(['early', null, 90]);
    expect([...beside.of(early)].map(({ name }) => name)).toEqual(['long', 'early']);
  });

  it('is so after hundreds have gone, too', () => {
    const beside = new Beside<{ name: string; fromAtMs: number; toAtMs: number }>();
    const seen: string[][] = [];
    for (let at = 0; at < 1000; at++) {
      for (let one = beside.next(at); one; one = beside.next(at))
        seen.push([...beside.of(one)].map(({ name }) => name));
      beside.add({ name: String(at), fromAtMs: at, toAtMs: at + 1 });
    }
    expect(seen[900]).toEqual(['899', '900', '901']);
  });
});

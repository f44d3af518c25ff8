import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../app/contracts/vision.ts';
import { BoxFrames } from './boxFrames.ts';
import type { BoxFrame } from './boxesAt.ts';
import { boxesAt, overlayRules, tailOf } from './boxesAt.ts';

const row = (trackId: number, cx: number, w = 40): TrackRow => [trackId, 2, 0.9, cx, 100, w, 20];
const frame = (mediaMs: number, ...tracks: TrackRow[]): BoxFrame => ({
  mediaMs,
  picture: { width: 640, height: 360 },
  tracks,
});
/** Track 1 moves by 100 pixels a second and grows; track 2 is lost after 1200 ms; track 3 comes at 1400 ms. */
const frames = [
  frame(1000, row(1, 100), row(2, 300)),
  frame(1200, row(1, 120), row(2, 310)),
  frame(1400, row(1, 140, 60), row(3, 500)),
];

/** Certainty and `trackId@cx/w`, with `~` for what was predicted. */
function at(mediaMs: number, rules = overlayRules): string {
  const { certainty, boxes } = boxesAt(frames, mediaMs, rules);
  const texts = boxes.map(({ trackId, boxInImage, predicted }) => {
    return `${predicted ? '~' : ''}${trackId}@${boxInImage.cx.toFixed(0)}/${boxInImage.w.toFixed(0)}`;
  });
  return [certainty, ...texts].join(' ');
}

describe('the boxes of a shown frame', () => {
  it.each([
    { story: 'before anything was analysed', mediaMs: 900, expected: 'none' },
    { story: 'an analysed frame', mediaMs: 1200, expected: 'exact 1@120/40 2@310/40' },
    { story: 'an analysed frame, rounded by another muxer', mediaMs: 1200.9, expected: 'exact 1@120/40 2@310/40' },
    { story: 'halfway between two', mediaMs: 1100, expected: 'between 1@110/40 2@305/40' },
    {
      story: 'a track that the later frame has lost goes on by itself',
      mediaMs: 1300,
      expected: 'between 1@130/50 ~2@315/40',
    },
    { story: 'beyond the newest', mediaMs: 1600, expected: 'predicted ~1@160/60 ~3@500/40' },
    { story: 'too far beyond the newest', mediaMs: 1901, expected: 'none' },
  ])('$story', ({ mediaMs, expected }) => {
    expect(at(mediaMs)).toBe(expected);
  });

  it('without the limit a lost stream would show boxes for ever', () => {
    expect(at(5000, { ...overlayRules, predictMs: 1e9 })).toBe('predicted ~1@500/60 ~3@500/40');
  });

  it('who drives out of the picture is not drawn beside it', () => {
    const leaving = [frame(1000, row(1, 560)), frame(1200, row(1, 610))];
    const shownAt = (mediaMs: number) => boxesAt(leaving, mediaMs).boxes.map(({ boxInImage }) => boxInImage.cx);
    expect([shownAt(1300), shownAt(1340)]).toEqual([[635], []]);
  });

  it('frames too far apart are not joined', () => {
    const apart = [frame(0, row(1, 100)), frame(4000, row(1, 500))];
    expect([boxesAt(apart, 2000), boxesAt(apart, 300).certainty]).toEqual([
      { certainty: 'none', boxes: [] },
      'predicted',
    ]);
  });
});

describe('the tail of a track', () => {
  it('is where its foot stood up to the shown frame, at most so long ago', () => {
    expect([tailOf(frames, 1, 1300), tailOf(frames, 1, 1400, 250), tailOf(frames, 9, 1400)]).toEqual([
      [
        { x: 100, y: 110 },
        { x: 120, y: 110 },
      ],
      [
        { x: 120, y: 110 },
        { x: 140, y: 110 },
      ],
      [],
    ]);
  });
});

describe('the memory of analysed frames', () => {
  it('gets boxes that become known later into the frames they belong to, once', () => {
    const memory = new BoxFrames();
    memory.add(frame(1000, row(1, 100)));
    memory.add(frame(1200, row(1, 120)));
    memory.add(frame(1400, row(1, 140), row(7, 540)), [
      { mediaMs: 1000.4, row: row(7, 500) },
      { mediaMs: 1200, row: row(7, 520) },
      { mediaMs: 1200, row: row(1, 999) },
      { mediaMs: 1300, row: row(7, 530) },
    ]);
    expect(memory.all).toEqual([
      frame(1000, row(1, 100), row(7, 500)),
      frame(1200, row(1, 120), row(7, 520)),
      frame(1400, row(1, 140), row(7, 540)),
    ]);
  });

  it('is bounded in time and starts anew when the stream steps back', () => {
    const memory = new BoxFrames(1000);
    const times = (): number[] => memory.all.map((each) => each.mediaMs);
    for (let mediaMs = 0; mediaMs <= 2000; mediaMs += 250) memory.add(frame(mediaMs));
    const bounded = times();
    memory.add(frame(500));
    expect([bounded, times()]).toEqual([[1000, 1250, 1500, 1750, 2000], [500]]);
  });
});

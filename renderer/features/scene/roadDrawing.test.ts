import { describe, expect, it } from 'vitest';
import { roadPlane } from '../../../app/space/roadPlane.ts';
import { arrowHead, directionMark, pathOf } from './drawnPaths.ts';
import { inPicture, pictureFrame } from './pictureFrame.ts';
import { middles, movedBy, rectangleOf, within } from './pointEdit.ts';
import { laneRibbon, roadGrid } from './roadDrawing.ts';

/** Seen from straight above: ten pixels are a metre, y up the picture. */
const above = roadPlane([0.1, 0, 0, 0, -0.1, 20, 0, 0, 1]);
const picture = { width: 200, height: 200 };

describe('the road in the picture', () => {
  it('has a line every five metres, along and across', () => {
    const starts = roadGrid(above, picture).map(([first, second]) => [
      first?.x === second?.x ? 'along' : 'across',
      Math.round(first?.x === second?.x ? (first?.x ?? 0) : (first?.y ?? 0)) + 0,
    ]);
    expect(starts).toEqual([
      ...[0, 50, 100, 150, 200].map((x) => ['along', x]),
      ...[200, 150, 100, 50, 0].map((y) => ['across', y]),
    ]);
  });

  it('a lane is as wide as its metres, and has no surface beyond the road', () => {
    const course = [
      { x: 100, y: 200 },
      { x: 100, y: 0 },
    ];
    const horizon = roadPlane([0.1, 0, 0, 0, -0.1, 20, 0, 0.01, -1]);
    const [left, right] = [laneRibbon(above, course, 4), laneRibbon(horizon, course, 4)];
    expect([left.map(({ x, y }) => [Math.round(x) + 0, Math.round(y) + 0]), right]).toEqual([
      [
        [80, 200],
        [80, 0],
        [120, 0],
        [120, 200],
      ],
      [],
    ]);
  });
});

describe('paths', () => {
  it('a line from left to right leads forward down the picture, to the right of who walks it', () => {
    const [from, to] = [
      { x: 0, y: 50 },
      { x: 100, y: 50 },
    ];
    expect([directionMark([from, to], 10), directionMark([from, from], 10)]).toEqual([
      'M50 50L50 60M52.5 55L50 60L47.5 55',
      '',
    ]);
  });

  it('arrow heads stand on the pieces of a course that have room for one', () => {
    const course = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 101, y: 0 },
    ];
    expect([arrowHead(course, 10), pathOf(course.slice(0, 2), true)]).toEqual(['M45 -5L55 0L45 5', 'M0 0L100 0Z']);
  });
});

describe('points', () => {
  it('stay in the picture, alone and together', () => {
    const moved = movedBy(
      [
        { x: 10, y: 10 },
        { x: 190, y: 20 },
      ],
      { x: 50, y: -50 },
      picture,
    );
    expect([within(picture, { x: -1, y: 33.333 }), moved]).toEqual([
      { x: 0, y: 33.3 },
      [
        { x: 20, y: 0 },
        { x: 200, y: 10 },
      ],
    ]);
  });

  it('middles close the ring of an outline only', () => {
    const corners = rectangleOf({ x: 10, y: 20 }, { x: 0, y: 0 });
    expect([middles(corners, true).length, middles(corners, false).length, middles(corners, true)[3]]).toEqual([
      4,
      3,
      { x: 0, y: 10 },
    ]);
  });
});

describe('the frame of the picture', () => {
  const zoomed = { scale: 2, centre: { x: 0.5, y: 0.5 } };

  it.each([
    [
      'whole, with a band above and below',
      { scale: 1, centre: { x: 0.5, y: 0.5 } },
      { x: 0, y: -100, width: 200, height: 400, scale: 2 },
    ],
    ['at twice its size', zoomed, { x: 50, y: 0, width: 100, height: 200, scale: 4 }],
  ])('%s', (_, zoom, frame) => {
    expect(pictureFrame({ width: 400, height: 800 }, picture, zoom)).toEqual(frame);
  });

  it('takes a point of the stage to the picture', () => {
    const frame = pictureFrame({ width: 400, height: 800 }, picture, zoomed);
    expect(inPicture(frame, { x: 200, y: 400 })).toEqual({ x: 100, y: 100 });
  });
});

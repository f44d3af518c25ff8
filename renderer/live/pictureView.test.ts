import { describe, expect, it } from 'vitest';
import { containedRect, noZoom, panned, zoomedAbout, zoomedRect } from './pictureView.ts';

const tile = { width: 400, height: 400 };
const wide = { width: 1600, height: 900 };

describe('where the picture lies in its tile', () => {
  it.each([
    { story: 'bars above and below', picture: wide, expected: { x: 0, y: 87.5, width: 400, height: 225 } },
    {
      story: 'bars left and right',
      picture: { width: 300, height: 600 },
      expected: { x: 100, y: 0, width: 200, height: 400 },
    },
    { story: 'no picture yet', picture: { width: 0, height: 0 }, expected: { x: 0, y: 0, width: 400, height: 400 } },
  ])('$story', ({ picture, expected }) => {
    expect(containedRect(tile, picture)).toEqual(expected);
    expect(zoomedRect(tile, picture, noZoom)).toEqual(expected);
  });
});

describe('digital zoom', () => {
  it('keeps what is under the pointer under the pointer', () => {
    const point = { x: 250, y: 220 };
    const inPicture = (zoom: typeof noZoom): { x: number; y: number } => {
      const rect = zoomedRect(tile, wide, zoom);
      return { x: (point.x - rect.x) / rect.width, y: (point.y - rect.y) / rect.height };
    };
    const zoomed = zoomedAbout(noZoom, 2, point, tile, wide);
    expect(zoomed.scale).toBe(2);
    expect(inPicture(zoomed).x).toBeCloseTo(inPicture(noZoom).x, 9);
    expect(inPicture(zoomed).y).toBeCloseTo(inPicture(noZoom).y, 9);
  });

  it('goes back to the whole picture and never beyond the limits', () => {
    const near = zoomedAbout(noZoom, 100, { x: 0, y: 0 }, tile, wide);
    expect([near.scale, zoomedAbout(near, 0.001, { x: 399, y: 399 }, tile, wide)]).toEqual([8, noZoom]);
  });

  it('moves with the hand and stops at the edge of the picture', () => {
    const zoomed = zoomedAbout(noZoom, 2, { x: 200, y: 200 }, tile, wide);
    const moved = panned(zoomed, { x: 80, y: 0 }, tile, wide);
    expect(zoomedRect(tile, wide, moved).x - zoomedRect(tile, wide, zoomed).x).toBeCloseTo(80, 9);
    expect(panned(zoomed, { x: 5000, y: -5000 }, tile, wide).centre).toEqual({ x: 0.25, y: 0.75 });
  });
});

import { describe, expect, it } from 'vitest';
import { SeenArea } from './seenArea.ts';

describe('the area in which detections were seen', () => {
  const area = new SeenArea();
  area.include({ cx: 50, cy: 50, w: 100, h: 100 });
  area.include({ cx: 600, cy: 300, w: 80, h: 120 });

  it.each([
    {
      name: 'leaves a box within it as it is',
      box: { cx: 300, cy: 200, w: 80, h: 60 },
      clipped: { cx: 300, cy: 200, w: 80, h: 60 },
    },
    {
      name: 'cuts a box at its edges',
      box: { cx: 620, cy: 330, w: 80, h: 100 },
      clipped: { cx: 610, cy: 320, w: 60, h: 80 },
    },
    {
      name: 'leaves nothing of a box beyond it',
      box: { cx: 300, cy: 500, w: 80, h: 100 },
      clipped: { cx: 300, cy: 405, w: 80, h: 0 },
    },
  ])('$name', ({ box, clipped }) => {
    expect(area.clip(box)).toEqual(clipped);
  });
});

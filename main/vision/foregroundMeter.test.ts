import { describe, expect, it } from 'vitest';
import type { PictureCondition } from '../../app/traffic/road/roadUser.ts';
import { ForegroundMeter } from './foregroundMeter.ts';

/** The source is twice as large as the frame, which has bars above and below. */
const input = { width: 160, height: 120 };
const source = { width: 320, height: 192 };
const road = [
  { x: 20, y: 20 },
  { x: 300, y: 20 },
  { x: 300, y: 180 },
  { x: 20, y: 180 },
];
const good: PictureCondition = { brightness: 100, contrast: 40, sharpness: 300, view: 'good' };

interface Told {
  readonly hasBoxes?: boolean;
  readonly condition?: PictureCondition;
  readonly outlines?: (typeof road)[] | undefined;
  readonly driftX?: number;
}

/** What is told after a minute of empty road and 20 s in which something lies there. */
function objects({ hasBoxes = true, condition = good, outlines = [road], driftX = 0 }: Told = {}) {
  const meter = new ForegroundMeter(input, { roadOutlines: outlines, signalHeads: [] });
  for (let s = 1; s <= 80; s++) {
    if (hasBoxes || s <= 60) meter.roadUsers([], source, 1000 * s);
    const rgb = new Uint8Array(3 * input.width * input.height).fill(90);
    const thingRows = s > 60 ? 6 : 0;
    for (let y = 60; y < 60 + thingRows; y++) rgb.fill(30, 3 * (y * input.width + 70), 3 * (y * input.width + 80));
    meter.frame(rgb, source, { x: driftX, y: 0 }, s <= 60 ? good : condition, 1000 * s);
  }
  return meter.objects()?.map(({ boxInImage: { cx, cy } }) => [Math.round(cx), Math.round(cy)]);
}

describe('a camera whose road is watched for things', () => {
  it('tells where one lies in its own picture', () => {
    expect(objects()).toEqual([[150, 102]]);
  });

  it('tells where it would lie if the camera had not drifted', () => {
    expect(objects({ driftX: 6 })).toEqual([[144, 102]]);
  });

  it.each<[string, Told, number[][] | undefined]>([
    ['without a road', { outlines: [] }, undefined],
    ['while the detector is silent, because every standing car were a thing', { hasBoxes: false }, []],
    ['while the picture is repeated', { condition: { ...good, isRepeated: true } }, []],
    ['with another view', { condition: { ...good, view: 'moved' } }, undefined],
  ])('tells of none %s', (_when, told, expected) => {
    expect(objects(told)).toEqual(expected);
  });
});

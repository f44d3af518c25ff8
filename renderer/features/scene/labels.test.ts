import { describe, expect, it } from 'vitest';
import { labelPlaces } from './labelPlaces.ts';
import { type Label, labelsWithRoom, textWidth } from './labels.ts';

const frame = { x: 0, y: 0, width: 400, height: 200, scale: 1 };
const label = (text: string, ...places: [number, number][]): Label => ({
  key: text,
  text,
  places: places.map(([x, y]) => ({ x, y })),
  importance: 1,
  always: false,
});
const shown = (...labels: Label[]) =>
  Object.fromEntries(labelsWithRoom(labels, 10, frame).map(({ key, at }) => [key, [at.x, at.y]]));

describe('names in the picture', () => {
  it('step aside to their next place, and back where there is none', () => {
    const first = label('northbound 1', [100, 50]);
    const second = label('northbound 2', [110, 52], [110, 90]);
    const third = label('northbound 3', [105, 45], [105, 88]);
    expect(shown(first, second, third)).toEqual({ 'northbound 1': [100, 50], 'northbound 2': [110, 90] });
  });

  it('of the most important one stands first, and that of the selected one always', () => {
    const lane = label('lane', [100, 50]);
    const line = { ...label('line', [100, 50]), importance: 2 };
    const selected = { ...label('selected', [100, 50]), always: true };
    expect([shown(lane, line), shown(lane, line, selected)]).toEqual([{ line: [100, 50] }, { selected: [100, 50] }]);
  });

  it('are moved into the frame, as far as half their width', () => {
    const half = textWidth('ten letter', 10) / 2;
    expect([
      shown(label('ten letter', [10, 50])),
      shown(label('ten letter', [395, 50])),
      shown(label('ten letter', [-40, 50])),
      shown(label('ten letter', [100, 5])),
    ]).toEqual([{ 'ten letter': [half, 50] }, { 'ten letter': [400 - half, 50] }, {}, {}]);
  });

  it('of a lane stand along it from its near end, whatever its direction', () => {
    const near = { x: 0, y: 190 };
    const far = { x: 100, y: 90 };
    const space = { width: 50, height: 10, gap: 5 };
    const places = (...course: { x: number; y: number }[]) =>
      labelPlaces({ kind: 'lane', id: 'a' }, course, space).map(({ x, y }) => [Math.round(x), Math.round(y)]);
    expect([places(near, far).slice(0, 2), places(far, near).slice(0, 2)]).toEqual([
      [
        [6, 179],
        [15, 170],
      ],
      [
        [6, 179],
        [15, 170],
      ],
    ]);
  });
});

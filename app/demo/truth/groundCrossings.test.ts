import { expect, it } from 'vitest';
import { GroundCrossings } from './groundCrossings.ts';
import { toyBody } from './testing/toyRoad.ts';

/** Crossings of one car on its way, over a line that runs north from the origin to (0, 10). */
function crossings(...way: readonly (readonly [number, number])[]): string[] {
  const gate = { camera: 'toy', name: 'gate', from: { xM: 0, yM: 0 }, to: { xM: 0, yM: 10 } };
  const counted = new GroundCrossings([gate]);
  return way.flatMap(([xM, yM], step) =>
    counted.step(100 * step, [toyBody(1, 'car', xM, yM)]).map(({ direction, timeMs }) => `${direction} ${timeMs}`),
  );
}

it.each<[string, [number, number][], string[]]>([
  [
    'eastward, from the left of who walks north',
    [
      [-3, 5],
      [1, 5],
    ],
    ['forward 75'],
  ],
  [
    'westward',
    [
      [1, 5],
      [-3, 5],
    ],
    ['backward 25'],
  ],
  [
    'there and back: both count',
    [
      [-1, 5],
      [1, 5],
      [-1, 5],
    ],
    ['forward 50', 'backward 150'],
  ],
  [
    'beyond the end of the line',
    [
      [-1, 10.1],
      [1, 10.1],
    ],
    [],
  ],
  [
    'slantwise past the end, though both places lie beside the line',
    [
      [-1, 9],
      [1, 12],
    ],
    [],
  ],
  [
    'up to the line and back',
    [
      [-1, 5],
      [-0.1, 5],
      [-1, 5],
    ],
    [],
  ],
  [
    'a stop on the line counts once',
    [
      [-1, 5],
      [0, 5],
      [0, 5],
      [1, 5],
    ],
    ['forward 100'],
  ],
])('%s', (_, way, expected) => expect(crossings(...way)).toEqual(expected));

it('counts nobody who was not there a step ago', () => {
  const counted = new GroundCrossings([{ camera: 'toy', name: 'gate', from: { xM: 0, yM: 0 }, to: { xM: 0, yM: 10 } }]);
  counted.step(0, [toyBody(1, 'car', -1, 5)]);
  counted.step(100, []);
  expect(counted.step(200, [toyBody(1, 'car', 1, 5)])).toEqual([]);
});

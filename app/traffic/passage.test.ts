import { assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackObservation } from '../track/track.ts';
import { countingLine } from './countingLine.ts';
import type { CountingLine } from './countingLine.ts';
import { countsOf } from './counts.ts';
import { defaultPassageRules, PassageCounter } from './passage.ts';
import type { Passage, PassageRules } from './passage.ts';

/** From left to right across the picture, so that downwards is forward. */
const across = countingLine('gate', { x: 100, y: 200 }, { x: 500, y: 200 });
const [car, truck] = [2, 7];
const [width, height] = [80, 60];

/** A track of one vehicle: `[ptsMs, cx, cy]`, by default with boxes of 80 x 60 pixels. */
function track(points: readonly (readonly [number, number, number])[], trackId = 1, classId = car): TrackObservation[] {
  return points.map(([ptsMs, cx, cy]) => ({
    ...{ trackId, classId, score: 0.8, ptsMs },
    boxInImage: { cx, cy, w: width, h: height },
  }));
}

/** A vehicle that is at `(x, y(i))` every 100 ms, from 1 s on. */
function column(ys: readonly number[], x = 300): TrackObservation[] {
  return track(ys.map((y, index) => [1000 + 100 * index, x, y]));
}

function count(
  observations: readonly TrackObservation[],
  { lines = [across], rules = {} }: { lines?: readonly CountingLine[]; rules?: Partial<PassageRules> } = {},
): readonly Passage[] {
  const counter = new PassageCounter(lines, { ...defaultPassageRules, ...rules });
  for (const observation of observations) counter.observe(observation);
  return counter.endAll();
}

const directions = (passages: readonly Passage[]): string[] => passages.map(({ direction }) => direction);
const steps = (from: number, to: number, by: number): number[] =>
  Array.from(
    { length: Math.floor(Math.abs(to - from) / by) + 1 },
    (_, index) => from + Math.sign(to - from) * by * index,
  );

describe('a passage', () => {
  it('has the time at which the centre was on the line, between two observations', () => {
    const passages = count(
      track([
        [1000, 300, 100],
        [1100, 300, 180],
        [1200, 300, 260],
        [1300, 300, 340],
      ]),
    );
    expect(passages).toEqual([{ line: 'gate', trackId: 1, classId: car, direction: 'forward', ptsMs: 1125 }]);
  });

  it('is told as soon as the vehicle was clearly seen beyond, and again with the final class when the track ends', () => {
    const counter = new PassageCounter([across]);
    const seen = track([
      [1000, 300, 150],
      [1100, 300, 190],
      [1200, 300, 230],
      [1300, 300, 270],
    ]);
    expect(seen.map((observation) => counter.observe(observation).length)).toEqual([0, 0, 0, 1]);
    counter.observe({ ...track([[1400, 300, 310]])[0]!, classId: truck });
    expect(counter.end(1)).toEqual([{ line: 'gate', trackId: 1, classId: truck, direction: 'forward', ptsMs: 1125 }]);
    expect(counter.end(1)).toEqual([]);
  });

  it.each([
    {
      name: 'down over a line to the right is forward',
      ends: [100, 200, 500, 200],
      move: [0, 1],
      direction: 'forward',
    },
    {
      name: 'up over a line to the right is backward',
      ends: [100, 200, 500, 200],
      move: [0, -1],
      direction: 'backward',
    },
    {
      name: 'down over a line to the left is backward',
      ends: [500, 200, 100, 200],
      move: [0, 1],
      direction: 'backward',
    },
    { name: 'left over a line downwards is forward', ends: [300, 50, 300, 350], move: [-1, 0], direction: 'forward' },
    { name: 'right over a line downwards is backward', ends: [300, 50, 300, 350], move: [1, 0], direction: 'backward' },
  ])('$name', ({ ends: [x1, y1, x2, y2], move: [dx, dy], direction }) => {
    const line = countingLine('gate', { x: x1!, y: y1! }, { x: x2!, y: y2! });
    const path = steps(-120, 120, 30).map((way, index): [number, number, number] => {
      return [1000 + 100 * index, 300 + dx! * way, 200 + dy! * way];
    });
    expect(directions(count(track(path), { lines: [line] }))).toEqual([direction]);
  });

  it('of every line is counted for itself', () => {
    const second = countingLine('second', { x: 500, y: 300 }, { x: 100, y: 300 });
    const passages = count(column(steps(100, 400, 20)), { lines: [across, second] });
    expect(passages.map(({ line, direction, ptsMs }) => [line, direction, ptsMs])).toEqual([
      ['gate', 'forward', 1500],
      ['second', 'backward', 2000],
    ]);
  });

  it('that is mirrored has the mirrored direction, wherever line and way lie', () => {
    // Ways on whole pixels and a line beside them: no way goes through an end of the line, where rounding decides.
    const coordinate = integer({ min: -300, max: 300 });
    const scene = record({
      x: coordinate,
      y: coordinate,
      dx: coordinate,
      dy: coordinate,
      x2: coordinate,
      y2: coordinate,
    });
    assert(
      property(scene, ({ x, y, dx, dy, x2, y2 }) => {
        if (Math.hypot(x2, y2) < 2) return;
        const path = track(steps(0, 20, 1).map((n) => [1000 + 100 * n, x + (dx * n) / 10, y + (dy * n) / 10]));
        const [from, to] = [
          { x: Math.SQRT1_2, y: Math.LN2 },
          { x: x2 + Math.SQRT1_2, y: y2 + Math.LN2 },
        ];
        const there = directions(count(path, { lines: [countingLine('gate', from, to)] }));
        const back = directions(count(path, { lines: [countingLine('gate', to, from)] }));
        expect(there.length).toBeLessThanOrEqual(1);
        expect(back).toEqual(there.map((direction) => (direction === 'forward' ? 'backward' : 'forward')));
      }),
    );
  });
});

const stories: readonly {
  readonly name: string;
  readonly seen: readonly TrackObservation[];
  readonly expected: readonly string[];
  /** Rules with the protection off, and what is then counted. */
  readonly control?: { readonly rules: Partial<PassageRules>; readonly counted: readonly string[] };
}[] = [
  {
    name: 'a parked car whose box trembles over the line does not count',
    seen: column(Array.from({ length: 200 }, (_, index) => 200 + 8 * Math.sin(2.4 * index))),
    expected: [],
    control: {
      rules: { clearShare: 0, beyondShare: 0, leastTravelShare: 0, observationsBeyond: 1 },
      counted: ['backward', 'forward'],
    },
  },
  {
    name: 'a parked car that now and then is boxed with its neighbour does not count',
    seen: column(Array.from({ length: 60 }, (_, index) => (index % 20 === 19 ? 216 : 190))),
    expected: [],
    control: {
      rules: { beyondShare: 0.1, leastTravelShare: 0, observationsBeyond: 1 },
      counted: ['forward', 'backward'],
    },
  },
  {
    name: 'somebody who stands before the line and is boxed with others behind him, again and again, does not count',
    seen: column(Array.from({ length: 53 }, (_, index) => (index % 20 > 12 ? 192 : 225))),
    expected: [],
    control: { rules: { beyondShare: 0.1 }, counted: ['backward', 'forward'] },
  },
  {
    name: 'a vehicle that is hidden for good just beyond the line counts',
    seen: column([100, 120, 140, 160, 180, 200, 209]),
    expected: ['forward'],
  },
  {
    name: 'a single far-off box is no crossing',
    seen: column([150, 150, 150, 260, 150, 150, 150]),
    expected: [],
    control: { rules: { observationsBeyond: 1 }, counted: ['forward', 'backward'] },
  },
  {
    name: 'a U-turn over the line counts once each way',
    seen: column([...steps(100, 300, 20), ...steps(290, 100, 20)]),
    expected: ['forward', 'backward'],
  },
  {
    name: 'a car that shunts to and fro counts once each way',
    seen: column([...steps(100, 300, 20), ...steps(290, 100, 20), ...steps(110, 300, 20), ...steps(290, 100, 20)]),
    expected: ['forward', 'backward'],
  },
  {
    name: 'a car that stops on the line counts when it goes on',
    seen: column([...steps(100, 200, 20), ...Array<number>(100).fill(201), ...steps(210, 300, 20)]),
    expected: ['forward'],
  },
  {
    name: 'a car that stops on the line and stays there does not count',
    seen: column([...steps(100, 200, 20), ...Array<number>(100).fill(203)]),
    expected: [],
    control: { rules: { clearShare: 0 }, counted: ['forward'] },
  },
  {
    name: 'a car that noses over the line and backs off does not count',
    seen: column([...steps(100, 200, 10), ...steps(195, 100, 10)]),
    expected: [],
  },
  {
    name: 'a track that is born on the line does not count',
    seen: column(steps(198, 320, 20)),
    expected: [],
    control: { rules: { clearShare: 0 }, counted: ['forward'] },
  },
  {
    name: 'a track that is born just before the line does',
    seen: column(steps(180, 320, 20)),
    expected: ['forward'],
  },
  {
    name: 'a vehicle that goes by beyond the end of the line does not count',
    seen: column(steps(100, 300, 20), 520),
    expected: [],
  },
  {
    name: 'a vehicle that comes back round the end of the line counts once',
    seen: track([
      ...steps(100, 300, 20).map((y, index): [number, number, number] => [1000 + 100 * index, 450, y]),
      ...steps(460, 600, 20).map((x, index): [number, number, number] => [2100 + 100 * index, x, 300]),
      ...steps(280, 100, 20).map((y, index): [number, number, number] => [2900 + 100 * index, 600, y]),
    ]),
    expected: ['forward'],
  },
  {
    name: 'a fast vehicle that is seen once beyond the line before it leaves counts',
    seen: column([20, 140, 260]),
    expected: ['forward'],
  },
  {
    name: 'a vehicle that was hidden while it crossed counts',
    seen: track([
      [1000, 300, 100],
      [1100, 300, 120],
      [1200, 300, 140],
      [2600, 300, 420],
      [2700, 300, 440],
    ]),
    expected: ['forward'],
  },
  {
    name: 'a vehicle that lies on the line in the first frame was not seen coming to it',
    seen: track(steps(185, 400, 20).map((y, index) => [100 * index, 300, y])),
    expected: [],
  },
  {
    name: 'one that comes to the line from the first frame on counts',
    seen: track(steps(165, 400, 20).map((y, index) => [100 * index, 300, y])),
    expected: ['forward'],
  },
];

describe('what counts', () => {
  it.each(stories)('$name', ({ seen, expected, control }) => {
    expect(directions(count(seen))).toEqual(expected);
    if (control) expect(directions(count(seen, { rules: control.rules })), 'the control').toEqual(control.counted);
  });
});

describe('a road user seen twice', () => {
  /** Down over the line at 200 px/s; told frame by frame, as a tracker does. */
  const passing = (trackId: number, classId: number, moved: { x?: number; y?: number }): TrackObservation[] =>
    track(
      steps(100, 300, 20).map((y, index) => [1000 + 100 * index, 300 + (moved.x ?? 0), y + (moved.y ?? 0)]),
      trackId,
      classId,
    );
  const together = (...tracks: readonly TrackObservation[][]): string[] => {
    const inOrder = tracks.flat().sort((a, b) => a.ptsMs - b.ptsMs);
    return count(inOrder).map(({ trackId }) => `track ${trackId}`);
  };

  it('as two tracks, one box mostly over the other, counts once: for the track that was there first', () => {
    expect(together(passing(1, car, {}), passing(2, truck, { x: 10, y: 12 }))).toEqual(['track 1']);
  });

  it('is told from two that cross side by side', () => {
    expect(together(passing(1, car, {}), passing(2, car, { x: 70 }))).toEqual(['track 1', 'track 2']);
  });

  it('is told from one that follows: at the same place, but not at the same time', () => {
    const follower = passing(2, car, {}).map((seen) => ({ ...seen, ptsMs: seen.ptsMs + 400 }));
    expect(together(passing(1, car, {}), follower)).toEqual(['track 1', 'track 2']);
  });

  it('is told from one that comes the other way', () => {
    const opposite = passing(2, car, {}).map((seen, index, all) => ({
      ...seen,
      boxInImage: all[all.length - 1 - index]!.boxInImage,
    }));
    expect(together(passing(1, car, {}), opposite)).toEqual(['track 1', 'track 2']);
  });
});

describe('counts', () => {
  it('are by line, direction and class; a line that nothing crossed has zeros', () => {
    const idle = countingLine('idle', { x: 0, y: 900 }, { x: 500, y: 900 });
    const passages = [
      ...count(column(steps(100, 300, 20))),
      ...count(
        track(
          steps(300, 100, 20).map((y, index) => [1000 + 100 * index, 300, y]),
          2,
          truck,
        ),
      ),
    ];
    expect(countsOf([across, idle], passages, (classId) => (classId === car ? 'car' : 'truck'))).toEqual({
      gate: {
        ...{ forward: 1, backward: 1 },
        byClass: { car: { forward: 1, backward: 0 }, truck: { forward: 0, backward: 1 } },
      },
      idle: { forward: 0, backward: 0, byClass: {} },
    });
  });
});

describe('a line', () => {
  it.each([
    { name: 'without length', to: { x: 100, y: 200 } },
    { name: 'with an end that is no number', to: { x: Number.NaN, y: 0 } },
  ])('$name is refused in one sentence', ({ to }) => {
    expect(() => countingLine('gate', { x: 100, y: 200 }, to)).toThrow(
      'The counting line "gate" needs two different points in pixels of the picture, as x1,y1,x2,y2.',
    );
  });
});

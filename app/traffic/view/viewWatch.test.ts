import { describe, expect, test } from 'vitest';
import { drawn, drawnSize, type Look } from './testing/drawnStreet.ts';
import { fingerprintOf } from './viewFingerprint.ts';
import { viewSampleOf } from './viewSample.ts';
import { driftPxOf, isTampered, type ViewState } from './viewState.ts';
import { ViewWatch } from './viewWatch.ts';

const placed = { offsetX: 0, offsetY: 0, ...drawnSize };
const onePercentPx = 0.01 * drawnSize.width;

/** The street on an ordinary day: cars go by. */
function traffic(s: number): Look {
  return { seed: s + 1, vehicles: [{ x: (0.13 * s) % 1, y: 0.55, size: 0.2, luma: 160 }] };
}

function sampleOf(look: Look, s: number) {
  const sample = viewSampleOf(drawn(look), drawnSize.width, placed, 1000 * s);
  if (!sample) throw new Error('a drawn picture is large enough');
  return sample;
}

const known = fingerprintOf(Array.from({ length: 9 }, (_, k) => sampleOf(traffic(4 * k), 4 * k)));

interface Film {
  readonly watch?: ViewWatch;
  readonly fromS?: number;
  readonly everyS?: number;
  readonly isFrozen?: (s: number) => boolean;
}

/** What the watch says of a film up to a second: each state with the second in which it was told first. */
function told(
  lookAt: (s: number) => Look,
  toS: number,
  { watch = new ViewWatch(known), fromS = 1, everyS = 1, isFrozen = () => false }: Film = {},
) {
  const states: [number, ViewState['state']][] = [];
  for (let s = fromS; s <= toS; s += everyS) {
    const { state } = watch.look(sampleOf(lookAt(s), s), isFrozen(s));
    if (states.at(-1)?.[1] !== state) states.push([s, state]);
  }
  return states;
}

/** Ordinary for 5 s, then with something else, which begins in second 6. */
const after = (change: Look) => (s: number) => (s <= 5 ? traffic(s) : { ...traffic(s), ...change });

describe('a fault is found within 10 s and named', () => {
  test.each<[ViewState['state'], string, Look]>([
    ['covered', 'a dark cloth over seven tenths', { covered: { share: 0.7, luma: 25 } }],
    ['covered', 'a white bag over all', { covered: { share: 1, luma: 210 } }],
    ['blurred', 'out of focus', { blurPx: 3 }],
    ['dark', 'no light', { gain: 0.02 }],
    ['dark', 'a tenth of the light', { gain: 0.12 }],
    ['blinded', 'the sun in the lens', { gain: 4 }],
    ['moved', 'by a hundredth of the width', { movedPx: { x: onePercentPx, y: 0 } }],
    ['moved', 'down by a hundredth of the width', { movedPx: { x: 0, y: onePercentPx } }],
    ['moved', 'far', { movedPx: { x: -20, y: 8 } }],
    ['moved', 'to another street', { street: 2 }],
    ['moved', 'by a hundredth, in noise', { movedPx: { x: onePercentPx, y: 0 }, noise: 12 }],
    ['covered', 'a cloth by night, in noise', { covered: { share: 0.7, luma: 25 }, gain: 0.7, noise: 4 }],
  ])('%s: %s', (state, _what, change) => {
    const states = told(after(change), 15);
    expect(states.map(([, each]) => each)).toEqual(['ok', state]);
    expect(states[1]?.[0]).toBeLessThanOrEqual(15);
  });

  test('frozen, as soon as pictures have repeated themselves for long enough, and over with a new one', () => {
    expect(told(traffic, 9, { isFrozen: (s) => s >= 4 && s < 7 })).toEqual([
      [1, 'ok'],
      [4, 'frozen'],
      [7, 'ok'],
    ]);
  });

  test('it says since when, and is over some seconds after the view is back', () => {
    const watch = new ViewWatch(known);
    const moved = (s: number): Look => (s > 5 && s <= 20 ? { movedPx: { x: 9, y: 0 } } : {});
    told((s) => ({ ...traffic(s), ...moved(s) }), 20, { watch });
    expect(watch.view).toMatchObject({ state: 'moved', sinceMs: 6000, foundMs: 10_000 });
    expect(watch.view.shift?.x).toBeCloseTo(9 / drawnSize.width, 3);
    told(traffic, 30, { watch, fromS: 21 });
    expect(watch.view).toMatchObject({ state: 'ok', sinceMs: 25_000, foundMs: 25_000 });
  });
});

describe('what is no fault', () => {
  const rain = (s: number): Look => ({ ...traffic(s), noise: 9, fog: 0.3, gain: 0.8 });
  test.each<[string, (s: number) => Look, number, Film?]>([
    ['an ordinary day', traffic, 20],
    ['a lorry that stands before half of the picture', after({ vehicles: [{ x: 0, y: 0, size: 0.7, luma: 180 }] }), 30],
    [
      'a queue that stands still',
      after({ vehicles: [0, 1, 2, 3, 4, 5].map((k) => ({ x: 0.16 * k, y: 0.5, size: 0.15, luma: 60 + 30 * k })) }),
      40,
    ],
    ['exposure that steps up and down', (s) => ({ ...traffic(s), gain: s % 20 < 10 ? 0.6 : 1.4 }), 40],
    ['headlights', (s) => ({ ...traffic(s), vehicles: [{ x: 0.2, y: 0.3, size: 0.3, luma: 255 }] }), 20],
    ['rain', rain, 30],
    [
      'night that falls within ten minutes',
      (s) => ({ ...traffic(s), gain: 1 - s / 750, noise: 4 }),
      600,
      { everyS: 4 },
    ],
    ['two seconds without light', (s) => ({ ...traffic(s), gain: s % 10 < 2 ? 0.02 : 1 }), 30],
  ])('%s', (_what, lookAt, toS, film) => {
    expect(told(lookAt, toS, film)).toEqual([[1, 'ok']]);
  });

  const night = (s: number): Look => ({ ...traffic(s), gain: 0.15, noise: 4 });

  test('night, when the view was learnt by day and kept; control: darkness that comes while it is watched', () => {
    const black = (s: number): Look => (s < 4 ? { ...night(s), gain: 0.02, noise: 1 } : night(s));
    expect([told(night, 30), told(black, 30)]).toEqual([[[1, 'ok']], [[1, 'ok']]]);
    expect(told((s) => (s <= 5 ? traffic(s) : night(s)), 30)).toEqual([
      [1, 'ok'],
      [10, 'dark'],
    ]);
  });

  test('night after hours without a picture, and the day after that night', () => {
    const watch = new ViewWatch(known);
    told(traffic, 10, { watch });
    expect(told(night, 3640, { watch, fromS: 3611 })).toEqual([[3611, 'ok']]);
    expect(told(traffic, 7240, { watch, fromS: 7211 })).toEqual([[7211, 'ok']]);
  });

  test('fog that comes within three minutes is told as weather', () => {
    const watch = new ViewWatch(known);
    const fog = (s: number): Look => ({ ...traffic(s), fog: Math.min(1, s / 180) });
    expect(told(fog, 240, { watch, everyS: 2 }).map(([, state]) => state)).toEqual(['ok', 'low-visibility']);
    expect(isTampered(watch.view)).toBe(false);
  });

  test('a drift below a hundredth is told for correction, and is never learnt away', () => {
    const watch = new ViewWatch(known);
    told((s) => ({ ...traffic(s), movedPx: { x: 0.7 * onePercentPx, y: 0 } }), 200, { watch, everyS: 2 });
    expect(watch.view.state).toBe('ok');
    const drift = driftPxOf(watch.view, 1280);
    expect(Math.abs(drift.x - 0.007 * 1280)).toBeLessThan(1.5);
    expect(Math.abs(drift.y)).toBeLessThan(1.5);
  });

  test('many small steps add up to a move', () => {
    const slowly = (s: number): Look => ({ ...traffic(s), movedPx: { x: (s / 200) * onePercentPx, y: 0 } });
    expect(told(slowly, 220, { everyS: 2 }).map(([, state]) => state)).toEqual(['ok', 'moved']);
  });
});

describe('learning', () => {
  test('takes a minute of pictures, then the same faults are found', () => {
    const watch = new ViewWatch();
    expect(told(traffic, 65, { watch, everyS: 4 })).toEqual([
      [1, 'learning'],
      [61, 'ok'],
    ]);
    expect(watch.view).toMatchObject({ state: 'ok', sinceMs: 61_000 });
    told((s) => ({ ...traffic(s), movedPx: { x: 9, y: 0 } }), 80, { watch, fromS: 66 });
    expect(watch.view.state).toBe('moved');
  });

  test('a black picture is no view to learn', () => {
    const watch = new ViewWatch();
    expect(told((s) => ({ ...traffic(s), gain: 0.02, noise: 1 }), 70, { watch, everyS: 2 })).toEqual([
      [1, 'learning'],
      [7, 'dark'],
    ]);
    expect(watch.fingerprint).toBeNull();
  });

  test('a camera that was turned on purpose learns its new view', () => {
    const watch = new ViewWatch(known);
    told((s) => ({ ...traffic(s), street: 2 }), 10, { watch });
    expect(watch.view.state).toBe('moved');
    watch.learnAnew();
    told((s) => ({ ...traffic(s), street: 2 }), 80, { watch, fromS: 11, everyS: 2 });
    expect(watch.view.state).toBe('ok');
  });
});

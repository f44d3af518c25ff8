import { describe, expect, it } from 'vitest';
import type { RgbPicture } from '../../detect/letterbox.ts';
import type { SignalState } from '../road/roadUser.ts';
import { lampReading } from './lampReading.ts';
import { SignalMemory } from './signalMemory.ts';

type Colour = readonly [number, number, number];
const housing: Colour = [60, 62, 60];
const lamps = { red: [250, 90, 95], amber: [250, 205, 95], green: [115, 245, 210], white: [255, 255, 250] } as const;

/** A frame with a head of 6 x 15 pixels at (100, 40); its thirds are five pixels tall. */
function frameWith(lit: readonly (keyof typeof lamps | null)[]): RgbPicture {
  const [width, height] = [416, 234];
  const rgb = new Uint8Array(3 * width * height).fill(120);
  for (let y = 40; y < 55; y++) {
    for (let x = 100; x < 106; x++) {
      const name = lit[Math.floor((y - 40) / 5)];
      const isLamp = x >= 102 && x < 104 && y % 5 >= 1 && y % 5 <= 3;
      rgb.set(name && isLamp ? lamps[name] : housing, 3 * (y * width + x));
    }
  }
  return { width, height, rgb };
}

const source = { width: 1280, height: 720 };
const scale = 1280 / 416;
const outline = [
  { x: 100 * scale, y: 40 * scale },
  { x: 106 * scale, y: 40 * scale },
  { x: 106 * scale, y: 55 * scale },
  { x: 100 * scale, y: 55 * scale },
];

describe('a signal head in the picture', () => {
  it.each<[string, (keyof typeof lamps | null)[], SignalState | null]>([
    ['red', ['red', null, null], 'red'],
    ['red and amber', ['red', 'amber', null], 'red-amber'],
    ['amber', [null, 'amber', null], 'amber'],
    ['green', [null, null, 'green'], 'green'],
    ['a red that blinds the camera', ['white', null, null], 'red'],
    ['no lamp', [null, null, null], null],
    ['a green plate where the red lamp is', ['green', null, null], null],
  ])('shows %s', (_, lit, expected) => {
    expect(lampReading(frameWith(lit), source, outline)).toBe(expected);
  });

  it('outside the picture shows nothing', () => {
    const beyond = outline.map(({ x, y }) => ({ x: x + 2000, y }));
    expect(lampReading(frameWith(['red', null, null]), source, beyond)).toBeNull();
  });
});

describe('the memory of signals', () => {
  const read = (memory: SignalMemory, atMs: number, state: SignalState | null) =>
    memory.take(atMs, new Map([['west', state]])).get('west');

  it('takes a change when it was read twice: one flash of a headlight changes nothing', () => {
    const memory = new SignalMemory();
    const seen = (['red', 'green', 'red', 'green', 'green'] as const).map((state, i) => read(memory, 200 * i, state));
    expect(seen).toEqual(['red', 'red', 'red', 'red', 'green']);
  });

  it('from green to red without amber wants a second: a red lorry that passes before the head is no red light', () => {
    const memory = new SignalMemory();
    read(memory, 0, 'green');
    const lorry = [200, 400, 600, 800].map((atMs) => read(memory, atMs, atMs < 800 ? 'red' : 'green'));
    const lamp = [1000, 1200, 2000].map((atMs) => read(memory, atMs, 'red'));
    const throughAmber = [read(memory, 2200, 'green'), read(memory, 2400, 'green')];
    const usual = [2600, 2800, 3000, 3200].map((atMs) => read(memory, atMs, atMs < 3000 ? 'amber' : 'red'));
    expect([lorry, lamp, throughAmber, usual]).toEqual([
      ['green', 'green', 'green', 'green'],
      ['green', 'green', 'red'],
      ['red', 'green'],
      ['green', 'amber', 'amber', 'red'],
    ]);
  });

  it('keeps what was read behind a passing lorry for two seconds, and then does not know', () => {
    const memory = new SignalMemory();
    read(memory, 0, 'green');
    expect([read(memory, 1900, null), read(memory, 2100, null)]).toEqual(['green', undefined]);
  });
});

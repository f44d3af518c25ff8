import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { Box } from '../../space/box.ts';
import { ForegroundWatch } from './foregroundWatch.ts';
import { roadMaskOf } from './roadMask.ts';

const size = { width: 160, height: 96 };
const placed = { offsetX: 0, offsetY: 0, ...size };
const road = [
  { x: 10, y: 20 },
  { x: 150, y: 20 },
  { x: 150, y: 90 },
  { x: 10, y: 90 },
];
const load: Box = { cx: 80, cy: 50, w: 10, h: 6 };
/** In the lower right of the road. */
const car: Box = { cx: 120, cy: 70, w: 16, h: 12 };

interface Painted {
  readonly box: Box;
  readonly level: number;
}

interface Second {
  readonly things?: readonly Painted[];
  readonly users?: readonly Box[];
  readonly gain?: number;
}

/** Grey noisy pictures of a road with a white line, one a second, looked at from `fromS` on. */
class Road {
  readonly watch = new ForegroundWatch(roadMaskOf([road], [], size, size, placed));
  readonly #random = seededRandom(3);
  #s = 0;

  /** Objects after so many seconds that all look like this. */
  pass(seconds: number, { things = [], users = [], gain = 1 }: Second = {}) {
    for (let i = 0; i < seconds; i++) {
      this.#s++;
      this.watch.hide(users, this.#s * 1000);
      this.watch.look(this.#picture(things, gain), this.#s * 1000);
    }
    return this.watch.things.map(({ objectId, boxInFrame, sinceAtMs }) => ({
      objectId,
      at: [Math.round(boxInFrame.cx), Math.round(boxInFrame.cy)],
      sinceS: sinceAtMs / 1000,
    }));
  }

  #picture(things: readonly Painted[], gain: number): Uint8Array {
    const rgb = new Uint8Array(3 * size.width * size.height);
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++) {
        const thing = things.find(
          ({ box: { cx, cy, w, h } }) => Math.abs(x + 0.5 - cx) < w / 2 && Math.abs(y + 0.5 - cy) < h / 2,
        );
        const level = thing?.level ?? (x >= 60 && x < 64 ? 180 : 90);
        rgb.fill(Math.round(gain * level + 4 * this.#random()), 3 * (y * size.width + x), 3 * (y * size.width + x) + 3);
      }
    }
    return rgb;
  }
}

const lost: Painted = { box: load, level: 40 };

describe('things that lie on the road', () => {
  it('are found within 15 s, keep their identity, and are gone within 15 s of their removal', () => {
    const film = new Road();
    expect(film.pass(60)).toEqual([]);
    const found = film.pass(15, { things: [lost] });
    expect(found).toEqual([{ objectId: 1, at: [80, 50], sinceS: expect.closeTo(63, -0.6) }]);
    expect(film.pass(120, { things: [lost] })).toEqual(found);
    expect(film.pass(15)).toEqual([]);
  });

  it('are found behind a global change of light', () => {
    const film = new Road();
    film.pass(60);
    film.pass(10, { gain: 1.1 });
    expect(film.pass(15, { things: [lost], gain: 1.1 })).toMatchObject([{ at: [80, 50] }]);
  });

  it('stay while a road user hides them', () => {
    const film = new Road();
    film.pass(60);
    const found = film.pass(15, { things: [lost] });
    const before: Painted = { box: { ...load, w: 30, h: 20 }, level: 200 };
    expect(film.pass(20, { things: [before], users: [before.box] })).toEqual(found);
  });

  it('beside the road are nothing', () => {
    const film = new Road();
    film.pass(60);
    expect(film.pass(30, { things: [{ box: { cx: 80, cy: 8, w: 10, h: 6 }, level: 40 }] })).toEqual([]);
  });
});

describe('what is no thing', () => {
  it('a car that stands for minutes, its shadow, and the road that it leaves', () => {
    const film = new Road();
    film.pass(60);
    const shadow: Painted = { box: { cx: 134, cy: 74, w: 10, h: 4 }, level: 50 };
    const standing = { things: [{ box: car, level: 160 }, shadow], users: [car] };
    for (let s = 0; s < 180; s++) expect(film.pass(1, standing)).toEqual([]);
    for (let s = 0; s < 30; s++) expect(film.pass(1)).toEqual([]);
  });

  it('control: what lies where the shadow was, with nobody there', () => {
    const film = new Road();
    film.pass(60);
    expect(film.pass(15, { things: [{ box: { cx: 134, cy: 74, w: 10, h: 4 }, level: 50 }] })).toHaveLength(1);
  });

  it('light that becomes brighter by a half', () => {
    const film = new Road();
    film.pass(60);
    for (let s = 0; s < 40; s++) expect(film.pass(1, { gain: Math.min(1.4, 1 + s / 20) })).toEqual([]);
  });

  it('what was there when the station started, and then left', () => {
    const film = new Road();
    film.pass(60, { things: [lost] });
    for (let s = 0; s < 60; s++) expect(film.pass(1)).toEqual([]);
  });

  it('patches that appear in three places at once', () => {
    const film = new Road();
    film.pass(60);
    const patches = [25, 85, 140].map((cx) => ({ box: { ...load, cx }, level: 60 }));
    for (let s = 0; s < 60; s++) expect(film.pass(1, { things: patches })).toEqual([]);
  });

  it('what moves on every few seconds', () => {
    const film = new Road();
    film.pass(60);
    for (let s = 0; s < 60; s++) {
      const box = { ...load, cx: 70 + 12 * (Math.floor(s / 4) % 5) };
      expect(film.pass(1, { things: [{ box, level: 40 }] })).toEqual([]);
    }
  });
});

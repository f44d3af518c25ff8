import { describe, expect, test } from 'vitest';
import { PictureWatch, pictureFingerprint, pictureWatchLimits, type PictureRepetition } from './pictureWatch.ts';

/** Seconds after which a repetition was noticed, and which; `shown` names the picture that is there at a time. */
function noticed(
  shown: (mediaMs: number) => number,
  { forS = 400, everyMs = 200, limits = pictureWatchLimits, firstMs = 0 } = {},
): [number, PictureRepetition] | null {
  const watch = new PictureWatch(limits);
  for (let ms = 0; ms <= forS * 1000; ms += everyMs) {
    watch.look(shown(firstMs + ms), 5_000_000 + ms);
    if (watch.repetition) return [ms / 1000, watch.repetition];
  }
  return null;
}

/** Which of a camera's 25 pictures a second is there at a time. */
const frameAt = (mediaMs: number): number => Math.floor(mediaMs / 40);
const loopOf = (frames: number) => (mediaMs: number) => frameAt(mediaMs) % frames;
const off = { ...pictureWatchLimits, historyMs: 0 };

describe('F12: a frozen or looped picture', () => {
  test.each<[string, (mediaMs: number) => number, Parameters<typeof noticed>[1], [number, PictureRepetition] | null]>([
    ['one picture for ever', () => 7, {}, [25, 'frozen']],
    ['one picture a second, the same', () => 7, { everyMs: 1000 }, [25, 'frozen']],
    ['control: without history nothing is noticed', () => 7, { limits: off }, null],
    // Pictures within a group of 2 s differ, each group is the same.
    ['one picture, encoded anew', loopOf(50), {}, [26.8, 'frozen']],
    ['a loop of 10 s', loopOf(250), {}, [34.8, 'looped']],
    // Each round shows other frames of the loop to the detector, until all were seen.
    ['a loop of 10.04 s', loopOf(251), {}, [75, 'looped']],
    ['a loop of 4 minutes', loopOf(6000), {}, [264.8, 'looped']],
    ['control: the loop without history', loopOf(250), { limits: off }, null],
    ['a loop longer than what is remembered', loopOf(7600), { forS: 900 }, null],
    ['a living picture', frameAt, { forS: 900 }, null],
    ['a still scene that is new once in 20 s', (mediaMs) => Math.floor(mediaMs / 20_000), { forS: 900 }, null],
  ])('%s', (_name, shown, how, expected) => {
    expect(noticed(shown, how)).toEqual(expected);
  });

  test('it is over with the first new picture', () => {
    const watch = new PictureWatch();
    for (let s = 0; s <= 60; s++) watch.look(1, s * 1000);
    expect(watch.repetition).toBe('frozen');
    watch.look(2, 61_000);
    expect(watch.repetition).toBeNull();
  });

  test('a time without pictures says nothing about them', () => {
    const watch = new PictureWatch();
    for (const ms of [0, 1000, 2000, 60_000, 61_000]) watch.look(1, ms);
    expect(watch.repetition).toBeNull();
  });

  test('a picture that is shown too often does not take the place of others', () => {
    const watch = new PictureWatch({ ...pictureWatchLimits, mostPictures: 3 });
    for (let s = 0; s <= 30; s++) watch.look(s % 3, s * 1000);
    expect(watch.repetition).toBe('frozen');
    for (let s = 31; s <= 90; s++) watch.look(s % 4, s * 1000);
    // A loop of four is one picture more than is remembered.
    expect(watch.repetition).toBeNull();
  });
});

describe('the fingerprint of a picture', () => {
  const width = 30;
  const height = 24;
  const whole = { offsetY: 0, height };
  const picture = (): Uint8Array => Uint8Array.from({ length: 3 * width * height }, (_, at) => (at * 7) % 256);

  test('equal pictures have equal ones, wherever they lie in memory', () => {
    const moved = new Uint8Array(1 + 3 * width * height).subarray(1);
    moved.set(picture());
    expect(pictureFingerprint(moved, width, whole)).toBe(pictureFingerprint(picture(), width, whole));
  });

  test('one step of one pixel in a block of three rows changes it, wherever the block is', () => {
    const before = pictureFingerprint(picture(), width, whole);
    const blind: string[] = [];
    for (let y = 0; y < height; y += 3) {
      for (let x = 0; x < width; x++) {
        const changed = picture();
        for (let row = y; row < y + 3; row++) changed[3 * (row * width + x)]! ^= 1;
        if (pictureFingerprint(changed, width, whole) === before) blind.push(`${x},${y}`);
      }
    }
    expect(blind).toEqual([]);
  });

  test('padding above and below is not looked at', () => {
    const placed = { offsetY: 6, height: 12 };
    const other = picture();
    other.fill(1, 0, 3 * width * 6);
    other.fill(1, 3 * width * 18);
    expect(pictureFingerprint(other, width, placed)).toBe(pictureFingerprint(picture(), width, placed));
  });
});

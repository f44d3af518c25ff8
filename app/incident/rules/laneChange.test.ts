import { describe, expect, it } from 'vitest';
import { type Moment, px, told, toyScene, views } from '../testing/story.ts';
import { laneChange } from './laneChange.ts';

describe('a lane change', () => {
  const changes = (s: number): Moment => ({
    users: [{ trackId: 1, xM: 25 * s, yM: s < 3 ? 50 : s < 4 ? 50 + 3.5 * (s - 3) : 53.5 }],
  });
  const withLine = (solidLeft: boolean) => {
    const [right, left] = toyScene().scene.lanes;
    return toyScene({ lanes: [{ ...right!, solidLeft }, left!] });
  };

  it('over a solid line is found when the vehicle is well within the new lane', () => {
    expect(told(laneChange, views(withLine(true), 7, changes))).toMatchObject({
      firstS: expect.closeTo(4.3, 0.2),
      first: [{ type: 'lane-change', thing: 'track 1', place: { laneId: 'left' } }],
    });
  });

  it('is found too when the vehicle was close to the line when it was first seen; to and fro on the line it is none', () => {
    const leaves =
      (toYM: number) =>
      (s: number): Moment => ({
        users: [{ trackId: 1, xM: 25 * s, yM: s < 1 ? 50.4 : Math.min(toYM, 50.4 + 3.5 * (s - 1)) }],
      });
    expect(told(laneChange, views(withLine(true), 5, leaves(52.6))).firstS).toBe(1.9);
    expect(told(laneChange, views(withLine(true), 5, leaves(51.2))).firstS).toBeNull();
  });

  it('is found of one that three pictures a second show in its lane but once', () => {
    const yM = (s: number) => Math.min(52.6, 50.3 + 2.2 * s);
    const crosses = (s: number): Moment => ({ users: [{ trackId: 1, xM: 25 * s, yM: yM(s) }] });
    expect(told(laneChange, views(withLine(true), 3, crosses, 3.125)).firstS).toBe(1.28);
  });

  it.each([
    ['truck', 51.2, null],
    ['motorcycle', 50.9, expect.any(Number)],
  ])('is where the middle of a %s goes, not its foot point', (className, fromYM, firstS) => {
    const settles = (s: number): Moment => ({
      users: [{ trackId: 1, className, xM: 25 * s, yM: s < 1 ? fromYM : Math.min(52.6, fromYM + (s - 1)) }],
    });
    expect(told(laneChange, views(withLine(true), 6, settles)).firstS).toEqual(firstS);
  });

  it('is none of a number that goes over to a vehicle in the next lane', () => {
    const leaps = (leaptS: number | undefined) => (s: number) => ({
      users: [{ trackId: 1, xM: 25 * s, yM: s < 2 ? 49.1 : 52.6, ...(s >= 2 && leaptS && { leaptS }) }],
    });
    expect(told(laneChange, views(withLine(true), 4, leaps(2))).firstS).toBeNull();
    expect(told(laneChange, views(withLine(true), 4, leaps(undefined))).firstS).toBe(2.6);
  });

  it('is none of a number that is found again in a lane farther off', () => {
    const [right, left] = toyScene().scene.lanes;
    const far = { ...left!, id: 'far', name: 'far', course: [px(0, 60.5), px(200, 60.5)] };
    const scene = toyScene({ lanes: [{ ...right!, solidLeft: true }, left!, far] });
    const found = (yM: number) => (s: number) => ({ users: [{ trackId: 1, xM: 25 * s, yM: s < 2 ? 50 : yM }] });
    expect(told(laneChange, views(scene, 4, found(60.5))).firstS).toBeNull();
    expect(told(laneChange, views(scene, 4, found(53.5))).firstS).toBe(2.6);
  });

  it('over a broken line is nothing', () => {
    expect(told(laneChange, views(withLine(false), 7, changes)).firstS).toBeNull();
    expect(laneChange.lacks(withLine(false))).toBe('It needs a calibration and a lane with a solid line.');
  });
});

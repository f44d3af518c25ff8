import { describe, expect, it } from 'vitest';
import type { SignalState } from '../../traffic/road/roadUser.ts';
import { type Moment, px, storyAtMs, told, toyScene, views } from '../testing/story.ts';
import { illegalTurn } from './illegalTurn.ts';
import { redLight } from './redLight.ts';
import { stopSign } from './stopSign.ts';

const line = { id: 'stop', name: 'stop', from: px(100, 48.25), to: px(100, 51.75) };
const signalScene = toyScene({
  stopLines: [{ ...line, control: { kind: 'signal', signalHeadId: 'head' } }],
  signalHeads: [{ id: 'head', name: 'head', outline: null, source: 'external' }],
});

describe('running a red light', () => {
  /** At 15 m/s over the line at 5.0 s; its foot point is its front, because it comes down the picture or along it. */
  const passes =
    (signalAt: (s: number) => SignalState) =>
    (s: number): Moment => ({
      users: [{ trackId: 1, xM: 25 + 15 * s, yM: 50, speedMps: 15 }],
      signals: { head: signalAt(s) },
    });

  it('is found when the vehicle goes on beyond the line, with the time into red', () => {
    expect(
      told(
        redLight,
        views(
          signalScene,
          8,
          passes((s) => (s < 2 ? 'green' : 'red')),
        ),
      ),
    ).toMatchObject({
      firstS: 5.4,
      first: [
        {
          severity: 'high',
          beganAtMs: expect.closeTo(storyAtMs + 5000, -1),
          evidence: [
            { what: 'time into red', value: expect.closeTo(3, 1), limit: 0.5, unit: 's' },
            { what: 'speed', value: expect.closeTo(54, 6), limit: 8, unit: 'km/h' },
          ],
        },
      ],
    });
  });

  it.each<[string, (s: number) => SignalState]>([
    ['at amber', (s) => (s < 6 ? 'amber' : 'red')],
    ['within the grace time', (s) => (s < 4.7 ? 'amber' : 'red')],
    ['at green', () => 'green'],
  ])('is not %s', (_when, signalAt) => {
    expect(told(redLight, views(signalScene, 8, passes(signalAt))).firstS).toBeNull();
  });

  it.each([
    ['goes on to the side is not', { asideMps: 60 }, null],
    ['has become twice as large at the line is not', { heightM: 3.6 }, null],
    ['had another size half a second before it is not', { heightM: 3.6, largeFromS: 4.5 }, null],
    ['has leapt half a second before it is not', { leaptS: 4.5 }, null],
    ['has leapt beyond it is not', { leaptS: 5.2 }, null],
    ['was covered when it came over the line is not', { coveredUntilS: 5.2 }, null],
    ['goes on straight is', {}, 5.4],
  ])('as one that %s found', (_how, how, firstS) => {
    const {
      asideMps = 0,
      heightM = 1.6,
      largeFromS = 5,
      leaptS = -10,
      coveredUntilS = 0,
    } = how as Partial<Record<string, number>>;
    const jumps = (s: number): Moment => ({
      users: [
        {
          ...{ trackId: 1, xM: 25 + 15 * s, yM: 50 + Math.max(0, s - 5) * asideMps, speedMps: 15 },
          ...(s >= leaptS && { leaptS }),
          isFootSeen: s >= coveredUntilS,
          heightM: s < largeFromS ? 1.6 : heightM,
        },
      ],
      signals: { head: 'red' },
    });
    expect(told(redLight, views(signalScene, 8, jumps)).firstS).toBe(firstS);
  });

  it('is not when it creeps a step over the line, waits, and goes on at green', () => {
    const creeps = (s: number): Moment => ({
      users: [
        {
          trackId: 1,
          xM: s < 3 ? 98 + s : s < 20 ? 101 : 101 + 8 * (s - 20),
          yM: 50,
          speedMps: s < 3 ? 1 : s < 20 ? 0 : 8,
        },
      ],
      signals: { head: s < 20 ? 'red' : 'green' },
    });
    expect(told(redLight, views(signalScene, 25, creeps)).firstS).toBeNull();
  });

  it.each([
    ['forward while red still shows is', 104, 0, 8],
    ['back is not', 96, Math.PI, null],
  ])('as a box that comes over the line and then goes %s found', (_how, xM, headingRad, firstS) => {
    const jumps = (s: number): Moment => {
      const beyond = s < 5 ? 98 : s < 8 ? 101 : xM + (xM > 101 ? 3 : -3);
      return {
        users: [{ trackId: 1, xM: beyond, yM: 50, speedMps: s < 8 ? 0 : 4, headingRad }],
        signals: { head: 'red' },
      };
    };
    expect(told(redLight, views(signalScene, 12, jumps)).firstS).toBe(firstS);
  });
});

describe('a stop sign', () => {
  const scene = toyScene({ stopLines: [{ ...line, control: { kind: 'stop-sign' } }] });
  const passes =
    (lowestMps: number) =>
    (s: number): Moment => {
      const speedMps = s > 4 && s < 6 ? lowestMps : 6;
      const xM = s <= 4 ? 70 + 6 * s : s < 6 ? 94 + lowestMps * (s - 4) : 94 + 2 * lowestMps + 6 * (s - 6);
      return { users: [{ trackId: 1, xM, yM: 50, speedMps }] };
    };

  it('is not obeyed by who rolls over its line', () => {
    expect(told(stopSign, views(scene, 9, passes(3)))).toMatchObject({
      first: [
        {
          type: 'stop-sign',
          severity: 'medium',
          evidence: [{ what: 'lowest speed', value: expect.closeTo(10.8, 6), limit: 6 }],
        },
      ],
    });
  });

  it('is not obeyed either by who is seen from the side, so that its box stands beside the lane', () => {
    const beside = (lowestMps: number) => (s: number) => ({
      users: passes(lowestMps)(s).users.map((user) => ({ ...user, yM: 52.6 })),
    });
    expect(told(stopSign, views(scene, 9, beside(3))).first.map(({ thing }) => thing)).toEqual(['track 1']);
    expect(told(stopSign, views(scene, 9, beside(1))).firstS).toBeNull();
  });

  it('is not judged of who is seen first at the line: it may have stopped before', () => {
    const late = (s: number): Moment => ({ ...passes(3)(s), users: passes(3)(s).users.filter(({ xM }) => xM > 97) });
    expect(told(stopSign, views(scene, 9, late)).firstS).toBeNull();
  });

  it('is obeyed by who is slow enough just before it', () => {
    expect(told(stopSign, views(scene, 9, passes(1))).firstS).toBeNull();
  });
});

describe('an illegal turn', () => {
  const scene = toyScene({
    lines: [
      { id: 'in', name: 'in', from: px(50, 56), to: px(50, 47) },
      { id: 'out', name: 'out', from: px(150, 56), to: px(150, 47) },
    ],
  });
  const drives = (s: number): Moment => ({ users: [{ trackId: 1, xM: 20 + 20 * s, yM: 50, speedMps: 20 }] });
  const turns = (s: number): Moment => {
    const turned = Math.min(1, Math.max(0, (s - 2) / 4));
    const headingRad = Math.PI * turned;
    return {
      users: [{ trackId: 1, xM: 60, yM: turned < 1 ? 50 : 70, speedMps: 4, headingRad }],
    };
  };
  const oncoming = (() => {
    const [right] = toyScene().scene.lanes;
    const back = { ...right!, id: 'back', name: 'back', course: [px(200, 70), px(0, 70)] };
    return toyScene({ lanes: [...toyScene().scene.lanes, back] });
  })();

  it('is a way between two lines that is forbidden, and no other', () => {
    const forbidden = [{ fromLineId: 'in', toLineId: 'out' }];
    expect(told(illegalTurn, views(scene, 9, drives), { forbidden })).toMatchObject({
      firstS: 6.5,
      first: [{ evidence: [{ what: 'from in to out', value: 1, limit: 0, unit: '' }] }],
    });
    expect(
      told(illegalTurn, views(scene, 9, drives), { forbidden: [{ fromLineId: 'out', toLineId: 'in' }] }).firstS,
    ).toBeNull();
  });

  it('is found of a vehicle that waits for long before the second line', () => {
    const goesS = (s: number) => Math.min(s, 6) + Math.max(0, s - 40);
    const waits = (s: number): Moment => ({
      users: [{ trackId: 1, xM: 25 + 20 * goesS(s), yM: 50, speedMps: s > 6 && s <= 40 ? 0 : 20 }],
    });
    const forbidden = [{ fromLineId: 'in', toLineId: 'out' }];
    expect(told(illegalTurn, views(scene, 43, waits, 2), { forbidden }).firstS).toBe(40.5);
  });

  it('is turning round from one lane into the opposite one', () => {
    expect(told(illegalTurn, views(oncoming, 9, turns), { uTurns: true })).toMatchObject({
      first: [{ evidence: [{ what: 'turned by', limit: 150 }] }],
    });
    expect(told(illegalTurn, views(oncoming, 9, turns)).firstS).toBeNull();
  });

  it('is not a track that jumps to an oncoming vehicle', () => {
    const jumps = (s: number): Moment => ({
      users: [{ trackId: 1, xM: 60, yM: s < 3 ? 50 : 70, speedMps: 10, headingRad: s < 3 ? 0 : Math.PI }],
    });
    expect(told(illegalTurn, views(oncoming, 9, jumps), { uTurns: true }).firstS).toBeNull();
  });
});

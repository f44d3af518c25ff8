import { describe, expect, it } from 'vitest';
import { flatRoad, imageAt, laneAlong } from '../road/testing/flatRoad.ts';
import { goodConditions } from './grading.ts';
import { quantitiesOf } from './quantitiesOf.ts';
import { rollUp } from './rollUp.ts';
import { beginAtMs, drive, eastward, of, sumsOf, type Way } from './testing/drivenRoad.ts';

/** Forward is eastward: drawn from south to north it has the west on its left. */
const gate = (id: string, xM: number) => ({ id, name: id, from: imageAt(xM, 26), to: imageAt(xM, 38) });

const scene = flatRoad({
  lanes: [laneAlong('right', 31), laneAlong('left', 34.5)],
  lines: [gate('west', 40), gate('east', 100)],
  sections: [{ id: 'between', name: 'between', fromLineId: 'west', toLineId: 'east' }],
});

/** Every two seconds a car at 20 m/s. */
const platoon = Array.from({ length: 15 }, (_, at) => eastward(2 * at, 20));

describe('a steady platoon', () => {
  const intervals = drive(scene, { ways: platoon, seconds: 40 });

  it('is counted once per car at each line, with speed, headway and gap', () => {
    for (const line of ['west', 'east']) {
      const { counts, headwayN } = sumsOf(intervals, 'line', line);
      expect(counts).toEqual({ car: { forward: 15, backward: 0 } });
      expect(headwayN).toBe(14);
    }
    const [found] = rollUp(of(intervals, 'line', 'east'), 60_000).map((interval) => quantitiesOf(interval));
    expect(found!.timeMeanSpeed!.value).toBeCloseTo(72, 6);
    expect(found!.headway!.value).toBeCloseTo(2, 3);
    expect(found!.gap!.value).toBeCloseTo(2 - 4.5 / 20, 3);
  });

  it('covers a line for the time that a car needs over it', () => {
    const { coveredMs } = sumsOf(intervals, 'line', 'east');
    // 15 cars of 4.5 m at 20 m/s; each is covered for 2 or 3 views of 100 ms.
    expect(coveredMs).toBeGreaterThanOrEqual(15 * 200);
    expect(coveredMs).toBeLessThanOrEqual(15 * 300);
  });

  it('has the time and way of its cars in their lane, and none in the other', () => {
    const { drivenM, spentS, areaMS, counts } = sumsOf(intervals, 'lane', 'right');
    // From 3 m to 125 m, but for the last step.
    expect(drivenM / 15).toBeGreaterThan(119);
    expect(drivenM / 15).toBeLessThan(122.1);
    expect(drivenM / spentS).toBeCloseTo(20, 6);
    expect(areaMS).toBeCloseTo(128 * 40, 6);
    expect(counts).toEqual({ car: { forward: 15, backward: 0 } });
    expect(sumsOf(intervals, 'lane', 'left')).toMatchObject({ drivenM: 0, spentS: 0, counts: {}, speedN: 0 });
  });

  it('travels the section in its time, without delay, and is matched over the view', () => {
    const { travelN, travelSumS, delaySumS, drivenM, areaMS } = sumsOf(intervals, 'section', 'between');
    expect(travelN).toBe(15);
    expect(travelSumS / travelN).toBeCloseTo(3, 3);
    expect(delaySumS).toBeLessThan(0.05);
    expect(drivenM).toBeCloseTo(15 * 60, 6);
    expect(areaMS).toBeCloseTo(60 * 40, 6);
    expect(sumsOf(intervals, 'camera', 'north')).toMatchObject({
      movements: { 'west>east': { car: 15 } },
      unmatched: 0,
    });
  });

  it('gives whole intervals of UTC, all elements in each, grade A', () => {
    const begins = [...new Set(intervals.map((interval) => (interval.beginAtMs - beginAtMs) / 1000))];
    expect(begins).toEqual([0, 10, 20, 30, 40]);
    const whole = intervals.filter((interval) => interval.beginAtMs < beginAtMs + 40_000);
    expect(whole).toHaveLength(4 * 6);
    expect(new Set(whole.map(({ grade, flags }) => `${grade} ${flags.join()}`))).toEqual(new Set(['A ']));
  });
});

describe('one who turns back', () => {
  it('counts there and back, and is no movement between two lines but from a line to itself', () => {
    const intervals = drive(scene, { ways: [(s) => [20 + 10 * Math.min(s, 12 - s), 30]], seconds: 12 });
    expect(sumsOf(intervals, 'line', 'west').counts).toEqual({ car: { forward: 1, backward: 1 } });
    expect(sumsOf(intervals, 'line', 'east').counts).toEqual({});
    expect(sumsOf(intervals, 'camera', 'north')).toMatchObject({
      movements: { 'west>west': { car: 1 } },
      unmatched: 0,
    });
  });

  it('and one who parks between the lines is unmatched', () => {
    const intervals = drive(scene, { ways: [(s) => [20 + 10 * Math.min(s, 5), 30]], seconds: 12 });
    expect(sumsOf(intervals, 'camera', 'north')).toMatchObject({ movements: {}, unmatched: 1 });
  });
});

describe('without a calibration', () => {
  it('lines are counted and covered in the picture, and nothing is said in metres', () => {
    const flat = flatRoad({ ...scene.scene, calibration: null });
    const intervals = drive(flat, { ways: platoon, seconds: 40 });
    const sums = sumsOf(intervals, 'line', 'east');
    expect(sums.counts).toEqual({ car: { forward: 15, backward: 0 } });
    expect(sums).toMatchObject({ speedN: 0, drivenM: 0 });
    expect(sums.headwaySumS / sums.headwayN).toBeCloseTo(2, 3);
    expect(sums.coveredMs).toBeGreaterThan(0);
    expect(intervals[0]!.flags).toEqual(['uncalibrated']);
    expect(new Set(intervals.map(({ element }) => element.kind))).toEqual(new Set(['camera', 'line', 'section']));
  });
});

describe('what spoils an interval', () => {
  const line = (change: Partial<Parameters<typeof drive>[1]>) =>
    of(drive(scene, { ways: platoon, seconds: 30, ...change }), 'line', 'east').slice(0, 3);
  const marks = (change: Partial<Parameters<typeof drive>[1]>) =>
    line(change).map(({ grade, flags }) => [grade, ...flags].join(' '));

  it('nothing, when nothing is wrong', () => {
    expect(marks({})).toEqual(['A', 'A', 'A']);
  });

  it('a picture that stops for a time: it is there, and says so', () => {
    const isWatchedAt = (s: number): boolean => s < 12 || s >= 18;
    expect(marks({ isWatchedAt })).toEqual(['A', 'D not-observed', 'A']);
    expect(line({ isWatchedAt })[1]!.sums.observedMs).toBeLessThan(5000);
  });

  it('a camera that looks elsewhere: nothing is measured in that time', () => {
    const conditionsAt = (s: number) => ({ ...goodConditions, isViewTrue: s < 10 || s >= 20 });
    const spoiled = line({ conditionsAt });
    expect(spoiled.map(({ grade }) => grade)).toEqual(['A', 'D', 'A']);
    expect(spoiled[1]!.flags).toEqual(['not-observed', 'view-changed']);
    expect(spoiled[1]!.sums.counts).toEqual({});
  });

  it.each([
    { what: 'dark', picture: { brightness: 20, contrast: 40 }, mark: 'C dark' },
    { what: 'flat', picture: { brightness: 120, contrast: 8 }, mark: 'C low-contrast' },
    { what: 'good', picture: { brightness: 120, contrast: 40 }, mark: 'A' },
  ])('a $what picture', ({ picture, mark }) => {
    const conditionsAt = () => ({ ...goodConditions, picture });
    expect(marks({ conditionsAt })).toEqual([mark, mark, mark]);
  });

  it('a low rate', () => {
    expect(marks({ rateHz: 4 })).toEqual(['B low-rate', 'B low-rate', 'B low-rate']);
  });

  it('a clock that is set back: what was counted so far stays, and is marked', () => {
    const ahead = (s: number): number => (s < 14 ? 2000 : 0);
    const stepped = of(drive(scene, { ways: platoon, seconds: 30, clockAheadMs: ahead }), 'line', 'east');
    const at = stepped.find((interval) => interval.beginAtMs === beginAtMs + 10_000)!;
    expect(at.flags).toContain('clock-step');
    // The car that was on its way over the line when the clock was set may be lost; no interval is.
    const counted = stepped.flatMap(({ sums }) => sums.counts.car?.forward ?? 0).reduce((a, b) => a + b, 0);
    expect(counted).toBeGreaterThanOrEqual(10);
    expect(stepped.map((interval) => (interval.beginAtMs - beginAtMs) / 1000)).toEqual([0, 10, 20, 30]);
  });

  it('but not the hour that summer time begins with: intervals are of UTC', () => {
    const lastNight = beginAtMs + 3_600_000 - 15_000;
    const clockAheadMs = (): number => lastNight - beginAtMs;
    const intervals = of(drive(scene, { ways: platoon, seconds: 30, clockAheadMs }), 'line', 'east');
    expect(intervals.map((interval) => (interval.beginAtMs - lastNight) / 1000)).toEqual([-5, 5, 15, 25]);
    expect(intervals.slice(1, 3).map(({ grade }) => grade)).toEqual(['A', 'A']);
  });
});

describe('a stop line', () => {
  it('counts who comes to it, and not who drives back in the lane beside it', () => {
    const stopLine = { ...gate('stop', 60), control: { kind: 'stop-sign' as const } };
    const withStop = flatRoad({ lines: [gate('line', 60)], stopLines: [stopLine] });
    const ways: Way[] = [(s) => [20 + 10 * Math.min(s, 9), 30], (s) => [110 - 10 * Math.min(s, 9), 35]];
    const intervals = drive(withStop, { ways, seconds: 12 });
    expect(sumsOf(intervals, 'line', 'line').counts).toEqual({ car: { forward: 1, backward: 1 } });
    expect(sumsOf(intervals, 'line', 'stop').counts).toEqual({ car: { forward: 1, backward: 0 } });
  });
});

describe('a queue before a stop line', () => {
  const stopLine = { ...gate('stop', 110), control: { kind: 'stop-sign' as const } };
  const withStop = flatRoad({ lanes: [laneAlong('right', 31), laneAlong('left', 34.5)], stopLines: [stopLine] });
  /** Comes at 10 m/s and waits from there on. */
  const waitsAt = (xM: number, fromS: number): ((s: number) => [number, number]) => {
    return (s) => [Math.min(xM, 3 + 10 * Math.max(0, s - fromS)), 30];
  };

  it('reaches from the line to the rear of the last that waits in its lane', () => {
    const intervals = drive(withStop, { ways: [waitsAt(107, 0), waitsAt(100, 2), waitsAt(93, 4)], seconds: 30 });
    const { queueMaxM, queueMaxVehicles } = of(intervals, 'lane', 'right')[2]!.sums;
    expect(queueMaxVehicles).toBe(3);
    expect(queueMaxM).toBeCloseTo(110 - 93 + 4.5 / 2, 1);
    expect(sumsOf(intervals, 'lane', 'left').queueMaxVehicles).toBe(0);
  });

  it('holds those too who stood there when the picture came, but none who are parked', () => {
    const standing: Way = () => [107, 30];
    const joined = drive(withStop, { ways: [standing, waitsAt(100, 0)], seconds: 30 });
    expect(of(joined, 'lane', 'right')[2]!.sums.queueMaxVehicles).toBe(2);
    const parked = drive(withStop, { ways: [standing], seconds: 30 });
    expect(of(parked, 'lane', 'right')[2]!.sums.queueMaxVehicles).toBe(0);
  });

  it('ends where the next stands more than 20 m behind, and is none for one far from the line', () => {
    const apart = drive(withStop, { ways: [waitsAt(107, 0), waitsAt(60, 4)], seconds: 30 });
    expect(of(apart, 'lane', 'right')[2]!.sums).toMatchObject({ queueMaxVehicles: 1 });
    const far = drive(withStop, { ways: [waitsAt(60, 0)], seconds: 30 });
    expect(of(far, 'lane', 'right')[2]!.sums).toMatchObject({ queueMaxVehicles: 0, queueMaxM: 0 });
  });
});

import type { CompiledScene } from '../../scene/compiledScene.ts';
import { RoadObserver } from '../../road/roadObserver.ts';
import { carAt, frameOf } from '../../road/testing/flatRoad.ts';
import { added } from '../rollUp.ts';
import { goodConditions, type ViewConditions } from '../grading.ts';
import type { Interval, IntervalSums, MeasuredElement } from '../interval.ts';
import { TrafficMeter } from '../trafficMeter.ts';

/** One vehicle: where the middle of its lower edge is at a second, `null` while it is not in the picture. */
export type Way = (s: number) => readonly [xM: number, yM: number] | null;

/** A midnight, so that intervals begin where seconds are multiples of ten. */
export const beginAtMs = Date.UTC(2026, 2, 29);

export interface Drive {
  readonly ways: readonly Way[];
  readonly seconds: number;
  readonly rateHz?: number;
  readonly conditionsAt?: (s: number) => ViewConditions;
  /** Seconds at which there is a view; all by default. */
  readonly isWatchedAt?: (s: number) => boolean;
  /** What the wall clock is ahead at a second, ms. */
  readonly clockAheadMs?: (s: number) => number;
}

/** Cars over the flat road through observer and meter. */
export function drive(scene: CompiledScene, driven: Drive): Interval[] {
  const { ways, seconds, rateHz = 10, conditionsAt = () => goodConditions } = driven;
  const { isWatchedAt = () => true, clockAheadMs = () => 0 } = driven;
  const observer = new RoadObserver('north', scene);
  const meter = new TrafficMeter({ cameraId: 'north', scene, sceneVersion: 3, lengthErrorShare: 0.005 });
  const intervals: Interval[] = [];
  const present = new Set<number>();
  for (let step = 0; step <= seconds * rateHz; step++) {
    const s = step / rateHz;
    if (!isWatchedAt(s)) continue;
    const cars = ways.flatMap((way, trackId): [number, ReturnType<typeof carAt>][] => {
      const place = way(s);
      return place ? [[trackId, carAt(...place)]] : [];
    });
    const ended = [...present].filter((trackId) => !cars.some(([id]) => id === trackId));
    for (const trackId of ended) present.delete(trackId);
    for (const [trackId] of cars) present.add(trackId);
    const view = observer.observe(frameOf(beginAtMs + 1000 * s + clockAheadMs(s), cars, ended));
    intervals.push(...meter.observe(view, conditionsAt(s)));
  }
  return [...intervals, ...meter.finish()];
}

/** Eastward at a steady speed from the left edge on, in the picture of 128 m only. */
export function eastward(startS: number, speedMps: number, yM = 30): Way {
  return (s) => {
    const xM = 3 + speedMps * (s - startS);
    return xM >= 3 && xM <= 125 ? [xM, yM] : null;
  };
}

export function of(intervals: readonly Interval[], kind: MeasuredElement['kind'], id: string): Interval[] {
  return intervals.filter(({ element }) => element.kind === kind && element.id === id);
}

export function sumsOf(intervals: readonly Interval[], kind: MeasuredElement['kind'], id: string): IntervalSums {
  return added(of(intervals, kind, id).map(({ sums }) => sums));
}

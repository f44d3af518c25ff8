import type { PictureStatistics } from '../../detect/pictureStatistics.ts';
import { type Grade, grades, type QualityFlag } from './interval.ts';

/** How a camera saw while a view was taken. */
export interface ViewConditions {
  /** Of the picture; `null` where it was not measured. */
  readonly picture: Pick<PictureStatistics, 'brightness' | 'contrast'> | null;
  /** Whether the camera looks where its scene was drawn. */
  readonly isViewTrue: boolean;
  /** Whether the wall clock was set since the view before. */
  readonly wasClockSet: boolean;
}

export const goodConditions: ViewConditions = { picture: null, isViewTrue: true, wasClockSet: false };

/** What was noted of an interval while it lasted. */
export interface Observation {
  readonly observedShare: number;
  readonly views: number;
  readonly darkViews: number;
  readonly flatViews: number;
  readonly falseViews: number;
  readonly users: number;
  readonly hiddenUsers: number;
  readonly wasClockSet: boolean;
  /** Relative error of lengths on the road, one sigma; `null` without a calibration. */
  readonly lengthErrorShare: number | null;
  readonly rateHz: number;
}

export interface Quality {
  readonly grade: Grade;
  readonly flags: QualityFlag[];
}

/** Darker or flatter pictures, by the means and deviations that pictureStatistics gives. */
export const [darkBelow, flatBelow] = [40, 15] as const;

/**
 * A: as good as the method is. B: usable, with a known weakness. C: doubtful. D: not to be used, left out of totals.
 * Every weakness is a flag; the worst one is the grade.
 */
export function qualityOf(seen: Observation, faults: readonly QualityFlag[] = []): Quality {
  const shareOf = (views: number): number => (seen.views > 0 ? views / seen.views : 0);
  const found: [QualityFlag, Grade | null][] = [
    ['not-observed', worse(1 - seen.observedShare, 0.05, 0.25, 0.5)],
    ['view-changed', seen.falseViews > 0 ? 'D' : null],
    ['dark', worse(shareOf(seen.darkViews), 0.1, 0.5)],
    ['low-contrast', worse(shareOf(seen.flatViews), 0.1, 0.5)],
    ['occluded', worse(seen.users > 0 ? seen.hiddenUsers / seen.users : 0, 0.3, 0.6)],
    ['low-rate', seen.views > 0 ? worse(1 / seen.rateHz, 1 / 4.5, 1 / 1.8, 1) : null],
    ['uncalibrated', seen.lengthErrorShare === null ? 'B' : null],
    ['calibration-error', seen.lengthErrorShare === null ? null : worse(seen.lengthErrorShare, 0.01, 0.02, 0.05)],
    ['clock-step', seen.wasClockSet ? 'C' : null],
    ...faults.map((fault): [QualityFlag, Grade] => [fault, 'D']),
  ];
  const weak = found.filter((entry): entry is [QualityFlag, Grade] => entry[1] !== null);
  return { grade: worst(weak.map(([, grade]) => grade)), flags: weak.map(([flag]) => flag) };
}

export function worst(all: readonly Grade[]): Grade {
  return grades[Math.max(0, ...all.map((grade) => grades.indexOf(grade)))]!;
}

function worse(value: number, b: number, c: number, d = Number.POSITIVE_INFINITY): Grade | null {
  if (value > d) return 'D';
  if (value > c) return 'C';
  return value > b ? 'B' : null;
}

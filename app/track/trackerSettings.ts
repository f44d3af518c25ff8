import type { MotionNoise } from './motion.ts';

/** Everything that can be set of the tracker. Times are milliseconds of media time, never frame counts. */
export interface TrackerSettings {
  /** By class id: detections from this score on are associated first and may start tracks. */
  readonly highScoreOf: (classId: number) => number;
  /** Detections from this score up to the high one only carry on tracks that were just observed. */
  readonly lowScore: number;
  /** Least overlap of a track's expected box and a detection, both enlarged by `bufferShare`. */
  readonly leastIou: number;
  /** Share of its size by which a box is enlarged on each side before overlap is measured (C-BIoU). */
  readonly bufferShare: number;
  /** The share grows by this for every box size of uncertainty about where the track is: new, blind, at a low rate. */
  readonly bufferPerUncertainty: number;
  readonly maxBufferShare: number;
  /** What is left over is tried again with the share enlarged by this factor (the cascade of C-BIoU). */
  readonly widening: number;
  /** Least plain overlap for a low-score detection. */
  readonly leastIouLow: number;
  /** Weight of direction agreement beside overlap (OC-SORT's momentum). */
  readonly directionWeight: number;
  /** The direction of a track is taken from the observation this long ago to its last. */
  readonly directionSpanMs: number;
  /** A track is confirmed with this many observations. */
  readonly confirmObservations: number;
  /** A tentative track that misses more frames than this in a row is dropped. */
  readonly tentativeMisses: number;
  /** A confirmed track that is not observed for longer has ended. */
  readonly maxLostMs: number;
  /**
   * A track expected farther than this from its last place, in sizes of its box, is not looked for there: a car that
   * drove out of the picture would be taken up by the next one that does.
   */
  readonly maxStrayed: number;
  /** Low-score detections also carry on tracks that were last observed this long ago. */
  readonly lowScoreLostMs: number;
  /** How long detections that no track used are kept, to follow a newly confirmed track backwards. */
  readonly lookBackMs: number;
  /** Longest time without a detection on the way back. */
  readonly lookBackGapMs: number;
  /** A newly confirmed track that begins within this time of a lost one's end, where that one would be, carries it on. */
  readonly joinGapMs: number;
  /** A detection that overlaps a better one of its group by more than this is the same vehicle seen twice. */
  readonly duplicateIou: number;
  /** A detection that lies by more than this within a tracked box of its group is a part of that vehicle and starts no track. */
  readonly nestedShare: number;
  /** Classes of one group may be one road user: a van is called car in one frame and truck in the next. */
  readonly groupOfClass: (classId: number) => number;
  /** Whether one body may be called by either of two groups; only boxes that nearly coincide are believed to be one. */
  readonly areAlike: (group: number, other: number) => boolean;
  /** Least overlap of two boxes of groups that are alike, to be one body. */
  readonly alikeIou: number;
  readonly noise: MotionNoise;
}

/** For live traffic and YOLO boxes. */
export const defaultTrackerSettings: TrackerSettings = {
  highScoreOf: () => 0.4,
  lowScore: 0.1,
  leastIou: 0.3,
  bufferShare: 0.3,
  bufferPerUncertainty: 1,
  maxBufferShare: 0.8,
  widening: 2,
  leastIouLow: 0.5,
  directionWeight: 0.2,
  directionSpanMs: 300,
  confirmObservations: 3,
  tentativeMisses: 1,
  maxLostMs: 3000,
  maxStrayed: 2,
  lowScoreLostMs: 300,
  lookBackMs: 1500,
  lookBackGapMs: 700,
  joinGapMs: 700,
  duplicateIou: 0.7,
  nestedShare: 0.9,
  groupOfClass: (classId) => classId,
  areAlike: () => false,
  alikeIou: 0.75,
  noise: { measurementShare: 0.05, velocityShare: 1, firstVelocityShare: 3 },
};

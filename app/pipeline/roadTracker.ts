import type { DetectionFilter } from '../detect/detection.ts';
import { alikeGroupsOf, groupsOf } from '../track/classGroups.ts';
import type { Tracker } from '../track/track.ts';
import { createTracker } from '../track/tracker.ts';
import { defaultTrackerSettings } from '../track/trackerSettings.ts';

/** What of a model's job concerns the boxes: names by class id, and the operator's thresholds by name. */
export interface WatchedClasses {
  readonly classes: readonly string[];
  /** Lowest score that starts a track, by class name; absent classes are not watched. */
  readonly scoreByClass: Readonly<Record<string, number>>;
  readonly nmsIou: number;
}

/**
 * What the detector must give out: all watched classes down to the tracker's low score, because weak boxes carry on
 * tracks that strong ones began.
 */
export function detectorFilter({ classes, scoreByClass, nmsIou }: WatchedClasses): DetectionFilter {
  const { lowScore } = defaultTrackerSettings;
  const watched = classes.flatMap((name, classId): [number, number][] => {
    const score = scoreByClass[name];
    return score === undefined ? [] : [[classId, Math.min(score, lowScore)]];
  });
  return { scoreByClass: new Map(watched), nmsIou, maxDetections: 300 };
}

/** A tracker for road users: classes that detectors confuse stay one track, thresholds are the operator's. */
export function roadTracker({ classes, scoreByClass }: WatchedClasses): Tracker {
  const highScores = classes.map((name) => scoreByClass[name] ?? 1);
  return createTracker({
    groupOfClass: groupsOf(classes),
    areAlike: alikeGroupsOf(classes),
    highScoreOf: (classId) => highScores[classId] ?? 1,
  });
}

import type { Detection } from '../detect/detection.ts';
import { iou } from '../space/box.ts';
import { associate, bufferedIou, directionAgreement } from './association.ts';
import { GrowingTrack } from './growingTrack.ts';
import { lookBack } from './lookBack.ts';
import type { UnusedDetections } from './lookBack.ts';
import type { Tracker, TrackerFrame, TrackerOutput, TrackObservation } from './track.ts';
import { defaultTrackerSettings } from './trackerSettings.ts';
import type { TrackerSettings } from './trackerSettings.ts';

/** A tracker for one camera; settings that are left out are the defaults. */
export function createTracker(settings: Partial<TrackerSettings> = {}): Tracker {
  return new ObservationCentricTracker({ ...defaultTrackerSettings, ...settings });
}

class ObservationCentricTracker implements Tracker {
  readonly #settings: TrackerSettings;
  #tracks: GrowingTrack[] = [];
  /** By rising ptsMs, of the last `lookBackMs`. */
  #unused: UnusedDetections[] = [];
  #nextId = 1;
  #ptsMs = Number.NEGATIVE_INFINITY;

  constructor(settings: TrackerSettings) {
    this.#settings = settings;
  }

  update({ ptsMs, detections }: TrackerFrame): TrackerOutput {
    const broken = ptsMs <= this.#ptsMs || ptsMs - this.#ptsMs > this.#settings.maxLostMs;
    const ended = broken ? [...this.reset()] : [];
    this.#ptsMs = ptsMs;
    const found = withoutDuplicates(detections, this.#settings);
    for (const track of this.#tracks) track.expectAt(ptsMs);

    const { pairs, tracks: missed, detections: unmatched } = this.#associate(found);
    const observed: TrackObservation[] = [];
    const backfilled: TrackObservation[] = [];
    for (const [track, detection] of pairs) {
      track.observe(detection);
      this.#note(track, observed, backfilled);
    }
    for (const track of missed) if (this.#miss(track, ptsMs)) ended.push(track.trackId);
    const unused: Detection[] = [];
    for (const detection of unmatched) {
      if (detection.score < this.#settings.highScore) {
        unused.push(detection);
        continue;
      }
      if (pairs.some(([, other]) => this.#sameVehicle(detection, other))) continue;
      const track = new GrowingTrack(this.#nextId++, ptsMs, detection, this.#settings);
      this.#tracks.push(track);
      this.#note(track, observed, backfilled);
    }
    this.#tracks = this.#tracks.filter(({ state }) => state !== 'removed');
    this.#unused = this.#unused.filter((frame) => ptsMs - frame.ptsMs <= this.#settings.lookBackMs);
    this.#unused.push({ ptsMs, detections: unused });
    return { observed, backfilled, ended };
  }

  reset(): readonly number[] {
    const ended = this.#tracks.filter(({ state }) => state !== 'tentative').map(({ trackId }) => trackId);
    this.#tracks = [];
    this.#unused = [];
    this.#ptsMs = Number.NEGATIVE_INFINITY;
    return ended;
  }

  #associate(found: readonly Detection[]): ReturnType<typeof associate> {
    const { highScore, leastIou, leastIouLow, lowScoreLostMs, bufferShare, directionWeight } = this.#settings;
    const fits = (track: GrowingTrack, detection: Detection): boolean => this.#fits(track, detection);
    const high = found.filter(({ score }) => score >= highScore);
    const low = found.filter(({ score }) => score < highScore);

    const byMotion = associate(this.#tracks, high, (track, detection) => {
      const overlap = fits(track, detection) ? bufferedIou(track.expected, detection.boxInImage, track.bufferShare) : 0;
      if (overlap < leastIou) return 0;
      const agreement = directionAgreement(track.earlier.boxInImage, track.last.boxInImage, detection.boxInImage);
      return overlap + directionWeight * agreement * detection.score;
    });
    const justSeen = byMotion.tracks.filter(
      ({ misses, last }) => misses === 0 || this.#ptsMs - last.ptsMs <= lowScoreLostMs,
    );
    const byLowScore = associate(justSeen, low, (track, detection) => {
      const overlap = fits(track, detection) ? iou(track.expected, detection.boxInImage) : 0;
      return overlap < leastIouLow ? 0 : overlap;
    });
    const carriedOn = new Set(byLowScore.pairs.map(([track]) => track));
    const byLastPlace = associate(
      byMotion.tracks.filter((track) => !carriedOn.has(track)),
      byMotion.detections,
      (track, detection) => {
        const overlap = fits(track, detection)
          ? bufferedIou(track.last.boxInImage, detection.boxInImage, bufferShare)
          : 0;
        return overlap < leastIou ? 0 : overlap;
      },
    );
    const lowLeft = byLowScore.detections;
    return {
      ...byLastPlace,
      detections: [...byLastPlace.detections, ...lowLeft],
      pairs: [...byMotion.pairs, ...byLowScore.pairs, ...byLastPlace.pairs],
    };
  }

  /** After an observation: confirms, and says what is now known of the track. */
  #note(track: GrowingTrack, observed: TrackObservation[], backfilled: TrackObservation[]): void {
    if (track.state === 'tentative') {
      if (track.observations < this.#settings.confirmObservations) return;
      const fits = (detection: Detection): boolean => this.#fits(track, detection);
      track.extendBack(lookBack(track.path, this.#unused, fits, this.#settings));
      backfilled.push(...track.path.slice(0, -1));
    }
    track.state = 'confirmed';
    observed.push(track.last);
  }

  /** @returns whether a confirmed track has ended */
  #miss(track: GrowingTrack, ptsMs: number): boolean {
    track.misses++;
    if (track.state === 'tentative') {
      if (track.misses > this.#settings.tentativeMisses) {
        track.state = 'removed';
        this.#giveBack(track);
      }
      return false;
    }
    track.state = ptsMs - track.last.ptsMs > this.#settings.maxLostMs ? 'removed' : 'lost';
    return track.state === 'removed';
  }

  /** The observations of a track that was never confirmed may yet be the beginning of another. */
  #giveBack(track: GrowingTrack): void {
    for (const observation of track.path) {
      this.#unused.find(({ ptsMs }) => ptsMs === observation.ptsMs)?.detections.push(observation);
    }
  }

  #fits(track: GrowingTrack, { classId }: Detection): boolean {
    return track.group === this.#settings.groupOfClass(classId);
  }

  #sameVehicle(a: Detection, b: Detection): boolean {
    const { duplicateIou, groupOfClass } = this.#settings;
    return groupOfClass(a.classId) === groupOfClass(b.classId) && iou(a.boxInImage, b.boxInImage) > duplicateIou;
  }
}

/** Detections that may be used at all, best first, each vehicle once although two classes were seen in it. */
function withoutDuplicates(detections: readonly Detection[], settings: TrackerSettings): Detection[] {
  const { lowScore, duplicateIou, groupOfClass } = settings;
  const kept: Detection[] = [];
  const usable = detections.filter(({ score }) => score >= lowScore).sort((a, b) => b.score - a.score);
  for (const detection of usable) {
    const group = groupOfClass(detection.classId);
    const twice = kept.some(
      (better) => groupOfClass(better.classId) === group && iou(better.boxInImage, detection.boxInImage) > duplicateIou,
    );
    if (!twice) kept.push(detection);
  }
  return kept;
}

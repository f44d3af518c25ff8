import type { Detection } from '../detect/detection.ts';
import { bufferedIou, iou, shareWithin } from '../space/box.ts';
import { associate, directionAgreement } from './association.ts';
import type { Affinity, Round } from './association.ts';
import { GrowingTrack } from './growingTrack.ts';
import { continuation, newerThan } from './join.ts';
import { lookBack } from './lookBack.ts';
import type { UnusedDetections } from './lookBack.ts';
import { SeenArea } from './seenArea.ts';
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
  readonly #rounds: readonly Round[];
  /** By rising ptsMs, of the last `lookBackMs`. */
  #unused: UnusedDetections[] = [];
  readonly #seenArea = new SeenArea();
  #nextId = 1;
  #ptsMs = Number.NEGATIVE_INFINITY;

  constructor(settings: TrackerSettings) {
    this.#settings = settings;
    this.#rounds = this.#roundsInOrder();
  }

  update({ ptsMs, detections }: TrackerFrame): TrackerOutput {
    const broken = ptsMs <= this.#ptsMs || ptsMs - this.#ptsMs > this.#settings.maxLostMs;
    const ended = broken ? [...this.reset()] : [];
    this.#ptsMs = ptsMs;
    const found = withoutDuplicates(detections, this.#settings);
    for (const { boxInImage } of found) this.#seenArea.include(boxInImage);
    for (const track of this.#tracks) track.expectAt(ptsMs, this.#seenArea);

    const { pairs, tracks: missed, detections: unmatched } = associate(this.#tracks, found, this.#rounds);
    const said: { observed: TrackObservation[]; backfilled: TrackObservation[] } = { observed: [], backfilled: [] };
    const tracked = pairs.map(([, detection]) => detection);
    for (const [track, detection] of pairs) {
      track.observe(detection);
      this.#say(track, tracked, said);
    }
    for (const track of missed) {
      // One that was joined to a path of this frame meanwhile is no longer missed.
      if (track.last.ptsMs < ptsMs && this.#miss(track, ptsMs)) ended.push(track.trackId);
    }
    const unused: Detection[] = [];
    for (const detection of unmatched) {
      if (!this.#isHigh(detection)) {
        unused.push(detection);
      } else if (!tracked.some((whole) => this.#isPartOf(detection, whole))) {
        const track = new GrowingTrack(this.#nextId++, ptsMs, detection, this.#settings);
        this.#tracks.push(track);
        tracked.push(detection);
        this.#say(track, tracked, said);
      }
    }
    this.#tracks = this.#tracks.filter(({ state }) => state !== 'removed');
    this.#unused = this.#unused.filter((frame) => ptsMs - frame.ptsMs <= this.#settings.lookBackMs);
    this.#unused.push({ ptsMs, detections: unused });
    return { ...said, ended };
  }

  reset(): readonly number[] {
    const ended = this.#tracks.filter(({ state }) => state !== 'tentative').map(({ trackId }) => trackId);
    this.#tracks = [];
    this.#unused = [];
    this.#ptsMs = Number.NEGATIVE_INFINITY;
    return ended;
  }

  #isHigh({ classId, score }: Detection): boolean {
    return score >= this.#settings.highScoreOf(classId);
  }

  /**
   * In order: confirmed tracks where they are expected; tentative ones there, so that a second box on a vehicle cannot
   * take it over; weak detections to tracks that were seen just now; tracks that stand where they were last seen; of what
   * is left over, what was just seen and has moved farther than expected; and whoever is called otherwise in this frame.
   */
  #roundsInOrder(): readonly Round[] {
    const { leastIou, leastIouLow, widening, lowScoreLostMs, bufferShare, directionWeight, maxStrayed } =
      this.#settings;
    const { groupOfClass, areAlike, alikeIou } = this.#settings;
    const justSeen = ({ misses, last }: GrowingTrack): boolean =>
      misses === 0 || this.#ptsMs - last.ptsMs <= lowScoreLostMs;
    const strong = (detection: Detection): boolean => this.#isHigh(detection);
    const ifFits =
      (least: number, overlapOf: Affinity): Affinity =>
      (track, detection) => {
        const overlap = this.#fits(track, detection) ? overlapOf(track, detection) : 0;
        return overlap < least ? 0 : overlap;
      };
    const whereExpected = (factor: number): Affinity => {
      const overlapOf = ifFits(leastIou, (track, { boxInImage }) =>
        bufferedIou(track.expected, boxInImage, factor * track.bufferShare),
      );
      return (track, detection) => {
        const overlap = overlapOf(track, detection);
        if (overlap === 0) return 0;
        const agreement = directionAgreement(track.earlier.boxInImage, track.last.boxInImage, detection.boxInImage);
        return overlap + directionWeight * agreement * detection.score;
      };
    };
    const whereLastSeen = ifFits(leastIou, (track, { boxInImage }) =>
      track.strayed > maxStrayed ? 0 : bufferedIou(track.last.boxInImage, boxInImage, bufferShare),
    );
    const tightlyWhereExpected = ifFits(leastIouLow, (track, { boxInImage }) => iou(track.expected, boxInImage));
    const calledOtherwise: Affinity = (track, { classId, boxInImage }) => {
      const overlap = areAlike(track.group, groupOfClass(classId)) ? iou(track.expected, boxInImage) : 0;
      return overlap < alikeIou ? 0 : overlap;
    };
    return [
      { track: ({ state }) => state !== 'tentative', detection: strong, affinity: whereExpected(1) },
      { track: ({ state }) => state === 'tentative', detection: strong, affinity: whereExpected(1) },
      {
        track: justSeen,
        detection: (detection) => !strong(detection),
        affinity: tightlyWhereExpected,
      },
      { track: () => true, detection: strong, affinity: whereLastSeen },
      { track: ({ misses }) => misses === 0, detection: strong, affinity: whereExpected(widening) },
      { track: justSeen, detection: () => true, affinity: calledOtherwise },
    ];
  }

  /** After an observation: confirms, and says what is now known of the track. */
  #say(
    track: GrowingTrack,
    tracked: readonly Detection[],
    said: { readonly observed: TrackObservation[]; readonly backfilled: TrackObservation[] },
  ): void {
    if (track.state !== 'tentative') {
      track.state = 'confirmed';
      said.observed.push(track.last);
      return;
    }
    if (track.observations < this.#settings.confirmObservations) return;
    const own = track.last.boxInImage;
    if (tracked.some((whole) => whole.boxInImage !== own && this.#isPartOf(track.last, whole))) {
      this.#drop(track);
      return;
    }
    const fits = (detection: Detection): boolean => this.#fits(track, detection);
    track.extendBack(lookBack(track.path, this.#unused, fits, this.#settings));
    const lost = this.#lostBefore(track);
    const path = lost ? lost.absorb(newerThan(lost, track.path)) : track.path;
    said.backfilled.push(...path.slice(0, -1));
    said.observed.push(path.at(-1)!);
    track.state = lost ? 'removed' : 'confirmed';
    if (lost) lost.state = 'confirmed';
  }

  /** The lost track that a track turns out to carry on. */
  #lostBefore(track: GrowingTrack): GrowingTrack | undefined {
    let best: GrowingTrack | undefined;
    let most = 0;
    for (const lost of this.#tracks) {
      if (lost.state !== 'lost' || lost.group !== track.group || lost.last.ptsMs >= track.last.ptsMs) continue;
      const worth = continuation(lost, track.path, this.#settings);
      if (worth > most) [best, most] = [lost, worth];
    }
    return best;
  }

  /** @returns whether a confirmed track has ended */
  #miss(track: GrowingTrack, ptsMs: number): boolean {
    track.misses++;
    if (track.state === 'tentative') {
      if (track.misses > this.#settings.tentativeMisses) this.#drop(track);
      return false;
    }
    track.state = ptsMs - track.last.ptsMs > this.#settings.maxLostMs ? 'removed' : 'lost';
    return track.state === 'removed';
  }

  /** Of a track that was never confirmed, the observations may yet be the beginning of another. */
  #drop(track: GrowingTrack): void {
    track.state = 'removed';
    for (const observation of track.path) {
      this.#unused.find(({ ptsMs }) => ptsMs === observation.ptsMs)?.detections.push(observation);
    }
  }

  #fits(track: GrowingTrack, { classId }: Detection): boolean {
    return track.group === this.#settings.groupOfClass(classId);
  }

  /** Whether a box is the same vehicle as another, or a part of it: a cab, a trailer, a car on a transporter. */
  #isPartOf(part: Detection, whole: Detection): boolean {
    const { duplicateIou, nestedShare, groupOfClass } = this.#settings;
    if (groupOfClass(part.classId) !== groupOfClass(whole.classId)) return false;
    return (
      iou(part.boxInImage, whole.boxInImage) > duplicateIou ||
      shareWithin(part.boxInImage, whole.boxInImage) > nestedShare
    );
  }
}

/** Detections that may be used at all, best first, each road user once although two classes were seen in it. */
function withoutDuplicates(detections: readonly Detection[], settings: TrackerSettings): Detection[] {
  const { lowScore, duplicateIou, alikeIou, groupOfClass, areAlike } = settings;
  const kept: Detection[] = [];
  const usable = detections.filter(({ score }) => score >= lowScore).sort((a, b) => b.score - a.score);
  for (const detection of usable) {
    const group = groupOfClass(detection.classId);
    const isTwice = (better: Detection): boolean => {
      const other = groupOfClass(better.classId);
      const most = other === group ? duplicateIou : alikeIou;
      return (other === group || areAlike(other, group)) && iou(better.boxInImage, detection.boxInImage) > most;
    };
    if (!kept.some(isTwice)) kept.push(detection);
  }
  return kept;
}

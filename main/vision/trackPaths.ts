import type { FinishedTrack } from '../../app/track/finishedTrack.ts';
import type { TrackObservation } from '../../app/track/track.ts';
import type { FrameStamp } from '../sources/source.ts';

/** A path is cut into pieces of this length, so that a vehicle that parks all day is stored in time and in bounds. */
const longestPieceMs = 600_000;
/** While a box stands still (less than this share of its size) only one point in `stillStepMs` is kept. */
const stillShare = 0.02;
const stillStepMs = 5000;

interface Growing {
  readonly path: FinishedTrack['path'];
  readonly firstAtMs: number;
  readonly epoch: number;
  score: number;
  className: string;
  last: TrackObservation;
}

/** Gathers each confirmed track's path and gives it out whole when the track ends: the input of the black box. */
export class TrackPaths {
  readonly #cameraId: string;
  readonly #growing = new Map<number, Growing>();
  readonly #finished: (track: FinishedTrack) => void;

  constructor(cameraId: string, finished: (track: FinishedTrack) => void) {
    this.#cameraId = cameraId;
    this.#finished = finished;
  }

  /** @param stamp of the frame that the newest observation belongs to; earlier ones are dated back by media time */
  add(observation: TrackObservation, className: string, stamp: FrameStamp): void {
    const { trackId, ptsMs, boxInImage, score } = observation;
    const growing = this.#growing.get(trackId);
    if (growing && ptsMs - (growing.path[0]?.[0] ?? ptsMs) > longestPieceMs) this.end(trackId, stamp);
    const track = this.#growing.get(trackId);
    if (!track) {
      this.#growing.set(trackId, {
        path: [pointOf(observation)],
        firstAtMs: stamp.arrivedAtMs - (stamp.ptsUs / 1000 - ptsMs),
        epoch: stamp.epoch,
        score,
        className,
        last: observation,
      });
      return;
    }
    track.className = className;
    track.score = Math.max(track.score, score);
    track.last = observation;
    const previous = track.path.at(-1);
    const still =
      previous !== undefined &&
      ptsMs - previous[0] < stillStepMs &&
      Math.abs(boxInImage.cx - previous[1]) < stillShare * boxInImage.w &&
      Math.abs(boxInImage.cy - previous[2]) < stillShare * boxInImage.h;
    if (!still) track.path.push(pointOf(observation));
  }

  end(trackId: number, stamp: Pick<FrameStamp, 'source'>): void {
    const track = this.#growing.get(trackId);
    if (!track) return;
    this.#growing.delete(trackId);
    const lastPoint = pointOf(track.last);
    if (track.path.at(-1)?.[0] !== lastPoint[0]) track.path.push(lastPoint);
    this.#finished({
      cameraId: this.#cameraId,
      epoch: track.epoch,
      trackId,
      className: track.className,
      score: track.score,
      firstAtMs: track.firstAtMs,
      width: stamp.source.width,
      height: stamp.source.height,
      path: track.path,
    });
  }

  endAll(stamp: Pick<FrameStamp, 'source'>): void {
    for (const trackId of this.#growing.keys()) this.end(trackId, stamp);
  }
}

function pointOf({ ptsMs, boxInImage: { cx, cy, w, h } }: TrackObservation): FinishedTrack['path'][number] {
  return [ptsMs, cx, cy, w, h];
}

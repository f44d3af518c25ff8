import { AppError } from '../../base/error.ts';

/** A box of a benchmark file, corners in pixels of its picture; `id` is the object's (truth) or the track's. */
export interface CornerBox {
  readonly frame: number;
  readonly id: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** One frame for the measures: who is there, as indices from 0 within the sequence, and how well each pair overlaps. */
export interface EvaluationFrame {
  readonly truth: readonly number[];
  readonly tracks: readonly number[];
  /** (truth, tracks) row-major, IoU 0..1 */
  readonly similarity: Float64Array;
}

/** A sequence after the benchmark's own pre-processing: everything in it counts. */
export interface EvaluationSequence {
  readonly frames: readonly EvaluationFrame[];
  readonly truthIds: number;
  readonly trackIds: number;
  readonly truthBoxes: number;
  readonly trackBoxes: number;
}

/** IoU of two boxes by their corners; no "+1" pixels, as in TrackEval. */
export function cornerIou(a: CornerBox, b: CornerBox): number {
  const shared = intersection(a, b);
  if (shared <= 0) return 0;
  return shared / (area(a) + area(b) - shared);
}

/** Share of `a` that lies within `b`. */
export function shareInside(a: CornerBox, b: CornerBox): number {
  const own = area(a);
  return own > 0 ? intersection(a, b) / own : 0;
}

/** Similarity of every pair, (truth, tracks) row-major. */
export function similarityOf(truth: readonly CornerBox[], tracks: readonly CornerBox[]): Float64Array {
  const similarity = new Float64Array(truth.length * tracks.length);
  truth.forEach((object, row) => {
    tracks.forEach((track, column) => {
      similarity[row * tracks.length + column] = cornerIou(object, track);
    });
  });
  return similarity;
}

/**
 * Boxes of a whole sequence as frames of indices.
 * @throws AppError `invalid-argument` when an id stands twice in one frame: then no measure is defined
 */
export function evaluationSequence(truth: readonly CornerBox[], tracks: readonly CornerBox[]): EvaluationSequence {
  const truthByFrame = byFrame(truth, 'The labels have');
  const tracksByFrame = byFrame(tracks, 'The results have');
  const truthIndex = indexOfIds(truth);
  const trackIndex = indexOfIds(tracks);
  const frameNumbers = [...new Set([...truthByFrame.keys(), ...tracksByFrame.keys()])].sort((a, b) => a - b);
  return {
    frames: frameNumbers.map((frame) => {
      const objects = truthByFrame.get(frame) ?? [];
      const seen = tracksByFrame.get(frame) ?? [];
      return {
        truth: objects.map((box) => truthIndex.get(box.id)!),
        tracks: seen.map((box) => trackIndex.get(box.id)!),
        similarity: similarityOf(objects, seen),
      };
    }),
    truthIds: truthIndex.size,
    trackIds: trackIndex.size,
    truthBoxes: truth.length,
    trackBoxes: tracks.length,
  };
}

/** Boxes grouped by their frame; `whose` starts the message about an id that stands twice in a frame. */
export function byFrame<B extends CornerBox>(boxes: readonly B[], whose: string): Map<number, B[]> {
  const frames = new Map<number, B[]>();
  for (const box of boxes) {
    const frame = frames.get(box.frame);
    if (!frame) frames.set(box.frame, [box]);
    else if (frame.some((other) => other.id === box.id)) {
      const text = `${whose} id ${box.id} twice in frame ${box.frame}. Give every box of a frame an id of its own.`;
      throw new AppError('invalid-argument', text);
    } else frame.push(box);
  }
  return frames;
}

function indexOfIds(boxes: readonly CornerBox[]): Map<number, number> {
  const ids = [...new Set(boxes.map((box) => box.id))].sort((a, b) => a - b);
  return new Map(ids.map((id, index) => [id, index]));
}

function intersection(a: CornerBox, b: CornerBox): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return width > 0 && height > 0 ? width * height : 0;
}

function area(box: CornerBox): number {
  return Math.max(0, box.x2 - box.x1) * Math.max(0, box.y2 - box.y1);
}

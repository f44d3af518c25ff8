import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import type { ConsoleClient } from '../../state/station.ts';
import { type ElementOption, keyOf } from './elements.ts';
import type { Span } from './span.ts';

/** Intervals asked for at once: taking them in keeps the page busy for a fifth of a second at most. */
const inPiece = 2000;
/** More pieces than this and the operator had better choose less. */
const mostPieces = 100;

/** Stored intervals by element, by begin. */
export interface ReadIntervals {
  readonly byKey: ReadonlyMap<string, readonly Interval[]>;
  /** The span is longer or the elements are more than can be read; what is missing is the end. */
  readonly cut: boolean;
}

/**
 * Reads the intervals of elements within a span, piece by piece, so that the page stays quick meanwhile.
 * @throws what `signal` gives as its reason, once nobody waits for the answer any more
 */
export async function readIntervals(
  station: Pick<ConsoleClient, 'intervals'>,
  options: readonly ElementOption[],
  span: Span,
  lengthMs: number,
  signal?: AbortSignal,
): Promise<ReadIntervals> {
  const byKey = new Map<string, Interval[]>(options.map(({ key }) => [key, []]));
  const cameraIds = [...new Set(options.map(({ cameraId }) => cameraId))];
  const elements = [...new Map(options.map(({ element }) => [`${element.kind} ${element.id}`, element])).values()];
  if (options.length === 0) return { byKey, cut: false };
  const pieceMs = Math.max(1, Math.floor(inPiece / (cameraIds.length * elements.length))) * lengthMs;
  let { fromAtMs } = span;
  for (let piece = 0; piece < mostPieces && fromAtMs < span.toAtMs; piece++) {
    signal?.throwIfAborted();
    const toAtMs = Math.min(span.toAtMs, fromAtMs + pieceMs);
    const reply = await station.intervals({ cameraIds, elements, lengthMs, fromAtMs, toAtMs });
    const newest = reply.intervals.at(-1)?.beginAtMs ?? toAtMs;
    for (const interval of reply.intervals) {
      // The last begin of a full answer may be there in part only; the next piece begins with it.
      if (reply.truncated && interval.beginAtMs === newest) break;
      byKey.get(keyOf(interval.cameraId, interval.element))?.push(interval);
    }
    if (reply.truncated && newest === fromAtMs) break;
    fromAtMs = reply.truncated ? newest : toAtMs;
  }
  return { byKey, cut: fromAtMs < span.toAtMs };
}

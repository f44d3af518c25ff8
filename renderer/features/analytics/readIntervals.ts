import type { Interval } from '../../../app/traffic/quantities/interval.ts';
import type { ConsoleClient } from '../../state/station.ts';
import { type ElementOption, keyOf } from './elements.ts';
import type { Span } from './span.ts';

/** Pieces a long span is read in; more than this and the operator had better choose less. */
const mostPieces = 60;

/** Stored intervals by element, by begin. */
export interface ReadIntervals {
  readonly byKey: ReadonlyMap<string, readonly Interval[]>;
  /** The span is longer or the elements are more than can be read; what is missing is the end. */
  readonly cut: boolean;
}

/** Reads the intervals of elements within a span, piece by piece where one answer does not hold them. */
export async function readIntervals(
  station: Pick<ConsoleClient, 'intervals'>,
  options: readonly ElementOption[],
  span: Span,
  lengthMs: number,
): Promise<ReadIntervals> {
  const byKey = new Map<string, Interval[]>(options.map(({ key }) => [key, []]));
  const cameraIds = [...new Set(options.map(({ cameraId }) => cameraId))];
  const elements = [...new Map(options.map(({ element }) => [`${element.kind} ${element.id}`, element])).values()];
  if (options.length === 0) return { byKey, cut: false };
  let { fromAtMs } = span;
  for (let piece = 0; piece < mostPieces; piece++) {
    const reply = await station.intervals({ cameraIds, elements, lengthMs, fromAtMs, toAtMs: span.toAtMs });
    const newest = reply.intervals.at(-1)?.beginAtMs ?? span.toAtMs;
    for (const interval of reply.intervals) {
      // The last begin of a full answer may be there in part only; the next piece begins with it.
      if (reply.truncated && interval.beginAtMs === newest) break;
      byKey.get(keyOf(interval.cameraId, interval.element))?.push(interval);
    }
    if (!reply.truncated) return { byKey, cut: false };
    if (newest === fromAtMs) break;
    fromAtMs = newest;
  }
  return { byKey, cut: true };
}

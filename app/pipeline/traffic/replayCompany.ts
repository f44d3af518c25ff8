import type { TrackSieve } from '../../incident/sieve/trackSieve.ts';
import { type EvenPath, evenPath } from '../../track/evenPath.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import { replayStepMs } from './replay.ts';

/** A stored track, and what sieves have found out about it so far. */
export class SievedTrack {
  readonly track: StoredTrack;
  readonly fromAtMs: number;
  /** Not before its end, whose time is stored to the millisecond. */
  readonly toAtMs: number;
  /** The sieves that it was caught in at first. */
  readonly suspectedBy: readonly TrackSieve[];
  /** Those that it is still in. */
  sieves: readonly TrackSieve[];
  /** A rule may find something with it, or looks at it beside one with which it may. */
  isLookedAt = false;
  #path: EvenPath | null = null;
  #span: PictureSpan | null = null;

  constructor(track: StoredTrack, sieves: readonly TrackSieve[]) {
    this.track = track;
    this.fromAtMs = track.firstAtMs;
    this.toAtMs = track.lastAtMs + 1;
    this.suspectedBy = sieves;
    this.sieves = sieves;
  }

  get path(): EvenPath {
    this.#path ??= evenPath(this.track.columns(), this.track.firstAtMs, replayStepMs);
    return this.#path;
  }

  /** Whether one of its rules looks at all that are there at the same time. */
  get needsAll(): boolean {
    return this.sieves.some(({ company }) => company === 'all');
  }

  isBeside(other: SievedTrack): boolean {
    return this.fromAtMs <= other.toAtMs && this.toAtMs >= other.fromAtMs;
  }

  /** Whether another one's box ever lies where it may cover the place where this one touches the road. */
  mayBeCoveredBy(other: SievedTrack): boolean {
    if (!this.isBeside(other)) return false;
    this.#span ??= spanOf(this.path);
    other.#span ??= spanOf(other.path);
    return mayTouch(this.#span, other.#span) && touching(this.path, other.path).next().done === false;
  }
}

/** The stretch of the picture that a track ever took up, with the room around it in which a box touches its own. */
interface PictureSpan {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A box reaches so many of its heights upwards and, for feet that are hidden, downwards. */
const [above, below] = [0.2, 2];

function spanOf({ length, values }: EvenPath): PictureSpan {
  let [left, right, top, bottom] = [infinity, -infinity, infinity, -infinity];
  for (let at = 0; at < length; at++) {
    const [cx, cy, w, h] = [values[at]!, values[length + at]!, values[2 * length + at]!, values[3 * length + at]!];
    left = Math.min(left, cx - w / 2);
    right = Math.max(right, cx + w / 2);
    top = Math.min(top, cy - h / 2);
    bottom = Math.max(bottom, cy + h / 2);
  }
  return { left, right, top, bottom };
}

const infinity = Number.POSITIVE_INFINITY;

/** The instants of a track at which another one's box lies where it may cover what its box shows, or should show. */
export function* touching(own: EvenPath, other: EvenPath): Generator<number> {
  const tallest = tallestOf(own);
  const shift = Math.round((own.fromAtMs - other.fromAtMs) / own.stepMs);
  const end = Math.min(own.length, other.length - shift);
  for (let at = Math.max(0, -shift); at < end; at++) if (isNear(own, at, other, at + shift, tallest)) yield at;
}

function isNear(own: EvenPath, a: number, other: EvenPath, b: number, tallest: number): boolean {
  const [n, m] = [own.length, other.length];
  const asidePx = Math.abs(own.values[a]! - other.values[b]!);
  if (asidePx > (own.values[2 * n + a]! + other.values[2 * m + b]!) / 2) return false;
  const [cy, h] = [own.values[n + a]!, own.values[3 * n + a]!];
  const [otherCy, otherH] = [other.values[m + b]!, other.values[3 * m + b]!];
  return otherCy + otherH / 2 >= cy - h / 2 - above * h && otherCy - otherH / 2 <= cy + h / 2 + below * tallest;
}

/** Whether two stretches of the picture come so near that boxes within them may. */
function mayTouch(own: PictureSpan, other: PictureSpan): boolean {
  const heightPx = own.bottom - own.top;
  return (
    other.left <= own.right &&
    other.right >= own.left &&
    other.bottom >= own.top - above * heightPx &&
    other.top <= own.bottom + below * heightPx
  );
}

function tallestOf({ length, values }: EvenPath): number {
  let tallest = 0;
  for (let at = 3 * length; at < 4 * length; at++) tallest = Math.max(tallest, values[at]!);
  return tallest;
}

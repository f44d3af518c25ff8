import { iou } from '../space/box.ts';
import type { TrackObservation } from '../track/track.ts';
import { extentAcross, offsetFrom, shareAlong } from './countingLine.ts';
import type { CountingLine, CrossingDirection } from './countingLine.ts';

/** One completed crossing of a line by one track. */
export interface Passage {
  readonly line: string;
  readonly trackId: number;
  readonly classId: number;
  readonly direction: CrossingDirection;
  /** Media time at which the box centre was on the line, interpolated between observations. */
  readonly ptsMs: number;
}

/** Shares are of the box's extent across the line, so that near and far vehicles are judged alike. */
export interface PassageRules {
  /** A centre this far from the line is clearly on its side; nearer it says nothing. */
  readonly clearShare: number;
  /** So far beyond the line it has crossed; `clearShare` is enough where the track ends. */
  readonly beyondShare: number;
  /** Least way across the line, from the farthest place on the old side to the farthest on the new one. */
  readonly leastTravelShare: number;
  /** Observations clearly on the new side before the crossing counts; fewer are enough when the track ends there. */
  readonly observationsBeyond: number;
  /**
   * Two tracks that cross within this time, with boxes that overlap by more than `twinIou` in one frame, are one road user
   * seen twice: a lorry and its load, a rider and the motorcycle.
   */
  readonly twinMs: number;
  readonly twinIou: number;
}

export const defaultPassageRules: PassageRules = {
  clearShare: 0.1,
  // At 0.1 boxes that change their height, of people close together above all, were counted where they stood.
  beyondShare: 0.2,
  leastTravelShare: 0.5,
  observationsBeyond: 2,
  twinMs: 500,
  twinIou: 0.4,
};

/** A centre this many extents from the line: the box does not touch it. */
const wholeBox = 0.5;

/** Tracks are told one after the other, and may be missed in a frame or two: boxes that near in time are compared. */
const sameFrameMs = 300;

interface Watched {
  last: TrackObservation;
  readonly lines: readonly LineMemory[];
  readonly passages: Passage[];
}

/** What is remembered of one track at one line. */
interface LineMemory {
  readonly line: CountingLine;
  /** How clearly the first side must be seen. */
  readonly firstSideFrom: number;
  /** -1 left, 1 right, 0 never clearly seen on a side. */
  side: number;
  /** Farthest offset on that side, in extents. */
  farthest: number;
  lastOffset: number;
  /** The newest change of sign of the offset, if it lay between the line's ends. */
  touched: { readonly ptsMs: number; readonly within: boolean } | null;
  /** Observations beyond the line in a row: well beyond, and clearly. */
  beyond: number;
  justBeyond: number;
  readonly done: Set<CrossingDirection>;
}

/**
 * Counts tracks over lines. The reference point is the box centre: unlike the foot point it does not jump when the
 * lower part of a vehicle is hidden in a queue. A track counts once per line and direction; two tracks of one road user
 * count once together.
 */
export class PassageCounter {
  readonly #lines: readonly CountingLine[];
  readonly #rules: PassageRules;
  readonly #startPtsMs: number;
  readonly #watched = new Map<number, Watched>();

  /** @param startPtsMs media time of the first frame: a vehicle that lies on a line there was not seen coming to it */
  constructor(lines: readonly CountingLine[], rules: PassageRules = defaultPassageRules, startPtsMs = 0) {
    this.#lines = lines;
    this.#rules = rules;
    this.#startPtsMs = startPtsMs;
  }

  /** Takes an observation of a confirmed track, each track's in rising `ptsMs`. @returns what it completed */
  observe(observation: TrackObservation): readonly Passage[] {
    const watched = this.#watched.get(observation.trackId);
    if (!watched) {
      this.#watched.set(observation.trackId, this.#begin(observation));
      return [];
    }
    const before = watched.last;
    watched.last = observation;
    const completed = watched.lines.flatMap((memory) => this.#step(memory, before, observation) ?? []);
    const counted = completed.filter((passage) => !this.#isTwin(passage, observation));
    watched.passages.push(...counted);
    return counted;
  }

  /** The track has ended. @returns all its passages, those of `observe` included, with the class it ended with */
  end(trackId: number): readonly Passage[] {
    const watched = this.#watched.get(trackId);
    if (!watched) return [];
    this.#watched.delete(trackId);
    const atTheEnd = watched.lines.flatMap((memory) =>
      memory.justBeyond > 0 ? (this.#complete(memory, watched.last) ?? []) : [],
    );
    const { classId } = watched.last;
    const counted = atTheEnd.filter((passage) => !this.#isTwin(passage, watched.last));
    return [...watched.passages, ...counted].map((passage) => ({ ...passage, classId }));
  }

  endAll(): readonly Passage[] {
    return [...this.#watched.keys()].flatMap((trackId) => this.end(trackId));
  }

  /** Whether another track that is the same road user has been counted for this passage. */
  #isTwin({ line, direction, ptsMs, trackId }: Passage, now: TrackObservation): boolean {
    const { twinMs, twinIou } = this.#rules;
    for (const [otherId, { last, passages }] of this.#watched) {
      if (otherId === trackId || Math.abs(last.ptsMs - now.ptsMs) > sameFrameMs) continue;
      const isBeside = passages.some(
        (other) => other.line === line && other.direction === direction && Math.abs(other.ptsMs - ptsMs) <= twinMs,
      );
      if (isBeside && iou(last.boxInImage, now.boxInImage) > twinIou) return true;
    }
    return false;
  }

  #begin(first: TrackObservation): Watched {
    const lines = this.#lines.map((line): LineMemory => {
      const offset = offsetFrom(line, centre(first));
      const extents = offset / extentAcross(line, first.boxInImage);
      const firstSideFrom = first.ptsMs <= this.#startPtsMs ? wholeBox : this.#rules.clearShare;
      const side = Math.abs(extents) > firstSideFrom ? Math.sign(extents) : 0;
      return {
        line,
        firstSideFrom,
        side,
        farthest: extents,
        lastOffset: offset,
        touched: null,
        beyond: 0,
        justBeyond: 0,
        done: new Set(),
      };
    });
    return { last: first, lines, passages: [] };
  }

  #step(memory: LineMemory, before: TrackObservation, now: TrackObservation): Passage | null {
    const { line } = memory;
    const offset = offsetFrom(line, centre(now));
    const extents = offset / extentAcross(line, now.boxInImage);
    if (Math.sign(offset) !== Math.sign(memory.lastOffset) && memory.lastOffset !== offset) {
      const share = memory.lastOffset / (memory.lastOffset - offset);
      const along = mix(shareAlong(line, centre(before)), shareAlong(line, centre(now)), share);
      memory.touched = { ptsMs: mix(before.ptsMs, now.ptsMs, share), within: along >= 0 && along <= 1 };
    }
    memory.lastOffset = offset;
    if (Math.abs(extents) <= (memory.side === 0 ? memory.firstSideFrom : this.#rules.clearShare)) return null;
    const side = Math.sign(extents);
    if (memory.side === 0) [memory.side, memory.farthest] = [side, extents];
    if (side === memory.side) {
      memory.beyond = memory.justBeyond = 0;
      memory.farthest = side * Math.max(side * memory.farthest, side * extents);
      return null;
    }
    memory.justBeyond++;
    if (Math.abs(extents) > this.#rules.beyondShare) memory.beyond++;
    return memory.beyond < this.#rules.observationsBeyond ? null : this.#complete(memory, now);
  }

  #complete(memory: LineMemory, now: TrackObservation): Passage | null {
    const extents = memory.lastOffset / extentAcross(memory.line, now.boxInImage);
    const travel = Math.abs(extents - memory.farthest);
    if (travel < this.#rules.leastTravelShare) return null;
    const { touched } = memory;
    memory.side = -memory.side;
    memory.farthest = extents;
    memory.beyond = memory.justBeyond = 0;
    const direction = memory.side > 0 ? 'forward' : 'backward';
    if (!touched?.within || memory.done.has(direction)) return null;
    memory.done.add(direction);
    return { line: memory.line.name, trackId: now.trackId, classId: now.classId, direction, ptsMs: touched.ptsMs };
  }
}

function centre({ boxInImage }: TrackObservation): { readonly x: number; readonly y: number } {
  return { x: boxInImage.cx, y: boxInImage.cy };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

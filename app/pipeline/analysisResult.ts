import { inSteps } from '../base/inSteps.ts';
import type { Detection } from '../detect/detection.ts';
import type { Tracker, TrackerOutput, TrackObservation } from '../track/track.ts';
import type { CountingLine } from '../traffic/countingLine.ts';
import { countsOf, type LineCounts } from '../traffic/counts.ts';
import { type Passage, PassageCounter } from '../traffic/passage.ts';

/** A track as the command line writes it; pixels of the source picture, x and y the box centre. */
export interface TrackResult {
  readonly trackId: number;
  readonly class: string;
  readonly score: number;
  readonly firstPtsMs: number;
  readonly lastPtsMs: number;
  /** `[ptsMs, x, y, w, h]`; absent when paths were not wanted. */
  readonly path?: readonly (readonly [number, number, number, number, number])[];
}

export interface CrossingResult {
  readonly line: string;
  readonly trackId: number;
  readonly class: string;
  readonly direction: Passage['direction'];
  readonly ptsMs: number;
}

export interface AnalysisTables {
  /** Where the counting lines lie, pixels of the source picture. */
  readonly lines: readonly CountingLine[];
  readonly tracks: readonly TrackResult[];
  readonly crossings: readonly CrossingResult[];
  readonly counts: Readonly<Record<string, LineCounts>>;
}

/** Tracks and counts of one video, frame by frame; times are the source's own PTS. */
export class AnalysisResult {
  readonly #tracker: Tracker;
  readonly #lines: readonly CountingLine[];
  readonly #classes: readonly string[];
  readonly #withPaths: boolean;
  readonly #tracked: ((ptsMs: number, output: TrackerOutput) => void) | undefined;
  readonly #counter: PassageCounter;
  readonly #paths = new Map<number, TrackObservation[]>();
  readonly #passages: Passage[] = [];
  #lastPtsMs = 0;
  #analysed = 0;

  constructor(options: {
    readonly tracker: Tracker;
    readonly lines: readonly CountingLine[];
    /** Names by class id. */
    readonly classes: readonly string[];
    readonly withPaths: boolean;
    /** Called after every frame with what the tracker made of it. */
    readonly tracked?: (ptsMs: number, output: TrackerOutput) => void;
  }) {
    this.#tracker = options.tracker;
    this.#lines = options.lines;
    this.#classes = options.classes;
    this.#withPaths = options.withPaths;
    this.#tracked = options.tracked;
    this.#counter = new PassageCounter(options.lines);
  }

  get analysed(): number {
    return this.#analysed;
  }

  /** Media time of the newest frame. */
  get lastPtsMs(): number {
    return this.#lastPtsMs;
  }

  /** Frames come in the order of the video. */
  add(ptsMs: number, detections: readonly Detection[]): void {
    this.#lastPtsMs = ptsMs;
    this.#analysed++;
    const output = this.#tracker.update({ ptsMs, detections });
    const { observed, backfilled, ended } = output;
    for (const observation of [...backfilled, ...observed]) {
      const path = this.#paths.get(observation.trackId);
      if (path) path.push(observation);
      else this.#paths.set(observation.trackId, [observation]);
      this.#counter.observe(observation);
    }
    for (const trackId of ended) this.#passages.push(...this.#counter.end(trackId));
    this.#tracked?.(ptsMs, output);
  }

  /** Ends what is still under way. Call once, last. */
  finish(): AnalysisTables {
    this.#passages.push(...this.#counter.endAll());
    const passages = this.#passages.sort((a, b) => a.ptsMs - b.ptsMs);
    const nameOf = (classId: number): string => this.#classes[classId] ?? `class ${classId}`;
    return {
      lines: this.#lines,
      tracks: [...this.#paths.values()].map((path) => trackOf(path, nameOf, this.#withPaths)),
      crossings: passages.map(({ line, trackId, classId, direction, ptsMs }) => ({
        line,
        trackId,
        class: nameOf(classId),
        direction,
        ptsMs: inSteps(ptsMs, 10),
      })),
      counts: countsOf(this.#lines, passages, nameOf),
    };
  }
}

function trackOf(
  path: readonly TrackObservation[],
  nameOf: (classId: number) => string,
  withPath: boolean,
): TrackResult {
  const [first] = path;
  const last = path.at(-1);
  if (!first || !last) throw new Error('a track without an observation');
  return {
    trackId: first.trackId,
    class: nameOf(last.classId),
    score: inSteps(Math.max(...path.map(({ score }) => score)), 1000),
    firstPtsMs: inSteps(first.ptsMs, 10),
    lastPtsMs: inSteps(last.ptsMs, 10),
    ...(withPath && {
      path: path.map(({ ptsMs, boxInImage: { cx, cy, w, h } }) => [
        inSteps(ptsMs, 10),
        inSteps(cx, 10),
        inSteps(cy, 10),
        inSteps(w, 10),
        inSteps(h, 10),
      ]),
    }),
  };
}

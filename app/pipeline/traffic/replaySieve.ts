import type { ChangedRule } from '../../incident/sieve/changedRules.ts';
import { findsAlone } from '../../incident/sieve/findsAlone.ts';
import { knownSieves } from '../../incident/sieve/knownSieves.ts';
import { PathOnRoad } from '../../incident/sieve/pathOnRoad.ts';
import type { TrackSieve } from '../../incident/sieve/trackSieve.ts';
import { type EvenPath, evenPath } from '../../track/evenPath.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import { RoadObserver } from '../../traffic/road/roadObserver.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { replayStepMs } from './replay.ts';
import { ReplayedTrack } from './replayedTrack.ts';
import { mayTouch, type PictureSpan, spanOf, touches } from './replayCompany.ts';

interface SievedRule extends ChangedRule {
  readonly sieve: TrackSieve;
}

/** A track that a rule may find something with. */
interface Candidate {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly sieve: TrackSieve;
  readonly path: EvenPath;
  readonly span: PictureSpan;
  /** `null` while it is not known whether enough others are there. */
  counts: boolean | null;
}

interface Waiting {
  readonly track: StoredTrack;
  readonly span: PictureSpan;
  readonly own: readonly Candidate[];
}

/** How many tracks are read before others get a turn. */
const tracksATurn = 500;

/**
 * Chooses, of stored tracks, those that some rules could find something with, and those that these look at beside them:
 * run over these alone the rules find what they find in all.
 */
export class ReplaySieve {
  readonly #cameraId: string;
  readonly #scene: CompiledScene;
  readonly #rules: readonly SievedRule[];
  readonly #path: PathOnRoad;
  readonly #scratch = { columns: new Float64Array(50_000), path: new Float64Array(16_000) };
  #waiting: Waiting[] = [];
  #candidates: Candidate[] = [];

  /** @returns `null` where one of the rules has no sieve: it must be shown all tracks */
  static of(cameraId: string, scene: CompiledScene, changed: readonly ChangedRule[]): ReplaySieve | null {
    const rules: SievedRule[] = [];
    for (const one of changed) {
      const sieve = knownSieves[one.rule]?.(scene, one.settings);
      if (!sieve) return null;
      rules.push({ ...one, sieve });
    }
    return new ReplaySieve(cameraId, scene, rules);
  }

  private constructor(cameraId: string, scene: CompiledScene, rules: readonly SievedRule[]) {
    this.#cameraId = cameraId;
    this.#scene = scene;
    this.#rules = rules;
    this.#path = new PathOnRoad(scene);
  }

  /**
   * @param tracks by begin
   * @yields the chosen ones by begin, and now and then how far the reading is, a time
   */
  *chosen(tracks: Iterable<StoredTrack>): Generator<StoredTrack | number> {
    let read = 0;
    for (const track of tracks) {
      if (++read % tracksATurn === 0) yield track.firstAtMs;
      if (this.#rules.length === 0) continue;
      yield* this.#decided(track.firstAtMs);
      this.#take(track);
    }
    yield* this.#decided(Number.POSITIVE_INFINITY);
  }

  #take(track: StoredTrack): void {
    const scratch = this.#scratch;
    const path = evenPath(track.columns(scratch.columns), track.firstAtMs, replayStepMs, scratch.path);
    if (path.length === 0) return;
    this.#path.take(track.className, path);
    const [fromAtMs, toAtMs] = [track.firstAtMs, track.lastAtMs + 1];
    const span = spanOf(path);
    const own = this.#rules
      .filter((rule) => rule.sieve.mayMatter(this.#path) && (!rule.sieve.isFoundAlone || this.#isFound(rule, track)))
      .map(({ sieve }): Candidate => {
        const kept = { ...path, values: path.values.slice(0, 4 * path.length) };
        return { fromAtMs, toAtMs, sieve, path: kept, span, counts: sieve.leastTogether > 1 ? null : true };
      });
    this.#candidates.push(...own);
    this.#waiting.push({ track, span, own });
  }

  /** The tracks of which it is known, when all that began before a time were read, that they are chosen. */
  *#decided(readMs: number): Generator<StoredTrack> {
    let decided = 0;
    for (const one of this.#waiting) {
      if (this.#knownFromMs(one) >= readMs) break;
      decided++;
      if (this.#isChosen(one)) yield one.track;
    }
    if (decided === 0) return;
    this.#waiting = this.#waiting.slice(decided);
    const oldestMs = this.#waiting[0]?.track.firstAtMs ?? readMs;
    if (this.#candidates.length > 0) this.#candidates = this.#candidates.filter(({ toAtMs }) => toAtMs >= oldestMs);
  }

  /** Who begins beside it, and beside those that it is company of, is known then. */
  #knownFromMs({ track }: Waiting): number {
    let fromMs = track.lastAtMs + 1;
    for (const { fromAtMs, toAtMs, counts } of this.#candidates) {
      if (counts === null && fromAtMs <= track.lastAtMs + 1 && toAtMs >= track.firstAtMs) {
        fromMs = Math.max(fromMs, toAtMs);
      }
    }
    return fromMs;
  }

  #isChosen({ track, span, own }: Waiting): boolean {
    if (own.some((one) => this.#counts(one))) return true;
    let path: EvenPath | null = null;
    return this.#candidates.some((one) => {
      const { company } = one.sieve;
      if (company === 'none' || one.fromAtMs > track.lastAtMs + 1 || one.toAtMs < track.firstAtMs) return false;
      if (company === 'touching' && !mayTouch(one.span, span)) return false;
      if (!this.#counts(one)) return false;
      if (company === 'all') return true;
      path ??= evenPath(track.columns(), track.firstAtMs, replayStepMs);
      return touches(one.path, path);
    });
  }

  #counts(one: Candidate): boolean {
    if (one.counts !== null) return one.counts;
    let together = 0;
    for (const other of this.#candidates) {
      if (other.sieve === one.sieve && other.fromAtMs <= one.toAtMs && other.toAtMs >= one.fromAtMs) together++;
    }
    one.counts = together >= one.sieve.leastTogether;
    return one.counts;
  }

  #isFound(rule: ChangedRule, track: StoredTrack): boolean {
    const observer = new RoadObserver(this.#cameraId, this.#scene);
    const { fromAtMs, stepMs, length } = this.#path.path;
    const replayed = new ReplayedTrack(track, stepMs);
    const views = Array.from({ length }, (_, at) => {
      const atMs = fromAtMs + at * stepMs;
      const tracks = [replayed.at(atMs)!];
      return observer.observe({ cameraId: this.#cameraId, atMs, tracks, ended: [], signals: new Map() });
    });
    return findsAlone(rule, views);
  }
}

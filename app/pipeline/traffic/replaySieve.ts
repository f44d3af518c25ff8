import type { RuleOnScene } from '../../incident/sieve/changedRules.ts';
import { findsAlone } from '../../incident/sieve/findsAlone.ts';
import { knownSieves } from '../../incident/sieve/knownSieves.ts';
import { PathOnRoad } from '../../incident/sieve/pathOnRoad.ts';
import type { TrackSieve } from '../../incident/sieve/trackSieve.ts';
import { evenPath } from '../../track/evenPath.ts';
import type { StoredTrack } from '../../track/storedTrack.ts';
import type { ObservedFrame, RoadUserGroup, RoadView } from '../../traffic/road/roadUser.ts';
import { ObservedTrack } from '../../traffic/road/observedTrack.ts';
import { roadUserGroupOf } from '../../traffic/road/roadUserGroup.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { replayStepMs } from './replay.ts';
import { Beside } from './replayBeside.ts';
import { SievedTrack, touching } from './replayCompany.ts';
import { ReplayedTrack } from './replayedTrack.ts';

interface SievedRule extends RuleOnScene {
  readonly sieve: TrackSieve;
}

/** Where more are looked at at once, nearly everybody covers one of them: to ask would cost more than to run them all. */
const mostAsked = 30;
/** How many tracks are read before others get a turn. */
const tracksATurn = 500;

/**
 * Chooses, of stored tracks, those that some rules could find something with, whom these look at beside them, and who
 * may have covered any of them: run over these alone the rules find what they find in all.
 */
export class ReplaySieve {
  readonly #cameraId: string;
  readonly #rules: readonly SievedRule[];
  readonly #path: PathOnRoad;
  readonly #scratch = { columns: new Float64Array(50_000), path: new Float64Array(16_000) };
  /** Each question is answered once all that were there beside a track have had the one before answered. */
  readonly #suspects = new Beside<SievedTrack>();
  readonly #candidates = new Beside<SievedTrack>();
  readonly #company = new Beside<SievedTrack>();
  readonly #covering = new Beside<SievedTrack>();
  /** Those that a rule may find something with, and with them those that it looks at beside. */
  #found: SievedTrack[] = [];
  #lookedAt: SievedTrack[] = [];

  /**
   * @param scene one of those that the rules run on: they have their road in common
   * @returns `null` where one of the rules has no sieve: it must be shown all tracks
   */
  static of(cameraId: string, scene: CompiledScene, changed: readonly RuleOnScene[]): ReplaySieve | null {
    const rules: SievedRule[] = [];
    for (const one of changed) {
      const sieve = knownSieves[one.rule]?.(one.scene, one.settings);
      if (!sieve) return null;
      rules.push({ ...one, sieve });
    }
    return new ReplaySieve(cameraId, scene, rules);
  }

  private constructor(cameraId: string, scene: CompiledScene, rules: readonly SievedRule[]) {
    this.#cameraId = cameraId;
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
      this.#suspects.add(new SievedTrack(track, this.#sievesOf(track)));
    }
    yield* this.#decided(Number.POSITIVE_INFINITY);
  }

  /** Those of whom it is known, when all that began before a time were read, that they are chosen. */
  *#decided(readMs: number): Generator<StoredTrack> {
    for (let one = this.#suspects.next(readMs); one; one = this.#suspects.next(readMs)) {
      if (one.sieves.length > 0) this.#runAlone(one);
      this.#candidates.add(one);
    }
    const suspectedMs = this.#suspects.givenTo(readMs);
    for (let one = this.#candidates.next(suspectedMs); one; one = this.#candidates.next(suspectedMs)) {
      if (one.sieves.length > 0) this.#leaveOutLonely(one);
      if (one.sieves.length > 0) this.#found.push(one);
      this.#company.add(one);
    }
    const foundMs = this.#candidates.givenTo(suspectedMs);
    for (let one = this.#company.next(foundMs); one; one = this.#company.next(foundMs)) {
      this.#found = since(this.#found, one);
      if (one.sieves.length > 0 || this.#found.some((found) => found.needsAll && found.isBeside(one))) {
        one.isLookedAt = true;
        this.#lookedAt.push(one);
      }
      this.#covering.add(one);
    }
    const lookedAtMs = this.#company.givenTo(foundMs);
    for (let one = this.#covering.next(lookedAtMs); one; one = this.#covering.next(lookedAtMs)) {
      this.#lookedAt = since(this.#lookedAt, one);
      if (one.isLookedAt || this.#mayCoverOneLookedAt(one)) yield one.track;
    }
  }

  #mayCoverOneLookedAt(one: SievedTrack): boolean {
    const beside = this.#lookedAt.filter((other) => other.isBeside(one));
    return beside.length > mostAsked || beside.some((other) => other.mayBeCoveredBy(one));
  }

  #sievesOf(track: StoredTrack): readonly TrackSieve[] {
    const group = roadUserGroupOf(track.className);
    if (!this.#rules.some(({ sieve }) => isOf(sieve, group))) return nothing;
    const { columns, path: scratch } = this.#scratch;
    const path = evenPath(track.columns(columns), track.firstAtMs, replayStepMs, scratch);
    if (path.length === 0) return nothing;
    this.#path.take(path);
    return this.#rules.flatMap(({ sieve }) => (isOf(sieve, group) && sieve.mayMatter(this.#path) ? [sieve] : []));
  }

  /** Whom a rule does not find alone, beside those that may cover its box, it finds with nobody. */
  #runAlone(one: SievedTrack): void {
    const asked = this.#rules.filter(({ sieve }) => sieve.isFoundAlone && one.sieves.includes(sieve));
    if (asked.length === 0) return;
    const views = new Map<CompiledScene, readonly RoadView[]>();
    const found = asked.filter((rule) => {
      const shown = views.get(rule.scene) ?? this.#viewsOf(one, rule.scene);
      views.set(rule.scene, shown);
      return findsAlone(rule, shown);
    });
    one.sieves = one.sieves.filter((sieve) => !sieve.isFoundAlone || found.some((rule) => rule.sieve === sieve));
  }

  #viewsOf(one: SievedTrack, scene: CompiledScene): readonly RoadView[] {
    const { fromAtMs, stepMs, length } = one.path;
    const observed = new ObservedTrack(scene, fromAtMs);
    const shown = new ReplayedTrack(one.track, one.path);
    const others = this.#coveringOf(one);
    return Array.from({ length }, (_, at): RoadView => {
      const atMs = fromAtMs + at * stepMs;
      const user = observed.observe(atMs, shown.at(atMs)!, others[at] ?? []);
      const users = user ? [user] : [];
      return { cameraId: this.#cameraId, atMs, scene, users, ended: [], signals: new Map() };
    });
  }

  /** Who may cover it, by instant. */
  #coveringOf(one: SievedTrack): ObservedFrame['tracks'][number][][] {
    const covering: ObservedFrame['tracks'][number][][] = [];
    const { fromAtMs, stepMs } = one.path;
    for (const other of this.#suspects.of(one)) {
      if (other === one || !one.mayBeCoveredBy(other)) continue;
      const shown = new ReplayedTrack(other.track, other.path);
      for (const at of touching(one.path, other.path)) {
        covering[at] ??= [];
        covering[at].push(shown.at(fromAtMs + at * stepMs)!);
      }
    }
    return covering;
  }

  #leaveOutLonely(one: SievedTrack): void {
    one.sieves = one.sieves.filter((sieve) => {
      if (sieve.leastTogether === 1) return true;
      let together = 0;
      for (const other of this.#candidates.of(one)) if (other.suspectedBy.includes(sieve)) together++;
      return together >= sieve.leastTogether;
    });
  }
}

const nothing: readonly TrackSieve[] = [];

function isOf(sieve: TrackSieve, group: RoadUserGroup): boolean {
  return sieve.group === group || sieve.group === 'any';
}

/** Without those that ended before one begins. */
function since(tracks: SievedTrack[], { fromAtMs }: SievedTrack): SievedTrack[] {
  return tracks.every(({ toAtMs }) => toAtMs >= fromAtMs) ? tracks : tracks.filter(({ toAtMs }) => toAtMs >= fromAtMs);
}

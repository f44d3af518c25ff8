import type { ReplayReport } from '../../contracts/replayReport.ts';
import type { Incident } from '../../incident/incident.ts';
import { compareIncidents } from './compareIncidents.ts';
import type { ReplayedIncidents } from './replayCamera.ts';

const dayMs = 86_400_000;
const mostListed = 500;

/** One camera's part of a replay. */
export interface CameraFindings extends ReplayedIncidents {
  readonly tracks: number;
  /** Days since 1970 in which a track began. */
  readonly days: readonly number[];
}

/** What a replay tells, of all its cameras together; incidents by the time they were found. */
export function replayReport(
  { fromAtMs, toAtMs }: { readonly fromAtMs: number; readonly toAtMs: number },
  cameras: readonly CameraFindings[],
): ReplayReport {
  const compared = cameras.map(({ before, after }) => compareIncidents(before ?? [], after));
  const days = new Set(cameras.flatMap((camera) => camera.days));
  const spanDays = Math.max(1, Math.ceil((toAtMs - fromAtMs) / dayMs));
  const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
  return {
    ...{ fromAtMs, toAtMs },
    tracks: sum(cameras.map(({ tracks }) => tracks)),
    unchanged: sum(compared.map(({ unchanged }) => unchanged)),
    changedRulesOnly: cameras.some(({ rules }) => rules !== null),
    emptyDays: Math.max(0, spanDays - days.size),
    fresh: compared
      .flatMap(({ fresh }) => fresh)
      .sort(byDetection)
      .slice(0, mostListed),
    lost: compared
      .flatMap(({ lost }) => lost)
      .sort(byDetection)
      .slice(0, mostListed),
    shifted: compared
      .flatMap(({ shifted }) => shifted)
      .sort((a, b) => byDetection(a.incident, b.incident))
      .slice(0, mostListed),
  };
}

const byDetection = (a: Incident, b: Incident): number => a.detectedAtMs - b.detectedAtMs;

/** The tracks that pass, and the days they began in. */
export class CountedTracks {
  tracks = 0;
  readonly #days = new Set<number>();

  *count<T extends { readonly firstAtMs: number }>(tracks: Iterable<T>): Generator<T> {
    for (const track of tracks) {
      this.tracks++;
      this.#days.add(Math.floor(track.firstAtMs / dayMs));
      yield track;
    }
  }

  get days(): number[] {
    return [...this.#days];
  }
}

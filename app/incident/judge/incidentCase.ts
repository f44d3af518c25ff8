import { type GroundPoint, velocityOf } from '../../space/ground.ts';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { Incident, IncidentEntry } from '../incident.ts';
import type { Finding, LaneStretch } from '../rule.ts';
import { beganText, detectedText, severityText } from './sentences.ts';

/** An incident as it is now, with what happened to it since the change before. */
export interface IncidentChange {
  readonly incident: Incident;
  readonly entries: readonly IncidentEntry[];
}

const mostTracks = 200;
/** What goes on without news is told this often. */
const refreshMs = 10_000;

/** An incident that lasts, and what the judge remembers of it beside the record. */
export class IncidentCase {
  #incident: Incident;
  /** Rule and thing: under which names it was found. */
  readonly keys: string[] = [];
  stretches: readonly LaneStretch[] = [];
  /** Of the road user it was last found at; `null` when that is not known. */
  velocity: GroundPoint | null = null;
  #news: IncidentEntry[] = [];
  #toldAtMs = Number.NEGATIVE_INFINITY;

  private constructor(incident: Incident) {
    this.#incident = incident;
  }

  static open(
    finding: Finding,
    key: string,
    view: RoadView,
    { incidentId, sceneVersion }: { readonly incidentId: string; readonly sceneVersion: number | null },
  ): IncidentCase {
    const { type, severity, beganAtMs, place, confidence, evidence } = finding;
    const opened = new IncidentCase({
      ...{ incidentId, type, severity, beganAtMs, place, confidence, sceneVersion },
      cameraId: view.cameraId,
      detectedAtMs: view.atMs,
      lastSeenAtMs: view.atMs,
      endedAtMs: null,
      trackIds: finding.trackIds.slice(0, mostTracks),
      boxes: boxesOf(finding.trackIds, view.users),
      evidence: [...evidence],
      partOf: null,
      hasPicture: false,
    });
    opened.#note(beganAtMs, 'began', beganText(type, place.laneId));
    opened.#note(view.atMs, 'detected', detectedText(type, evidence));
    opened.#remember(finding, key, view);
    return opened;
  }

  /** One that was open when the judge's predecessor stopped. */
  static resume(incident: Incident): IncidentCase {
    const resumed = new IncidentCase(incident);
    resumed.#toldAtMs = incident.lastSeenAtMs;
    return resumed;
  }

  get incident(): Incident {
    return this.#incident;
  }

  /** It was found again, perhaps under another name. */
  see(finding: Finding, key: string, view: RoadView): void {
    const before = this.#incident;
    if (finding.severity !== before.severity) {
      this.#note(view.atMs, 'changed', severityText(before.severity, finding.severity));
    }
    const { severity, place, evidence } = finding;
    const fresh = finding.trackIds.filter((id) => !before.trackIds.includes(id));
    if (!this.keys.includes(key) || (fresh.length > 0 && finding.trackIds.length === 1)) {
      this.#note(view.atMs, 'changed', `Goes on as ${nameOf(finding)}.`);
    }
    const trackIds = fresh.length === 0 ? before.trackIds : [...before.trackIds, ...fresh].slice(0, mostTracks);
    this.#incident = {
      ...before,
      ...{ severity, place, trackIds },
      evidence: [...evidence],
      confidence: Math.max(before.confidence, finding.confidence),
      lastSeenAtMs: view.atMs,
    };
    this.#remember(finding, key, view);
  }

  fold(outer: Incident, atMs: number, text: string): void {
    this.#incident = { ...this.#incident, partOf: outer.incidentId };
    this.#note(atMs, 'folded', text);
  }

  /** What explained it has ended; it goes on. */
  unfold(atMs: number, text: string): void {
    this.#incident = { ...this.#incident, partOf: null };
    this.#note(atMs, 'changed', text);
  }

  end(atMs: number, text: string): void {
    this.#incident = { ...this.#incident, endedAtMs: this.#incident.lastSeenAtMs };
    this.#note(atMs, 'ended', text);
  }

  /** @returns what the store must know now: at once when something happened, otherwise now and then */
  change(atMs: number): IncidentChange | null {
    const isDue = this.#incident.lastSeenAtMs - this.#toldAtMs >= refreshMs;
    if (this.#news.length === 0 && !isDue) return null;
    const entries = this.#news;
    this.#news = [];
    this.#toldAtMs = atMs;
    return { incident: this.#incident, entries };
  }

  #remember({ stretches = [], trackIds, velocityMps }: Finding, key: string, { users }: RoadView): void {
    if (!this.keys.includes(key)) this.keys.push(key);
    this.stretches = stretches;
    const user = users.find(({ trackId }) => trackId === trackIds[0]);
    if (user?.motion) this.velocity = velocityOf(user.motion);
    else if (velocityMps) this.velocity = velocityMps;
  }

  #note(atMs: number, what: IncidentEntry['what'], text: string): void {
    this.#news.push({ incidentId: this.#incident.incidentId, atMs, what, text });
  }
}

/** For the operator: numbers of tracks stand at the boxes in the picture. */
function nameOf({ thing, trackIds }: Finding): string {
  if (trackIds.length === 1) return `track ${trackIds[0]}`;
  return trackIds.length === 2 ? `tracks ${trackIds.join(' and ')}` : thing;
}

function boxesOf(trackIds: readonly number[], users: readonly RoadUser[]): Incident['boxes'] {
  return users
    .filter(({ trackId }) => trackIds.includes(trackId))
    .slice(0, mostTracks)
    .map(({ trackId, boxInImage: { cx, cy, w, h } }) => [trackId, cx, cy, w, h]);
}

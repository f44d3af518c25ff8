import type { Camera, CameraSettings, Credentials } from '../camera/camera.ts';
import type { SiteSettings } from '../camera/siteSettings.ts';
import type { Wall } from '../camera/wall.ts';
import type { Model } from '../model/model.ts';
import type { Incident, IncidentEntry, IncidentType } from '../incident/incident.ts';
import type { SiteRulesVersion } from '../incident/siteRules.ts';
import type { Interval, MeasuredElement } from '../traffic/quantities/interval.ts';
import type { SceneVersion } from '../traffic/scene/scene.ts';
import type { SignalChange } from '../traffic/signals/signalChange.ts';
import type { FinishedTrack } from '../track/finishedTrack.ts';

/** Cameras as facts. Every change is committed before the call returns. */
export interface CameraStore {
  /** By position, which is dense from 0. */
  list(): Camera[];
  /** Comes last in the order. Throws `already-exists` (number taken). */
  add(settings: CameraSettings, credentials: Credentials | null): string;
  /** `credentials` undefined keeps what is stored. Throws `not-found`, `already-exists` (number taken). */
  update(cameraId: string, settings: CameraSettings, credentials?: Credentials | null): void;
  /** Walls show an empty place where the camera was. Throws `not-found`. */
  delete(cameraId: string): void;
  /** Throws `invalid-argument` unless it names every camera once. */
  reorder(cameraIds: readonly string[]): void;
  /** `null` when the camera has none. Throws `data-loss` when they are stored but cannot be read any more. */
  credentialsOf(cameraId: string): Credentials | null;
  /** Runs all changes in `work`, those of models, settings and walls included, as one transaction. */
  together<T>(work: () => T): T;
}

export interface ModelStore {
  /** By time of import. */
  list(): Model[];
  /** Replaces a model of the same id; which model is active stays as it is. */
  add(model: Model): void;
  /** Makes one model the active one. Throws `not-found`. */
  activate(modelId: string): void;
  /** Throws `not-found`. */
  delete(modelId: string): void;
  /** The model file of the first site while it has not been tried to the end: a start can be broken off. */
  untriedFile(): string | null;
  /** `null` once it was tried, whatever came of it. */
  keepUntriedFile(path: string | null): void;
}

export interface SettingsStore {
  read(): SiteSettings;
  save(settings: SiteSettings): void;
  walls(): Wall[];
  /** Adds the wall, or replaces the one with its id. Throws `not-found` (a tile names an unknown camera). */
  saveWall(wall: Wall): void;
  /** Throws `not-found`. */
  deleteWall(wallId: string): void;
}

/** The track black box: every confirmed track's whole path, on the grid of app/track/pathCodec.ts. */
export interface TrackStore {
  /** One transaction for the batch. */
  append(tracks: readonly FinishedTrack[]): void;
  /** Tracks that overlap [fromAtMs, toAtMs), by begin; wall time, Unix ms. */
  between(cameraId: string, fromAtMs: number, toAtMs: number): Iterable<FinishedTrack>;
  /** Deletes tracks that ended before `atMs`, at most 20,000 a call so that no call lasts; gives how many went. */
  deleteBefore(atMs: number): number;
  /** `bytes` are those of the compressed paths; `oldestAtMs` is the earliest begin. */
  statistics(): TrackStatistics;
}

export interface TrackStatistics {
  readonly tracks: number;
  readonly bytes: number;
  readonly oldestAtMs: number | null;
}

/** Scenes: every save is a new version, none is ever changed. They go with their camera. */
export interface SceneStore {
  /** The newest version of every camera that has one. */
  newest(): SceneVersion[];
  /** Newest first. */
  versions(cameraId: string): SceneVersion[];
  /**
   * @param baseVersion the version that was edited, `null` for the first
   * @returns the new version's number. Throws `not-found` (camera), `aborted` (another version was saved meanwhile).
   */
  save(version: Omit<SceneVersion, 'version'>, baseVersion: number | null): number;
  /**
   * Keeps how the camera's view looks (app/traffic/view/viewFingerprintCodec.ts) in place of what was kept for the camera
   * before. A view of any version but the newest is of no use any more, and is not kept.
   */
  saveView(cameraId: string, version: number, view: Uint8Array): void;
  /** `null` while the view of that version has not been learnt. Throws `data-loss` when it cannot be read any more. */
  viewOf(cameraId: string, version: number): Uint8Array | null;
}

/** Rules of the whole site: every save is a new version, none is ever changed. */
export interface SiteRulesStore {
  /** `null` while nobody saved any: every rule is as it comes. Throws `data-loss` when they cannot be read any more. */
  newest(): SiteRulesVersion | null;
  /** Newest first. */
  versions(): SiteRulesVersion[];
  /**
   * @param baseVersion the version that was edited, `null` for the first
   * @returns the new version's number. Throws `aborted` (another version was saved meanwhile).
   */
  save(version: Omit<SiteRulesVersion, 'version'>, baseVersion: number | null): number;
}

/** Incidents and what happened to them. Every call is committed, durably, before it returns. */
export interface IncidentStore {
  /**
   * Adds or replaces, with the entries that its raw timeline grows by, in one transaction.
   * Throws `invalid-argument` for an entry of another incident.
   */
  save(incident: Incident, entries: readonly IncidentEntry[]): void;
  /** Throws `not-found`. */
  read(incidentId: string): Incident;
  /** Those that have not ended, by detection. */
  open(): Incident[];
  /** Detected within [fromAtMs, toAtMs), newest first, at most `limit`. */
  find(query: IncidentQuery): Incident[];
  /** By time. Throws `not-found`. */
  entries(incidentId: string): IncidentEntry[];
  /** Of an incident that was saved before: throws `not-found`. Replaces a picture that is there. */
  savePicture(incidentId: string, jpeg: Uint8Array): void;
  /** `null` when it has none. Throws `not-found`, and `data-loss` when the stored picture cannot be read any more. */
  picture(incidentId: string): Uint8Array | null;
  /** The earliest end of those that ended. */
  oldestEndAtMs(): number | null;
  /** Deletes incidents that ended before `atMs`, with entries and pictures, at most 5,000 a call; gives how many went. */
  deleteBefore(atMs: number): number;
}

export interface IncidentQuery {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly cameraIds?: readonly string[] | undefined;
  readonly types?: readonly IncidentType[] | undefined;
  readonly limit: number;
}

/** Intervals of every length. A camera's element has at most one interval of a length and begin. */
export interface IntervalStore {
  /** One transaction; an interval that is there already is replaced. Throws `invalid-argument` for a sum that is no number. */
  append(intervals: readonly Interval[]): void;
  /** Begun within [fromAtMs, toAtMs), by begin, at most `limit`. */
  find(query: IntervalQuery): Interval[];
  /** The earliest begin of those of one length. */
  oldestAtMs(lengthMs: number): number | null;
  /** Deletes intervals of one length that began before `atMs`, at most 20,000 a call; gives how many went. */
  deleteBefore(lengthMs: number, atMs: number): number;
}

export interface IntervalQuery {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly cameraIds: readonly string[];
  readonly elements?: readonly MeasuredElement[] | undefined;
  readonly lengthMs: number;
  readonly limit: number;
}

/** What signal heads showed, by its changes; times are whole ms. A head has at most one change at a time. */
export interface SignalStore {
  /** One transaction; a change that is there already is replaced. */
  append(changes: readonly SignalChange[]): void;
  /** By time, of all heads of the camera: what each showed at `fromAtMs`, and its changes until before `toAtMs`. */
  between(cameraId: string, fromAtMs: number, toAtMs: number): SignalChange[];
  oldestAtMs(): number | null;
  /** Deletes changes before `atMs`, at most 20,000 a call; gives how many went. */
  deleteBefore(atMs: number): number;
}

export interface Stores {
  readonly cameras: CameraStore;
  readonly models: ModelStore;
  readonly settings: SettingsStore;
  readonly tracks: TrackStore;
  readonly scenes: SceneStore;
  readonly siteRules: SiteRulesStore;
  readonly incidents: IncidentStore;
  readonly intervals: IntervalStore;
  readonly signals: SignalStore;
  close(): void;
}

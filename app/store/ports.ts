import type { Camera, CameraSettings, Credentials } from '../camera/camera.ts';
import type { SiteSettings } from '../camera/siteSettings.ts';
import type { Wall } from '../camera/wall.ts';
import type { Model } from '../model/model.ts';
import type { FinishedTrack } from '../track/finishedTrack.ts';

/** Cameras as facts. Every change is committed before the call returns. */
export interface CameraStore {
  list(): Camera[];
  add(settings: CameraSettings, credentials: Credentials | null): string;
  /** `credentials` undefined keeps what is stored. Throws `not-found`, `already-exists` (number taken). */
  update(cameraId: string, settings: CameraSettings, credentials?: Credentials | null): void;
  delete(cameraId: string): void;
  reorder(cameraIds: readonly string[]): void;
  credentialsOf(cameraId: string): Credentials | null;
  /** Runs all changes in `work` as one transaction. */
  together<T>(work: () => T): T;
}

export interface ModelStore {
  list(): Model[];
  add(model: Model): void;
  /** Makes one model the active one. Throws `not-found`. */
  activate(modelId: string): void;
  delete(modelId: string): void;
}

export interface SettingsStore {
  read(): SiteSettings;
  save(settings: SiteSettings): void;
  walls(): Wall[];
  saveWall(wall: Wall): void;
  deleteWall(wallId: string): void;
}

/** The track black box: every confirmed track's whole path, compressed. */
export interface TrackStore {
  /** One transaction for the batch. */
  append(tracks: readonly FinishedTrack[]): void;
  /** Tracks that overlap [fromAtMs, toAtMs), by begin; wall time, Unix ms. */
  between(cameraId: string, fromAtMs: number, toAtMs: number): Iterable<FinishedTrack>;
  deleteBefore(atMs: number): number;
  statistics(): { tracks: number; bytes: number };
}

export interface Stores {
  readonly cameras: CameraStore;
  readonly models: ModelStore;
  readonly settings: SettingsStore;
  readonly tracks: TrackStore;
  close(): void;
}

import type { Camera } from '../../camera/camera.ts';
import { type CameraStatus, unmeasuredQuality } from '../../camera/cameraState.ts';
import type { Health, ProcessHealth } from '../../contracts/console.ts';
import { type InferenceStatus, noInference } from '../../contracts/vision.ts';
import { AlertBook, type AlertWish } from './alertBook.ts';
import { alertsOf } from './alerts.ts';
import type { IncidentDesk } from '../traffic/incidentDesk.ts';
import type { StationPorts } from './ports.ts';
import type { TrackWriter } from './trackWriter.ts';
import type { VisionDesk } from './visionDesk.ts';

/** Merges what is known of cameras, detection, processes and store, and keeps the alerts. */
export class HealthDesk {
  readonly #ports: StationPorts;
  readonly #vision: VisionDesk;
  readonly #tracks: TrackWriter;
  readonly #incidents: IncidentDesk;
  readonly #isModelTried: () => boolean;
  readonly #book = new AlertBook();
  readonly #notLiveSinceMonoMs = new Map<string, number>();
  readonly #raised = new Map<string, AlertWish>();
  processes: readonly ProcessHealth[] = [];

  constructor(
    ports: StationPorts,
    vision: VisionDesk,
    tracks: TrackWriter,
    incidents: IncidentDesk,
    isModelTried: () => boolean,
  ) {
    this.#ports = ports;
    this.#vision = vision;
    this.#tracks = tracks;
    this.#incidents = incidents;
    this.#isModelTried = isModelTried;
  }

  /** Puts up an alert that no fact here shows; the same key replaces it. */
  raise(alert: AlertWish): void {
    this.#raised.set(alert.key, { sinceAtMs: this.#ports.clock.wallMs(), ...alert });
  }

  clear(key: string): void {
    this.#raised.delete(key);
  }

  /** To be called about twice a second: ages are measured between calls. */
  read(): Health {
    const { clock, stores, disk } = this.#ports;
    const atMs = clock.wallMs();
    const { databaseMb, freeDiskMb } = disk();
    const cameras = stores.cameras.list();
    const statuses = cameras.map((camera) => this.#statusOf(camera, atMs));
    const { tracks, bytes } = stores.tracks.statistics();
    const alerts = alertsOf({
      cameras,
      notLiveForMs: this.#notLiveForMs(cameras, statuses),
      vision: this.#vision.status,
      visionGoneForMs: this.#vision.goneForMs,
      visionHeldBackBecause: this.#vision.heldBackBecause,
      hasActiveModel: this.#isModelTried() || stores.models.list().some((model) => model.active),
      processes: this.processes,
      freeDiskMb,
      lostCredentials: this.#vision.lostCredentials,
      tracks: this.#tracks.state,
      incidents: this.#incidents.state,
      configureProblem: this.#vision.configureProblem,
      raised: [...this.#raised.values()],
    });
    return {
      atMs,
      cameras: statuses,
      inference: this.#inferenceNow(),
      processes: [...this.processes],
      alerts: this.#book.replace(alerts, atMs),
      store: { databaseMb, freeDiskMb, tracksStored: tracks, bytesPerTrack: tracks > 0 ? bytes / tracks : null },
    };
  }

  /** A first model that is being tried will be in use in a moment: nobody need do anything. */
  #inferenceNow(): InferenceStatus {
    const known = this.#vision.status?.inference ?? noInference;
    return known.state === 'none' && this.#isModelTried() ? { ...known, state: 'loading' } : known;
  }

  /** What the vision process says of a camera; what it does not know is off, or about to open. */
  #statusOf(camera: Camera, atMs: number): CameraStatus {
    const known = this.#vision.status?.cameras.find((status) => status.cameraId === camera.cameraId);
    const opens = camera.enabled && this.#vision.heldBackBecause === null;
    return known ?? unknownStatus(camera.cameraId, opens, atMs);
  }

  #notLiveForMs(cameras: readonly Camera[], statuses: readonly CameraStatus[]): Map<string, number> {
    const nowMonoMs = this.#ports.clock.monoMs();
    const before = new Map(this.#notLiveSinceMonoMs);
    this.#notLiveSinceMonoMs.clear();
    const forMs = new Map<string, number>();
    const heldBack = this.#vision.heldBackBecause !== null;
    cameras.forEach(({ cameraId, enabled }, at) => {
      if (!enabled || heldBack || statuses[at]?.state === 'live') return;
      const sinceMonoMs = before.get(cameraId) ?? nowMonoMs;
      this.#notLiveSinceMonoMs.set(cameraId, sinceMonoMs);
      forMs.set(cameraId, nowMonoMs - sinceMonoMs);
    });
    return forMs;
  }
}

function unknownStatus(cameraId: string, opens: boolean, atMs: number): CameraStatus {
  return {
    cameraId,
    state: opens ? 'opening' : 'off',
    sinceAtMs: atMs,
    reason: null,
    warnings: [],
    retryInMs: null,
    restarts: 0,
    quality: unmeasuredQuality,
    drops: { slot: 0, overlay: 0, video: 0 },
  };
}

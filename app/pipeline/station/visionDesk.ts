import { backOffMs, reconnectPolicy } from '../../base/backOff.ts';
import { AppError, toAppError } from '../../base/error.ts';
import type { Client, Subscription } from '../../contracts/contract.ts';
import type { CameraJob, LearntView, Observation, VisionStatus, visionContract } from '../../contracts/vision.ts';
import { roadOutlinesOf } from '../../traffic/foreground/roadOutlines.ts';
import { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import type { SceneVersion } from '../../traffic/scene/scene.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import type { SafeMode, StationPorts } from './ports.ts';

export type VisionClient = Client<typeof visionContract>;

/** What comes of the vision process. */
export interface VisionListener {
  readonly track: (track: FinishedTrack) => void;
  readonly observation: (observation: Observation) => void;
  readonly learntView: (view: LearntView) => void;
}

/** How long to wait before a feed that the other side ended is asked for again. */
const askAgainMs = 1000;

/** A vision process starts, or starts again with another model, well within this time. */
const longestStartMs = 10_000;

/** Tells the vision process what to do, and again whenever either side changed; takes in what it saw. */
export class VisionDesk {
  readonly #ports: StationPorts;
  readonly #seen: VisionListener;
  #client: VisionClient | null = null;
  #feeds = new Map<string, Subscription>();
  readonly #awaited = new Set<() => void>();
  #goneSinceMonoMs: number | null;
  #wanted = false;
  /** The process that a configuration is under way to. */
  #configuring: VisionClient | null = null;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #heldBack: SafeMode | null;
  status: VisionStatus | null = null;
  configureProblem: string | null = null;
  /** Cameras whose stored credentials could not be read. */
  lostCredentials: string[] = [];

  constructor(ports: StationPorts, seen: VisionListener) {
    this.#ports = ports;
    this.#seen = seen;
    this.#heldBack = ports.safeMode ?? null;
    this.#goneSinceMonoMs = ports.clock.monoMs();
  }

  /** Why the vision process is held back (safe mode), one sentence; `null` when it is not. */
  get heldBackBecause(): string | null {
    return this.#heldBack?.reason ?? null;
  }

  /** Ends safe mode. */
  async startNormally(): Promise<void> {
    if (!this.#heldBack) return;
    await this.#heldBack.leave();
    this.#endSafeMode();
  }

  /** How long no vision process has been linked, ms; `null` while one is. */
  get goneForMs(): number | null {
    return this.#goneSinceMonoMs === null ? null : this.#ports.clock.monoMs() - this.#goneSinceMonoMs;
  }

  /** The linked vision process; one that is just starting is waited for. Rejects with `unavailable` when none comes. */
  async linkedClient(): Promise<VisionClient> {
    if (this.#heldBack) {
      throw new AppError('unavailable', 'The station runs in safe mode, without video. Press "Start normally" first.');
    }
    if (!this.#client) {
      await new Promise<void>((resolve) => {
        this.#awaited.add(resolve);
        this.#ports.clock.after(longestStartMs, resolve);
      });
    }
    if (this.#client) return this.#client;
    throw new AppError('unavailable', 'The video processing does not start. The page Health says why.');
  }

  /** A new vision process: it knows nothing yet. */
  linked(client: VisionClient): void {
    this.#lose();
    this.#endSafeMode();
    this.#client = client;
    this.#goneSinceMonoMs = null;
    for (const resolve of this.#awaited) resolve();
    this.#awaited.clear();
    this.#follow<VisionStatus>(
      client,
      'status',
      (listener) => client.status({}, listener),
      (status) => {
        this.status = status;
      },
    );
    this.#follow(client, 'finishedTracks', (listener) => client.finishedTracks({}, listener), this.#seen.track);
    this.#follow(client, 'observations', (listener) => client.observations({}, listener), this.#seen.observation);
    this.#follow(client, 'learntViews', (listener) => client.learntViews({}, listener), this.#seen.learntView);
    this.configure();
  }

  #endSafeMode(): void {
    if (!this.#heldBack) return;
    this.#heldBack = null;
    // It could not come earlier: its absence counts from here.
    this.#goneSinceMonoMs = this.#ports.clock.monoMs();
  }

  stop(): void {
    this.#lose();
  }

  /** Sends the whole wish as the stores have it; changes that come meanwhile go in one further call. */
  configure(): void {
    this.#wanted = true;
    if (this.#client && this.#configuring !== this.#client) void this.#configureUntilDone(this.#client);
  }

  async #configureUntilDone(client: VisionClient): Promise<void> {
    this.#configuring = client;
    this.#cancelRetry?.();
    try {
      while (this.#wanted && client === this.#client) {
        this.#wanted = false;
        await client.configure(this.#wish());
        if (client !== this.#client) return;
        this.configureProblem = null;
        this.#failures = 0;
      }
    } catch (thrown) {
      if (client === this.#client) this.#retryLater(toAppError(thrown));
    } finally {
      if (this.#configuring === client) this.#configuring = null;
    }
  }

  #retryLater(error: AppError): void {
    this.#ports.log.log('warn', 'the video processing did not take its configuration', { code: error.code });
    this.configureProblem = error.message;
    this.#failures += 1;
    const waitMs = backOffMs(reconnectPolicy, this.#failures, () => 0.5);
    this.#cancelRetry = this.#ports.clock.after(waitMs, () => this.configure());
  }

  #wish(): Parameters<VisionClient['configure']>[0] {
    const { stores, models } = this.#ports;
    const settings = stores.settings.read();
    const active = stores.models.list().find((model) => model.active);
    this.lostCredentials = [];
    const sceneOf = new Map(stores.scenes.newest().map((version) => [version.cameraId, version]));
    const cameras = stores.cameras
      .list()
      .filter((camera) => camera.enabled)
      .map((camera): CameraJob => {
        const { cameraId, number, name, sourceUrl, enabled, analysisFps, playback, hasCredentials } = camera;
        const credentials = hasCredentials ? this.#credentialsOf(cameraId) : null;
        const version = sceneOf.get(cameraId);
        return {
          ...{ cameraId, number, name, sourceUrl, enabled, analysisFps, playback, credentials, weight: 1 },
          signalHeads: version?.scene.signalHeads ?? [],
          ...(version && { roadOutlines: this.#roadOf(version) }),
          sceneVersion: version?.version ?? null,
          viewFingerprint: version ? stores.scenes.viewOf(cameraId, version.version) : null,
        };
      });
    return {
      cameras,
      model: active ? models.jobOf(active, settings) : null,
      addressRules: settings.addressRules,
    };
  }

  #credentialsOf(cameraId: string): CameraJob['credentials'] {
    try {
      return this.#ports.stores.cameras.credentialsOf(cameraId);
    } catch (thrown) {
      if (toAppError(thrown).code !== 'data-loss') throw thrown;
      this.lostCredentials.push(cameraId);
      return null;
    }
  }

  /** A scene that cannot be used any more has no road; the traffic desk says what is wrong with it. */
  #roadOf({ scene, cameraId }: SceneVersion): CameraJob['roadOutlines'] {
    try {
      return roadOutlinesOf(new CompiledScene(scene));
    } catch (thrown) {
      this.#ports.log.log('warn', 'a scene has no road', { cameraId, problem: toAppError(thrown).message });
      return [];
    }
  }

  /** Reads a feed of `client` for as long as that is the linked one. */
  #follow<T>(
    client: VisionClient,
    name: string,
    subscribe: (listener: { item(item: T): void; end(error: Error | undefined): void }) => Subscription,
    item: (item: T) => void,
  ): void {
    const listener = {
      item,
      end: (error: Error | undefined) => {
        if (client !== this.#client) return;
        if (error && toAppError(error).code === 'unavailable') return this.#lose();
        this.#ports.log.log('warn', 'a feed of the video processing ended and is asked for again', { feed: name });
        this.#ports.clock.after(askAgainMs, () => {
          if (client === this.#client) this.#feeds.set(name, subscribe(listener));
        });
      },
    };
    this.#feeds.set(name, subscribe(listener));
  }

  #lose(): void {
    if (!this.#client) return;
    this.#client = null;
    this.status = null;
    this.configureProblem = null;
    this.#goneSinceMonoMs = this.#ports.clock.monoMs();
    this.#cancelRetry?.();
    for (const feed of this.#feeds.values()) feed.stop();
    this.#feeds.clear();
  }
}

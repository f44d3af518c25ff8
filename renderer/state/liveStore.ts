import type { Clock } from '../../app/base/clock.ts';
import type { CameraStatus } from '../../app/camera/cameraState.ts';
import type { Health } from '../../app/contracts/console.ts';
import { Trends } from './trends.ts';

/** At most four publications a second: faster numbers cannot be read and cost drawing. */
const publishPeriodMs = 250;

export interface LiveSnapshot {
  /** `null` until the station first spoke. */
  readonly health: Health | null;
  readonly statusByCamera: ReadonlyMap<string, CameraStatus>;
  /** Monotonic time of the newest news. */
  readonly receivedMonoMs: number | null;
}

/**
 * Numbers that change every second live here, outside Redux (PERFORMANCE 7): a publication replaces one object, and
 * each reader redraws only if the part it selected changed.
 */
export class LiveStore {
  readonly trends = new Trends();
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveSnapshot = { health: null, statusByCamera: new Map(), receivedMonoMs: null };
  #waiting: Health | undefined;
  #publishedMonoMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly snapshot = (): LiveSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes news; the newest one wins when they come faster than they are published. */
  put(health: Health): void {
    const planned = this.#waiting !== undefined;
    this.#waiting = health;
    if (planned) return;
    const waitMs = this.#publishedMonoMs + publishPeriodMs - this.#clock.monoMs();
    if (waitMs <= 0) this.#publish();
    else this.#clock.after(waitMs, () => this.#publish());
  }

  #publish(): void {
    const health = this.#waiting;
    if (!health) return;
    this.#waiting = undefined;
    this.#publishedMonoMs = this.#clock.monoMs();
    this.#snapshot = {
      health,
      statusByCamera: new Map(health.cameras.map((status) => [status.cameraId, status])),
      receivedMonoMs: this.#publishedMonoMs,
    };
    this.trends.sample(this.#publishedMonoMs, () => pointsOf(health));
    for (const listener of this.#listeners) listener();
  }
}

function* pointsOf(health: Health): Iterable<readonly [string, number | null]> {
  for (const { cameraId, state, quality } of health.cameras) {
    yield [`${cameraId}/fpsIn`, state === 'live' ? quality.fpsIn : 0];
    yield [`${cameraId}/latencyMs`, quality.analysisLatencyMs];
  }
  for (const { name, memoryMb, cpuPercent } of health.processes) {
    yield [`${name}/memoryMb`, memoryMb];
    yield [`${name}/cpuPercent`, cpuPercent];
  }
  yield ['inference/framesPerS', health.inference.framesPerS];
  yield ['inference/runMs', health.inference.runMs];
}

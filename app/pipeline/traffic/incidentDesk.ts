import { toAppError } from '../../base/error.ts';
import type { FeedSink, FeedStop } from '../../contracts/contract.ts';
import type { Incident, IncidentEntry } from '../../incident/incident.ts';
import type { StationPorts } from '../station/ports.ts';

/** What a judge says: an incident as it is now, and what happened to it. */
export interface IncidentChange {
  readonly incident: Incident;
  readonly entries: readonly IncidentEntry[];
}

interface IncidentFacts {
  readonly whole: boolean;
  readonly incidents: Incident[];
}

const newestEnded = 500;
const retryMs = 2000;
/** Changes kept while the store fails; beyond it the oldest are lost and counted. */
const mostWaiting = 10_000;

/** Commits incidents before anybody sees them, and tells every window. */
export class IncidentDesk {
  readonly #ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>;
  readonly #pictureOf: (cameraId: string) => Promise<Uint8Array | null>;
  readonly #sinks = new Set<FeedSink<IncidentFacts>>();
  readonly #open = new Map<string, Incident>();
  #ended: Incident[];
  #waiting: IncidentChange[] = [];
  #cancelRetry: (() => void) | null = null;
  #lost = 0;
  #problem: string | null = null;

  constructor(
    ports: Pick<StationPorts, 'stores' | 'clock' | 'log' | 'committed'>,
    pictureOf: (cameraId: string) => Promise<Uint8Array | null>,
  ) {
    this.#ports = ports;
    this.#pictureOf = pictureOf;
    this.#closeLeftOpen();
    const everything = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER };
    this.#ended = ports.stores.incidents.find({ ...everything, limit: newestEnded });
  }

  /** Changes that could not be stored yet, those that never will be, and why. */
  get state(): { readonly waiting: number; readonly lost: number; readonly problem: string | null } {
    return { waiting: this.#waiting.length, lost: this.#lost, problem: this.#problem };
  }

  readonly serve = (_: object, sink: FeedSink<IncidentFacts>): FeedStop => {
    sink.push({ whole: true, incidents: [...this.#open.values(), ...this.#ended] });
    this.#sinks.add(sink);
    return () => this.#sinks.delete(sink);
  };

  take(changes: readonly IncidentChange[]): void {
    this.#waiting.push(...changes);
    const over = this.#waiting.length - mostWaiting;
    if (over > 0) {
      this.#waiting.splice(0, over);
      this.#lost += over;
    }
    if (this.#cancelRetry === null) this.#save();
  }

  /** Judges do not know of pictures. */
  #withPicture({ incident, entries }: IncidentChange): IncidentChange {
    const hasPicture = incident.hasPicture || (this.#open.get(incident.incidentId)?.hasPicture ?? false);
    return { incident: { ...incident, hasPicture }, entries };
  }

  /** The station stops: what lasts is ended by its judges before. */
  stop(): void {
    this.#cancelRetry?.();
    this.#save();
  }

  #save(): void {
    this.#cancelRetry = null;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const change = this.#withPicture(next);
      try {
        this.#ports.stores.incidents.save(change.incident, change.entries);
      } catch (thrown) {
        if (!this.#dropIfImpossible(thrown)) return this.#retryLater(thrown);
        continue;
      }
      this.#waiting.shift();
      this.#problem = null;
      this.#ports.committed('incident saved');
      this.#tell(change);
    }
  }

  /** One impossible change must not hold up the others. */
  #dropIfImpossible(thrown: unknown): boolean {
    const { code, message } = toAppError(thrown);
    if (code !== 'invalid-argument') return false;
    this.#ports.log.log('error', 'an incident was refused by the store', { problem: message });
    this.#waiting.shift();
    this.#lost += 1;
    return true;
  }

  #retryLater(thrown: unknown): void {
    this.#problem = toAppError(thrown).message;
    this.#cancelRetry = this.#ports.clock.after(retryMs, () => this.#save());
  }

  #tell({ incident, entries }: IncidentChange): void {
    this.#remember(incident);
    for (const sink of this.#sinks) sink.push({ whole: false, incidents: [incident] });
    if (entries.some(({ what }) => what === 'detected')) void this.#takePicture(incident);
  }

  #remember(incident: Incident): void {
    if (incident.endedAtMs === null) {
      this.#open.set(incident.incidentId, incident);
      return;
    }
    this.#open.delete(incident.incidentId);
    const others = this.#ended.filter(({ incidentId }) => incidentId !== incident.incidentId);
    this.#ended = [incident, ...others].slice(0, newestEnded);
  }

  async #takePicture({ incidentId, cameraId }: Incident): Promise<void> {
    const { stores, log, clock } = this.#ports;
    try {
      const jpeg = await this.#pictureOf(cameraId);
      if (!jpeg) return;
      stores.incidents.savePicture(incidentId, jpeg);
      const incident = { ...stores.incidents.read(incidentId), hasPicture: true };
      const text = 'The picture of the camera was kept.';
      this.take([{ incident, entries: [{ incidentId, atMs: clock.wallMs(), what: 'picture', text }] }]);
    } catch (thrown) {
      log.log('warn', 'an incident has no picture', { problem: toAppError(thrown).message });
    }
  }

  /** What lasted when the station was killed: nobody knows how it went on. */
  #closeLeftOpen(): void {
    const { stores, clock } = this.#ports;
    for (const incident of stores.incidents.open()) {
      const text = 'The station was stopped while this lasted; how it went on was not seen.';
      const entry: IncidentEntry = { incidentId: incident.incidentId, atMs: clock.wallMs(), what: 'ended', text };
      stores.incidents.save({ ...incident, endedAtMs: incident.lastSeenAtMs }, [entry]);
    }
  }
}

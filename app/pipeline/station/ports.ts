import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { ModelJob } from '../../contracts/vision.ts';
import type { SiteSettings } from '../../camera/siteSettings.ts';
import type { Model } from '../../model/model.ts';
import type { Stores } from '../../store/ports.ts';
import type { StartReplay } from '../traffic/replayPort.ts';

/** Model files on this machine. */
export interface ModelFiles {
  /** Import, probe and self-test of a file that was brought; takes seconds to minutes. Throws AppErrors for the operator. */
  importModel(file: string, name: string): Promise<Model>;
  jobOf(model: Model, settings: SiteSettings): ModelJob;
  /** Removes what was imported. */
  delete(modelId: string): Promise<void>;
}

/** A file that grows piece by piece. */
export interface UploadFile {
  readonly path: string;
  append(bytes: Uint8Array): Promise<void>;
  /** Closes and deletes it; may be called more than once. */
  discard(): Promise<void>;
}

/** A start after too many crashes: the vision process is held back. */
export interface SafeMode {
  /** What happened, one sentence. */
  readonly reason: string;
  /** Has the vision process started. */
  leave(): Promise<unknown>;
}

/** What the console's service needs of the machine. */
export interface StationPorts {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly log: Log;
  readonly models: ModelFiles;
  /** Absent or `null` in a usual start. */
  readonly safeMode?: SafeMode | null;
  readonly startReplay: StartReplay;
  newUpload(): Promise<UploadFile>;
  /** Unique, at most 64 characters. */
  newId(): string;
  /** Size of the database and space left on its disk, MB of 10^6 bytes; `null` where the system does not say. */
  disk(): { readonly databaseMb: number; readonly freeDiskMb: number | null };
  /** What is wrong with a CIDR range, one sentence; `null` when it can be used. */
  cidrProblem(cidr: string): string | null;
  /** Called after every commit, with what was committed. */
  committed(done: string): void;
}

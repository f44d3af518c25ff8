import type { AddressRules } from '../../app/camera/addressRules.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import type { Reason } from '../../app/camera/cameraState.ts';

/**
 * What stands between ffmpeg and a network camera: ffmpeg sees a literal loopback address with an unguessable path and
 * no credential; the relay talks only to the address that was resolved, checked and pinned, signs in, and refuses
 * redirects and anything that leads to another host. One relay serves one session.
 */
export interface Relay {
  /** What ffmpeg opens in place of the camera's URL. */
  readonly url: string;
  /** Why the camera could not be reached or was refused, more exact than ffmpeg's own words; `null` if nothing failed. */
  readonly reason: Reason | null;
  /** What the camera still owes the player, or owed it when it left: ffmpeg calls a late answer invalid data. */
  readonly owed: Reason | null;
  close(): void;
}

/** Resolves, checks and pins the address, then listens. Throws `AppError` whose cause is a `Reason` when it refuses. */
export type OpenRelay = (wanted: RelayRequest) => Promise<Relay>;

export interface RelayRequest {
  /** In the grammar of app/camera/sourceUrl.ts, without user info. */
  readonly sourceUrl: string;
  readonly credentials: Credentials | null;
  readonly rules: AddressRules;
  /** Ports of this computer that belong to the product and are never a camera. */
  readonly ownPorts: readonly number[];
}

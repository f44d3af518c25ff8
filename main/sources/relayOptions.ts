import type { Clock } from '../../app/base/clock.ts';
import type { Credentials } from '../../app/camera/camera.ts';
import type { NetworkSource } from '../../app/camera/sourceUrl.ts';
import type { PinnedAddress } from './addressPolicy.ts';
import { type RtspLimits, rtspLimits } from './rtspMessage.ts';

/** The camera that a relay talks to for a player. */
interface RelayedCamera {
  readonly source: NetworkSource;
  readonly pinned: PinnedAddress;
  readonly credentials: Credentials | null;
  readonly clock: Clock;
}

export interface RtspRelayOptions extends RelayedCamera {
  /** Longest wait for the connection and for each whole answer, ms. */
  readonly connectMs: number;
  readonly answerMs: number;
  readonly limits: RtspLimits;
  /** How often one request may be signed anew because the camera calls its nonce stale. */
  readonly renewals: number;
}

export const rtspRelayDefaults = { connectMs: 5000, answerMs: 5000, limits: rtspLimits, renewals: 1 } as const;

export interface HttpRelayOptions extends RelayedCamera {
  /** Longest wait for the whole header of each answer, connecting included, ms. */
  readonly answerMs: number;
  readonly headerBytes: number;
  readonly playlistBytes: number;
  readonly renewals: number;
}

export const httpRelayDefaults = {
  answerMs: 5000,
  headerBytes: 65_536,
  playlistBytes: 1_048_576,
  renewals: 1,
} as const;

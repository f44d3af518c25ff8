import { backOffMs, reconnectPolicy, type BackOffPolicy } from '../../app/base/backOff.ts';
import type { FailureCode } from '../../app/camera/cameraState.ts';

/** Tries with a password that the camera refused, before it is spared: many cameras lock accounts. */
const credentialTries = 3;
const credentialPauseMs = 5 * 60_000;
/** A session shorter than this is no proof that opening at once again would help. */
const livedMs = 5000;

/** Protections of the camera, each of which a test may switch off to show what it is for. */
export interface RetryProtections {
  readonly backOff: boolean;
  readonly credentialCap: boolean;
}

/** Decides how long to wait before a camera is opened again. */
export class RetryPlan {
  readonly #random: () => number;
  readonly #protections: RetryProtections;
  readonly #policy: BackOffPolicy;
  #failures = 0;
  #refusals = 0;

  constructor(random: () => number, protections: RetryProtections, policy = reconnectPolicy) {
    this.#random = random;
    this.#protections = protections;
    this.#policy = policy;
  }

  /**
   * @param code why the session ended; `null` for a file that came to its end and is to be played again
   * @param healthyMs how long pictures had come
   * @returns ms to wait
   */
  delayMs(code: FailureCode | null, healthyMs: number): number {
    if (healthyMs > 0) this.#refusals = 0;
    if (healthyMs >= this.#policy.resetAfterMs) this.#failures = 0;
    this.#refusals += code === 'credentials' ? 1 : 0;
    if (this.#protections.credentialCap && this.#refusals >= credentialTries) return credentialPauseMs;
    if ((code === 'picture-changed' || code === 'clock-set-back' || code === null) && healthyMs >= livedMs) return 0;
    this.#failures++;
    return this.#protections.backOff ? backOffMs(this.#policy, this.#failures, this.#random) : 0;
  }

  /** An operator asked for a try now: the next failures start from the shortest wait. */
  forget(): void {
    this.#failures = 0;
    this.#refusals = 0;
  }
}

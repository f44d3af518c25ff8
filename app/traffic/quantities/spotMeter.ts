import type { Motion, RoadUser, RoadView } from '../road/roadUser.ts';
import { usualLengthM } from '../road/roadUserGroup.ts';
import { Headways } from './headways.ts';
import type { MeasuredElement } from './interval.ts';
import type { Ledger } from './ledger.ts';
import { addSpeed } from './spotSums.ts';

interface Waiting {
  readonly element: MeasuredElement;
  readonly stream: string;
  readonly atMs: number;
  readonly trackId: number;
  user: RoadUser;
  /** When the user was so. */
  userAtMs: number;
  isReady: boolean;
}

/** A vehicle that has just come into the picture has no speed yet: it is waited for so long. */
const awaitedMs = 1500;

/** Speeds, headways and gaps at cross-sections. */
export class SpotMeter {
  readonly #ledger: Ledger;
  readonly #headways = new Headways();
  #waiting: Waiting[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** @param stream vehicles of one stream follow each other: lane and direction */
  add(element: MeasuredElement, stream: string, atMs: number, user: RoadUser, userAtMs: number): void {
    const isReady = user.motion !== null;
    this.#waiting.push({ element, stream, atMs, trackId: user.trackId, user, userAtMs, isReady });
  }

  observe({ atMs, users, ended }: RoadView): void {
    if (this.#waiting.length === 0) return;
    for (const waiting of this.#waiting) {
      if (waiting.isReady) continue;
      const user = users.find(({ trackId }) => trackId === waiting.trackId);
      if (user?.motion) [waiting.user, waiting.userAtMs] = [user, atMs];
      waiting.isReady = Boolean(user?.motion) || atMs - waiting.atMs > awaitedMs || ended.includes(waiting.trackId);
    }
    this.#waiting = this.#booked(this.#waiting);
  }

  /** Nobody is waited for, and who comes next follows somebody unknown. */
  forget(): void {
    for (const waiting of this.#waiting) waiting.isReady = true;
    this.#waiting = this.#booked(this.#waiting);
    this.#headways.forget();
  }

  /** Books in the order in which vehicles passed. @returns those that still wait */
  #booked(waiting: readonly Waiting[]): Waiting[] {
    const held = new Set<string>();
    return waiting.filter(({ element, stream, atMs, user, userAtMs, isReady }) => {
      const key = `${element.kind} ${element.id} ${stream}`;
      if (!isReady || held.has(key)) {
        held.add(key);
        return true;
      }
      const sums = this.#ledger.at(element, atMs);
      const speedMps = user.motion && speedAt(atMs, user.motion, userAtMs);
      if (user.motion && speedMps !== null) {
        addSpeed(sums, { speedMps, speedErrorMps: user.motion.speedErrorMps });
      }
      this.#headways.add(key, { atMs, lengthM: usualLengthM(user.className), speedMps }, sums);
      return false;
    });
  }
}

/** The speed a moment ago, when it passed. */
function speedAt(atMs: number, { speedMps, accelerationMps2 }: Motion, measuredAtMs: number): number {
  return Math.max(0, speedMps - (accelerationMps2 * (measuredAtMs - atMs)) / 1000);
}

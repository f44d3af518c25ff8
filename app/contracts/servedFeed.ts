import { AppError } from '../base/error.ts';
import type { FeedSink, FeedStop, WhenSlow } from './contract.ts';
import { creditOf } from './rpcMessage.ts';

/** Most items that wait for a slow reader. */
export interface FeedLimits {
  readonly every: number;
  readonly gop: number;
}

export const usualLimits: FeedLimits = { every: 1000, gop: 400 };

/** How a feed reaches its reader. */
export interface FeedOut {
  item(value: unknown): void;
  /** Last; the feed is over. */
  end(error: Error | undefined): void;
}

/**
 * One subscription on the serving side: counts credit, applies the rule for a slow reader, stops its source once.
 * Under `gop` the newest group of pictures waits: a new group replaces an older one that still waits, but for its
 * header (a keyframe item directly before another one, such as a stream's format), which is never lost.
 */
export class ServedFeed implements FeedSink<unknown> {
  readonly #rule: WhenSlow;
  readonly #limits: FeedLimits;
  readonly #out: FeedOut;
  #waiting: unknown[] = [];
  #sent = 0;
  #taken = 0;
  #dropped = 0;
  #skipping = false;
  #state: 'open' | 'ending' | 'over' = 'open';
  #endError: Error | undefined;
  #stop: FeedStop | undefined;

  constructor(rule: WhenSlow, limits: FeedLimits, out: FeedOut) {
    this.#rule = rule;
    this.#limits = limits;
    this.#out = out;
  }

  get dropped(): number {
    return this.#dropped;
  }

  push(item: unknown): void {
    if (this.#state !== 'open') return;
    if (this.#waiting.length === 0 && this.#hasCredit() && !(this.#skipping && !isKeyframe(item))) {
      this.#skipping = false;
      this.#send(item);
    } else this.#wait(item);
  }

  end(error?: Error): void {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.#endError = error;
    this.#callStop();
    this.#drain();
  }

  /** The reader took `taken` items since the start. */
  acknowledged(taken: number): void {
    if (taken > this.#taken && taken <= this.#sent) this.#taken = taken;
    this.#drain();
  }

  /** The reader left or the link closed: nothing more is sent. */
  leave(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#waiting = [];
    this.#callStop();
  }

  /** What undoes the subscription; called at once when the feed was over before its start had finished. */
  stopWith(stop: FeedStop): void {
    if (this.#state === 'open') this.#stop = stop;
    else stop();
  }

  #wait(item: unknown): void {
    if (this.#rule === 'latest') {
      this.#dropWaiting([]);
      this.#waiting.push(item);
    } else if (this.#rule === 'every') {
      if (this.#waiting.length < this.#limits.every) this.#waiting.push(item);
      else this.#overflow();
    } else this.#waitForGroup(item);
  }

  #waitForGroup(item: unknown): void {
    if (!isKeyframe(item)) {
      if (!this.#skipping && this.#waiting.length >= this.#limits.gop) {
        this.#skipping = true;
        this.#dropWaiting(this.#header());
      }
      if (this.#skipping) this.#dropped++;
      else this.#waiting.push(item);
      return;
    }
    const beginsGroup = this.#waiting.length > 0 && !isKeyframe(this.#waiting.at(-1));
    if (beginsGroup || this.#waiting.length >= this.#limits.gop) this.#dropWaiting(this.#header());
    this.#skipping = false;
    this.#waiting.push(item);
  }

  /** The newest keyframe item that stands directly before another one. */
  #header(): unknown[] {
    for (let i = this.#waiting.length - 2; i >= 0; i--) {
      if (isKeyframe(this.#waiting[i]) && isKeyframe(this.#waiting[i + 1])) return [this.#waiting[i]];
    }
    return [];
  }

  #dropWaiting(keep: unknown[]): void {
    this.#dropped += this.#waiting.length - keep.length;
    this.#waiting = keep;
  }

  #overflow(): void {
    this.#dropped += this.#waiting.length + 1;
    this.#waiting = [];
    this.end(
      new AppError('resource-exhausted', 'The reader was too slow for this feed; subscribe again for a fresh start.'),
    );
  }

  #drain(): void {
    if (this.#state === 'over') return;
    let next = 0;
    while (next < this.#waiting.length && this.#hasCredit()) this.#send(this.#waiting[next++]);
    if (next > 0) this.#waiting = this.#waiting.slice(next);
    if (this.#state === 'ending' && this.#waiting.length === 0) {
      this.#state = 'over';
      this.#out.end(this.#endError);
    }
  }

  #hasCredit(): boolean {
    return this.#sent - this.#taken < creditOf[this.#rule].window;
  }

  #send(item: unknown): void {
    this.#sent++;
    this.#out.item(item);
  }

  #callStop(): void {
    const stop = this.#stop;
    this.#stop = undefined;
    stop?.();
  }
}

function isKeyframe(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'keyframe' in item && item.keyframe === true;
}

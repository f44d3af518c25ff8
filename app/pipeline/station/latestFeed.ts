import type { FeedSink, FeedStop } from '../../contracts/contract.ts';

/** A fact as a feed: every reader gets it at once and again after each change. */
export class LatestFeed<T> {
  readonly #read: () => T;
  readonly #sinks = new Set<FeedSink<T>>();

  constructor(read: () => T) {
    this.#read = read;
  }

  readonly serve = (_: object, sink: FeedSink<T>): FeedStop => {
    this.#sinks.add(sink);
    sink.push(this.#read());
    return () => this.#sinks.delete(sink);
  };

  /** Reads the fact anew and gives it to every reader; without readers nothing is read. */
  changed(): void {
    if (this.#sinks.size === 0) return;
    const value = this.#read();
    for (const sink of this.#sinks) sink.push(value);
  }
}

/**
 * The half of a Link that every implementation shares: keeps what arrives before a listener is set, and closes once.
 * A transport calls `arrived` and `closed`; its Link's `onMessage` and `onClose` are this object's.
 */
export class LinkEnd {
  readonly #early: unknown[] = [];
  readonly #closeListeners: ((reason: string) => void)[] = [];
  #listener: ((message: unknown) => void) | undefined;
  #closedBecause: string | undefined;

  get isClosed(): boolean {
    return this.#closedBecause !== undefined;
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    if (this.#early.length > 0) void Promise.resolve().then(() => this.#deliverEarly());
  }

  onClose(listener: (reason: string) => void): void {
    const reason = this.#closedBecause;
    if (reason === undefined) this.#closeListeners.push(listener);
    else void Promise.resolve().then(() => listener(reason));
  }

  /** A message came in. After the close it is dropped. */
  arrived(message: unknown): void {
    if (this.isClosed) return;
    if (this.#listener && this.#early.length === 0) this.#listener(message);
    else this.#early.push(message);
  }

  /** Closes this end; true the first time. What had arrived before is still delivered. */
  closed(reason: string): boolean {
    if (this.isClosed) return false;
    this.#closedBecause = reason;
    for (const listener of this.#closeListeners.splice(0)) listener(reason);
    return true;
  }

  #deliverEarly(): void {
    while (this.#listener && this.#early.length > 0) {
      const message = this.#early[0];
      this.#listener(message);
      this.#early.shift();
    }
  }
}

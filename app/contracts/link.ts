/**
 * A two-way, ordered, reliable conversation of structured-clonable messages (plain values and Uint8Array).
 * Implementations: Electron port, forked process, WebSocket, in-memory pair; one suite runs against all of them.
 */
export interface Link {
  /** Messages sent after the link closed are dropped. */
  send(message: unknown): void;
  /** One listener; messages that came before it was set are delivered to it in order. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the link is closed already; `reason` is for the log. */
  onClose(listener: (reason: string) => void): void;
  close(reason?: string): void;
}

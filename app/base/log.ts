export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log port. `fields` never hold secrets; the sink writes one line an event. */
export interface Log {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** The same log with `fields` added to every line. */
  with(fields: Readonly<Record<string, unknown>>): Log;
}

/** A log that keeps nothing, for tests that do not read it. */
export const silentLog: Log = { log: () => undefined, with: () => silentLog };

import { isLaunched, safeModeReason } from '../setup/keepRunning.mjs';

/** The process above this one, which starts it again after a crash. */
export interface Launcher {
  /** From now on an end with an error is a crash, no refusal to start. */
  ready(): void;
  /** Why this start is one in safe mode, one sentence; `null` for a usual one. */
  readonly safeModeReason: string | null;
  /** An operator ended safe mode: earlier crashes no longer count. */
  startedNormally(): void;
  /** It was killed: nothing may stay behind. */
  onGone(listener: () => void): void;
  /** Frees the channel, which would keep this process alive. */
  leave(): void;
}

/** `null` when nothing launched this process. */
export function thisLauncher(): Launcher | null {
  if (!isLaunched()) return null;
  let gone: () => void = () => undefined;
  process.once('disconnect', () => gone());
  return {
    safeModeReason: safeModeReason(),
    startedNormally: () => void process.send?.({ startedNormally: true }),
    ready: () => void process.send?.({ ready: true }),
    onGone(listener) {
      gone = listener;
    },
    leave() {
      gone = () => undefined;
      if (process.connected) process.disconnect();
    },
  };
}

import { isLaunched } from '../setup/keepRunning.mjs';

/** The process above this one, which starts it again after a crash. */
export interface Launcher {
  /** From now on an end with an error is a crash, no refusal to start. */
  ready(): void;
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

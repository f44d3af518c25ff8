import { launchedVariable } from '../setup/keepRunning.mjs';

/** The process above this one, which starts it again after a crash. */
export interface Launcher {
  /** From now on an end with an error is a crash, no refusal to start. */
  ready(): void;
  /** It was killed: nothing may stay behind. */
  onGone(listener: () => void): void;
  /** Frees the channel, which would keep this process alive. */
  leave(): void;
}

type Launched = Pick<NodeJS.Process, 'env' | 'connected' | 'send' | 'once' | 'off' | 'disconnect'>;

/** `null` when nothing launched this process. */
export function launcherOf(own: Launched): Launcher | null {
  if (own.env[launchedVariable] !== '1' || !own.connected) return null;
  let gone: () => void = () => undefined;
  own.once('disconnect', () => gone());
  return {
    ready: () => void own.send?.({ ready: true }),
    onGone(listener) {
      gone = listener;
    },
    leave() {
      gone = () => undefined;
      if (own.connected) own.disconnect();
    },
  };
}

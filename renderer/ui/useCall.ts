import { useCallback, useState } from 'react';
import { failureText } from '../text/shell.ts';

/** A call to the station as a page shows it: under way, or failed with a sentence. */
export interface CallState {
  readonly pending: boolean;
  readonly problem: string | null;
  /** Resolves to the reply, or to `undefined` when the call failed and `problem` says why. */
  run<R>(call: () => Promise<R>): Promise<R | undefined>;
  clear(): void;
}

export function useCall(): CallState {
  const [state, set] = useState<{ pending: boolean; problem: string | null }>({ pending: false, problem: null });
  const run = useCallback(async <R>(call: () => Promise<R>): Promise<R | undefined> => {
    set({ pending: true, problem: null });
    try {
      const reply = await call();
      set({ pending: false, problem: null });
      return reply;
    } catch (thrown) {
      set({ pending: false, problem: failureText(thrown) });
      return undefined;
    }
  }, []);
  const clear = useCallback(() => set({ pending: false, problem: null }), []);
  return { ...state, run, clear };
}

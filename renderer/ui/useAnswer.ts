import { useEffect, useEffectEvent, useState } from 'react';
import { failureText } from '../text/shell.ts';

export interface Answer<T> {
  /** To the newest question that was answered, which may be an earlier one while `pending`; `null` before the first. */
  readonly value: T | null;
  /** Why the newest question was not answered. */
  readonly problem: string | null;
  readonly pending: boolean;
}

interface Kept<T> {
  readonly question: string | null;
  readonly value: T | null;
  readonly problem: string | null;
}

/**
 * What the station answers to a question, asked anew whenever `question` changes; `null` asks nothing. The answer to a
 * question that another one overtook is dropped; its `signal` says so to those that ask in pieces.
 */
export function useAnswer<T>(question: string | null, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [kept, keep] = useState<Kept<T>>({ question: null, value: null, problem: null });
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    if (question === null) return undefined;
    const overtaken = new AbortController();
    askNow(overtaken.signal).then(
      (value) => overtaken.signal.aborted || keep({ question, value, problem: null }),
      (thrown: unknown) =>
        overtaken.signal.aborted || keep((now) => ({ question, value: now.value, problem: failureText(thrown) })),
    );
    return () => overtaken.abort();
  }, [question]);
  const pending = question !== null && kept.question !== question;
  return { value: kept.value, problem: pending ? null : kept.problem, pending };
}

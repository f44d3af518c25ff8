import { useConsole } from '../../state/context.tsx';
import { type Answer, useAnswer } from '../../ui/useAnswer.ts';
import type { ElementOption } from './elements.ts';
import { type ReadIntervals, readIntervals } from './readIntervals.ts';
import { type Span, readLengthMs } from './span.ts';

/** Stored intervals together with the question they answer, so that nothing is drawn on another question's axis. */
export interface AskedIntervals extends ReadIntervals {
  readonly options: readonly ElementOption[];
  readonly span: Span;
}

/** The stored intervals of elements within a span; `null` asks for nothing. */
export function useIntervals(options: readonly ElementOption[], span: Span | null): Answer<AskedIntervals> {
  const station = useConsole();
  const question = span && JSON.stringify([options.map(({ key }) => key), span]);
  return useAnswer(question, async (signal) => {
    const asked = span ?? { fromAtMs: 0, toAtMs: 0 };
    const lengthMs = readLengthMs(asked.toAtMs - asked.fromAtMs);
    return { ...(await readIntervals(station, options, asked, lengthMs, signal)), options, span: asked };
  });
}

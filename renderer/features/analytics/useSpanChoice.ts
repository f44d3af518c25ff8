import { useMemo, useState } from 'react';
import { useClock, usePeriodMs } from '../../state/context.tsx';
import { type Span, type SpanName, customSpan, fieldTime, spanUpTo } from './span.ts';

const dayMs = 86_400_000;

export interface SpanChoice {
  readonly name: SpanName;
  /** `null` while the fields do not make one. */
  readonly span: Span | null;
  readonly from: string;
  readonly to: string;
  choose(name: SpanName): void;
  setFrom(from: string): void;
  setTo(to: string): void;
}

/** The time looked at. It goes along with the clock, by the minute, hour or day of what is read. */
export function useSpanChoice(): SpanChoice {
  const clock = useClock();
  const [name, choose] = useState<SpanName>('hour');
  const [from, setFrom] = useState(() => fieldTime(clock.wallMs() - dayMs));
  const [to, setTo] = useState(() => fieldTime(clock.wallMs()));
  const nowMs = usePeriodMs(name === 'hour' ? 60_000 : name === 'day' ? 300_000 : 3_600_000);
  const span = useMemo(
    () => (name === 'custom' ? customSpan(from, to) : spanUpTo(name, nowMs)),
    [name, from, to, nowMs],
  );
  return { name, span, from, to, choose, setFrom, setTo };
}

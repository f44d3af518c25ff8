import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplayNews } from '../../../app/contracts/trafficCalls.ts';
import type { Subscription } from '../../../app/contracts/contract.ts';
import { useConsole } from '../../state/context.tsx';
import type { ConsoleClient } from '../../state/station.ts';
import { failureText } from '../../text/shell.ts';

interface Replay {
  /** `null` before the first one, and after one that was stopped. */
  readonly news: ReplayNews | 'asked' | null;
  /** Ends one that is under way. */
  start(wish: Parameters<ConsoleClient['replay']>[0]): void;
  stop(): void;
}

/** One comparison of the page at a time: the station ends it when it is stopped or the page goes elsewhere. */
export function useReplay(): Replay {
  const console = useConsole();
  const [news, setNews] = useState<Replay['news']>(null);
  const running = useRef<Subscription | null>(null);
  const leave = useCallback(() => {
    running.current?.stop();
    running.current = null;
  }, []);
  useEffect(() => leave, [leave]);
  const start = useCallback<Replay['start']>(
    (wish) => {
      leave();
      setNews('asked');
      const replay = console.replay(wish, {
        item(item) {
          setNews(item);
          if (item.state === 'done' || item.state === 'failed') leave();
        },
        end: (error) => setNews({ state: 'failed', problem: failureText(error) }),
      });
      running.current = replay;
    },
    [console, leave],
  );
  const stop = useCallback(() => {
    leave();
    setNews(null);
  }, [leave]);
  return { news, start, stop };
}

import { type ReactNode, createContext, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Provider, useSelector } from 'react-redux';
import type { Clock } from '../../app/base/clock.ts';
import { type FactStore, type Facts, type PageState, createFactStore } from './facts.ts';
import { followStation } from './followStation.ts';
import { LiveStore, type LiveSnapshot } from './liveStore.ts';
import type { Connection, ConsoleClient, PageStation } from './station.ts';
import { Ticker } from './ticker.ts';

interface Page {
  readonly station: PageStation;
  readonly clock: Clock;
  readonly facts: FactStore;
  readonly live: LiveStore;
  readonly ticker: Ticker;
}

const PageContext = createContext<Page | null>(null);

/** Everything the pages read: the station, its facts, its numbers, the second. */
export function StationProvider(props: { station: PageStation; clock: Clock; children: ReactNode }) {
  const { station, clock } = props;
  const page = useMemo<Page>(
    () => ({ station, clock, facts: createFactStore(), live: new LiveStore(clock), ticker: new Ticker(clock) }),
    [station, clock],
  );
  useEffect(() => followStation(station.console, page.facts, page.live), [station, page]);
  return (
    <PageContext.Provider value={page}>
      <Provider store={page.facts}>{props.children}</Provider>
    </PageContext.Provider>
  );
}

function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('StationProvider is missing above this component');
  return page;
}

export const useConsole = (): ConsoleClient => usePage().station.console;

/** For the time of something that happens on the page; what shows the time uses `useWallMs`. */
export const useClock = (): Clock => usePage().clock;

export function useConnection(): Connection {
  const { connection } = usePage().station;
  return useSyncExternalStore(connection.subscribe, connection.current);
}

export function useFact<T>(select: (facts: Facts) => T): T {
  return useSelector((state: PageState) => select(state.facts));
}

/** A part of the live numbers; redraws only when `equal` says that the selected part changed. */
export function useLive<T>(select: (snapshot: LiveSnapshot) => T, equal: (a: T, b: T) => boolean = Object.is): T {
  const { live } = usePage();
  const kept = useRef<{ readonly value: T } | null>(null);
  return useSyncExternalStore(live.subscribe, () => {
    const value = select(live.snapshot());
    if (kept.current && equal(kept.current.value, value)) return kept.current.value;
    kept.current = { value };
    return value;
  });
}

/** The last ten minutes of a series of the live store. */
export function useTrend(key: string): Float32Array | undefined {
  const { live } = usePage();
  return useSyncExternalStore(live.subscribe, () => live.trends.of(key));
}

/** Wall time in Unix ms, renewed every second. */
export function useWallMs(): number {
  const { ticker } = usePage();
  return useSyncExternalStore(ticker.subscribe, ticker.wallMs);
}

const hourMs = 3_600_000;

/** The full hour it is, Unix ms: enough to write times of the past, and it redraws its readers once an hour. */
export const useHourMs = (): number => usePeriodMs(hourMs);

/** The full period it is, Unix ms: redraws its readers once a period. */
export function usePeriodMs(periodMs: number): number {
  const { ticker } = usePage();
  return useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.wallMs() / periodMs) * periodMs);
}

/** News older than this are not shown as if they were of now; health comes at 2 Hz. */
const freshForMs = 5000;

/** False while the numbers on the page are from before: the link is down or the station is silent. */
export function useFresh(): boolean {
  const { live, clock, ticker } = usePage();
  const connected = useConnection().state === 'connected';
  const subscribe = useMemo(() => either(ticker.subscribe, live.subscribe), [ticker, live]);
  const current = useSyncExternalStore(subscribe, () => {
    const { receivedMonoMs } = live.snapshot();
    return receivedMonoMs !== null && clock.monoMs() - receivedMonoMs < freshForMs;
  });
  return connected && current;
}

type Subscribe = (listener: () => void) => () => void;

function either(first: Subscribe, second: Subscribe): Subscribe {
  return (listener) => {
    const stops = [first(listener), second(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
}

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { linkAddress } from '../bridge/openLink.ts';
import { pageClock } from '../bridge/pageClock.ts';
import { useLive } from '../state/context.tsx';
import { LiveView } from './liveView.ts';
import { makeDecodeWorker } from './makeDecodeWorker.ts';
import type { Presentation } from './workerMessages.ts';

const LiveContext = createContext<LiveView | null>(null);

/** The live pictures of everything below it: one decode worker and one video link, closed with it. */
export function LiveProvider(props: { presentation: Presentation; children: ReactNode }) {
  const [view, setView] = useState<LiveView | null>(null);
  useEffect(() => {
    const opened = openLiveView();
    const follow = (): void => {
      opened.setPageVisible(document.visibilityState === 'visible');
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    // oxlint-disable-next-line react/set-state-in-effect -- worker and link are outside things that live as long as the effect
    setView(opened);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      setView(null);
      opened.close();
    };
  }, []);
  useEffect(() => {
    view?.present(props.presentation);
  }, [view, props.presentation]);
  useStationClock(view);
  return <LiveContext.Provider value={view}>{props.children}</LiveContext.Provider>;
}

/** `null` for the first moment of the page. */
export const useLiveView = (): LiveView | null => useContext(LiveContext);

function openLiveView(): LiveView {
  return new LiveView({
    clock: pageClock,
    random: Math.random,
    makeWorker: makeDecodeWorker,
    linkAddress: () => linkAddress('video'),
    policy: { firstMs: 500, maxMs: 5000, jitter: 0.2, resetAfterMs: 60_000 },
    silentAfterMs: 5000,
  });
}

const remembered = 10;

/** Health comes with the station's time; the news that was underway least says how the clocks differ. */
function useStationClock(view: LiveView | null): void {
  const stationAtMs = useLive((live) => live.health?.atMs ?? null);
  const differences = useRef<number[]>([]);
  useEffect(() => {
    if (!view || stationAtMs === null) return;
    differences.current = [...differences.current, stationAtMs - pageClock.wallMs()].slice(-remembered);
    view.setStationClock(Math.max(...differences.current));
  }, [view, stationAtMs]);
}

import type { Stores } from '../../app/store/ports.ts';
import { intervalOf, trackOf } from './storeRows.ts';

/** What a busy station writes beside incidents: 250 tracks every 250 ms, the intervals of 200 elements every second. */
export function otherWrites(stores: Pick<Stores, 'tracks' | 'intervals'>): () => void {
  const tracks = Array.from({ length: 250 }, (_, id) => trackOf(id));
  let second = 0;
  const timers = [
    setInterval(() => stores.tracks.append(tracks), 250),
    setInterval(() => {
      const minute = second++;
      stores.intervals.append(Array.from({ length: 200 }, (_, element) => intervalOf(element, minute)));
    }, 1000),
  ];
  return () => timers.forEach((timer) => clearInterval(timer));
}

import { useSyncExternalStore } from 'react';

const key = 'its.ownName';
export const longestOwnName = 80;

/** What tells the windows of this browser of a change; `storage` events reach only the others. */
const listeners = new Set<() => void>();

/** Who sits before this browser, as they say themselves; empty while nobody said. Kept in this browser, for all its windows. */
export function useOwnName(): readonly [name: string, setName: (name: string) => void] {
  return [useSyncExternalStore(subscribe, read), write];
}

/** The author of a version to be saved; without a name the station writes the window's. */
export const authorOf = (name: string): { author?: string } => (name.trim() === '' ? {} : { author: name.trim() });

const read = (): string => window.localStorage.getItem(key) ?? '';

function write(name: string): void {
  window.localStorage.setItem(key, name.slice(0, longestOwnName));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

import { useSyncExternalStore } from 'react';

/** The pages in the order of the navigation; the key is the address after `#/`. */
export const pageNames = ['wall', 'cameras', 'models', 'health', 'settings'] as const;
export type PageName = (typeof pageNames)[number];

/** The page of a location hash; what is not a page is the wall. */
export function pageOf(hash: string): PageName {
  const word = hash.replace(/^#\/?/, '').split('/')[0];
  return pageNames.find((name) => name === word) ?? 'wall';
}

export const hashOf = (page: PageName): string => `#/${page}`;

/** The page of the address bar. */
export function usePageName(): PageName {
  return useSyncExternalStore(onHashChange, () => pageOf(window.location.hash));
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** True for a window that shows the wall alone, on a second monitor: `?bare=1`. */
export const isBare = (search: string): boolean => new URLSearchParams(search).get('bare') === '1';

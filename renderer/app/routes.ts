import { useSyncExternalStore } from 'react';

/** The pages in the order of the navigation; the key is the address after `#/`. */
export const pageNames = [
  'wall',
  'incidents',
  'map',
  'cameras',
  'scene',
  'analytics',
  'models',
  'health',
  'settings',
] as const;
export type PageName = (typeof pageNames)[number];

/** The page of a location hash; what is not a page is the wall. */
export function pageOf(hash: string): PageName {
  const word = hash.replace(/^#\/?/, '').split('/')[0];
  return pageNames.find((name) => name === word) ?? 'wall';
}

export const hashOf = (page: PageName, argument?: string): string =>
  argument === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(argument)}`;

/** The page of the address bar. */
export function usePageName(): PageName {
  return useSyncExternalStore(onHashChange, () => pageOf(window.location.hash));
}

/** What follows the page in the address, for example the camera of `#/scene/CAMERAID`; `null` without. */
function argumentOf(hash: string): string | null {
  const word = hash.replace(/^#\/?/, '').split('/')[1];
  return word === undefined || word === '' ? null : decoded(word);
}

/** What follows the page in the address bar. */
export function usePageArgument(): string | null {
  return useSyncExternalStore(onHashChange, () => argumentOf(window.location.hash));
}

/** An address that somebody mistyped is taken as it stands. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** True for a window that shows the wall alone, on a second monitor: `?bare=1`. */
export const isBare = (search: string): boolean => new URLSearchParams(search).get('bare') === '1';

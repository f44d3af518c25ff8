import { onTestFinished } from 'vitest';
import { memoryStores } from '../../../app/store/memoryStores.ts';
import type { Stores } from '../../../app/store/ports.ts';
import { secretBox } from '../../secrets/secretBox.ts';
import { openSqliteStores } from '../sqliteStores.ts';
import { newFolder } from './newFolder.ts';

/** Ids for what comes new: `id-1`, `id-2` and so on. */
export function ids(): () => string {
  let last = 0;
  return () => `id-${++last}`;
}

/** Both kinds of stores, by their name and how new ones are opened; they are closed at the end of the test. */
export const bothStores: [string, () => Stores][] = [
  ['in memory', () => closedAtEnd(memoryStores(ids()))],
  ['in SQLite', () => closedAtEnd(openSqliteStores(newFolder(), secretBox(new Uint8Array(32)), 0, ids()))],
];

function closedAtEnd(stores: Stores): Stores {
  onTestFinished(() => stores.close());
  return stores;
}

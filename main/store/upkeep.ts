import { type Clock, every } from '../../app/base/clock.ts';
import { toAppError } from '../../app/base/error.ts';
import type { AlertWish } from '../../app/pipeline/station/alertBook.ts';
import { backupAlert } from './storeAlerts.ts';
import type { SqliteStores } from './sqliteStores.ts';

/** How often `station.db` is copied. */
const backupEveryMs = 15 * 60_000;
const readEveryMs = 1000;

export interface UpkeepListener {
  /** The database was really read: the process does its work. */
  read(): void;
  raise(alert: AlertWish): void;
  clear(key: string): void;
}

/**
 * Reads the database once a second and copies it every 15 minutes, the first time soon after the start. A damaged row
 * or page throws out of the clock's callback: the process is to end, and its next start restores the backup.
 */
export function startUpkeep(stores: SqliteStores, clock: Clock, listener: UpkeepListener): () => void {
  const backUp = (): void => {
    try {
      stores.backUp(clock.wallMs());
      listener.clear('backup-failed');
    } catch (thrown) {
      listener.raise(backupAlert(toAppError(thrown).message));
    }
  };
  const stops = [
    every(clock, readEveryMs, () => {
      try {
        stores.readThrough();
        listener.read();
      } catch (thrown) {
        if (toAppError(thrown).code === 'data-loss') throw thrown;
        // without a sign of finished work the host ends the process in its time
      }
    }),
    clock.after(30_000, backUp),
    every(clock, backupEveryMs, backUp),
  ];
  return () => stops.forEach((stop) => stop());
}

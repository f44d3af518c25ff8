import type { AlertWish } from '../../app/pipeline/station/alertBook.ts';
import type { SqliteStores } from './sqliteStores.ts';

/** What an operator must know of files that were damaged at the start. Times are UTC, for the text is written once. */
export function recoveryAlert({ file, recovery }: SqliteStores['recoveries'][number]): AlertWish {
  const kept = `The damaged file is kept as ${recovery.keptAs} in the data folder.`;
  if (file === 'tracks.db') {
    return {
      key: 'database-restored:tracks.db',
      severity: 'critical',
      text: 'Stored track paths, intervals and incident pictures were damaged and a new, empty store was begun.',
      tip: `${kept} Check the disk.`,
    };
  }
  const { restored } = recovery;
  return {
    key: 'database-restored:station.db',
    severity: 'critical',
    text: restored
      ? `The database was damaged and restored from the backup of ${utc(restored.takenAtMs)}; later changes are lost.`
      : 'The database was damaged and no backup could be read: the station begins empty.',
    tip: `${kept} Check cameras, walls and settings, and the disk.`,
  };
}

/** A backup that did not succeed. */
export function backupAlert(problem: string): AlertWish {
  return {
    key: 'backup-failed',
    severity: 'warning',
    text: `The database could not be backed up: ${problem}`,
    tip: 'The station tries again every 15 minutes.',
  };
}

function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

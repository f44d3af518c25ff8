import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { SimulatedClock } from '../../app/base/simulatedClock.ts';
import { secretBox } from '../secrets/secretBox.ts';
import { openSqliteStores } from './sqliteStores.ts';
import { recoveryAlert } from './storeAlerts.ts';
import { newUpload, removeLeftUploads } from './uploadFile.ts';
import { startUpkeep } from './upkeep.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-upkeep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Upkeep of real stores on a simulated clock, and what it told. */
function upkeep() {
  const clock = new SimulatedClock();
  const stores = openSqliteStores(folder, secretBox(new Uint8Array(32)), clock.wallMs(), () => 'x');
  const told: string[] = [];
  const stop = startUpkeep(stores, clock, {
    read: () => told.push('read'),
    raise: (alert) => told.push(`${alert.key}: ${alert.text}`),
    clear: (key) => told.push(`clear ${key}`),
  });
  return { clock, stores, told, stop };
}

describe('upkeep of the database', () => {
  it('reads it every second and copies it soon after the start and every 15 minutes', async () => {
    const { clock, stores, told, stop } = upkeep();
    await clock.advance(3000);
    const reads = told.length;
    await clock.advance(31 * 60_000);
    stop();
    stores.close();
    expect([reads, readdirSync(join(folder, 'backups')).length]).toEqual([3, 3]);
  });

  it('says that a copy failed, goes on, and takes it back when the next one succeeds', async () => {
    const { clock, stores, told, stop } = upkeep();
    const place = join(folder, 'backups');
    writeFileSync(place, 'a file where the folder should be');
    await clock.advance(31_000);
    const failed = told.filter((text) => text.startsWith('backup'));
    rmSync(place);
    await clock.advance(15 * 60_000);
    stop();
    stores.close();
    expect([failed.length, told.filter((text) => text === 'clear backup-failed').length]).toEqual([1, 1]);
  });

  it('lets a row that changed by itself end the process', async () => {
    const { clock, stores, stop } = upkeep();
    stores.readThrough = () => {
      throw new AppError('data-loss', 'A row of site_settings changed on the disk by itself.');
    };
    await expect(clock.advance(1000)).rejects.toThrow('changed on the disk by itself');
    stop();
    stores.close();
  });
});

describe('what an operator reads after a recovery', () => {
  const keptAs = 'station.db.damaged-7';
  const restored = { file: '/d/backups/station-00000001-0.db', sequence: 1, takenAtMs: Date.UTC(2026, 10, 25, 9, 30) };
  it.each([
    [
      { file: 'station.db', recovery: { keptAs, restored } },
      'The database was damaged and restored from the backup of 2026-11-25 09:30 UTC; later changes are lost.',
    ],
    [
      { file: 'station.db', recovery: { keptAs, restored: null } },
      'The database was damaged and no backup could be read: the station begins empty.',
    ],
    [
      { file: 'tracks.db', recovery: { keptAs, restored: null } },
      'Stored track paths, intervals and incident pictures were damaged and a new, empty store was begun.',
    ],
  ] as const)('%j', (found, text) => {
    const alert = recoveryAlert(found);
    expect([alert.severity, alert.text, alert.tip.includes(keptAs)]).toEqual(['critical', text, true]);
  });
});

describe('an uploaded file', () => {
  it('grows piece by piece in their order, and goes when it is discarded', async () => {
    const upload = await newUpload(join(folder, 'uploads'));
    await Promise.all([1, 2, 3].map((piece) => upload.append(new Uint8Array(100_000).fill(piece))));
    const bytes = readFileSync(upload.path);
    const order = [0, 100_000, 200_000].map((at) => bytes[at]);
    await upload.discard();
    await upload.discard();
    expect([bytes.length, order, existsSync(upload.path)]).toEqual([300_000, [1, 2, 3], false]);
  });

  it('that a crash left behind goes at the next start', async () => {
    const upload = await newUpload(join(folder, 'uploads'));
    await removeLeftUploads(join(folder, 'uploads'));
    expect(existsSync(upload.path)).toBe(false);
    await upload.discard();
  });
});

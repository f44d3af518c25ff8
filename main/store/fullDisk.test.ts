import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import { openDatabase } from './database.ts';
import { tracksSchema } from './schemas.ts';
import { newFolder } from './testing/newFolder.ts';
import { longTrack } from './testing/siteFacts.ts';
import { oneVersion } from './testing/twoVersions.ts';
import { sqliteTrackStore } from './trackStore.ts';

let file = '';
beforeEach(() => {
  file = join(newFolder(), 'x.db');
});

describe('a full disk (F31)', () => {
  it('fails the call, claims nothing saved, goes on reading, and is clean once there is space', () => {
    const kind = { ...oneVersion, schema: tracksSchema };
    const { db } = openDatabase(file, kind, { nowMs: 1 });
    const tracks = sqliteTrackStore(db);
    tracks.append([longTrack(1)]);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 1}`);
    const many = Array.from({ length: 100 }, (_, at) => longTrack(at + 2));
    expect(() => tracks.append(many)).toThrow(
      new AppError(
        'resource-exhausted',
        'The disk of the station is full, so nothing was saved. Free some space and try again.',
      ),
    );
    const whileFull = [tracks.statistics().tracks, [...tracks.between('a', 0, 1e9)].map(({ trackId }) => trackId)];
    db.pragma('max_page_count = 1000000');
    tracks.append(many);
    expect([whileFull, tracks.statistics().tracks, db.pragma('integrity_check', { simple: true })]).toEqual([
      [1, [1]],
      101,
      'ok',
    ]);
    db.close();
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mapFiles } from './mapFiles.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'its-map-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bring = (): void => writeFileSync(join(folder, 'map.pmtiles'), 'PMTiles and more');

async function get(path: string, range?: string) {
  const answer = await mapFiles(folder)(path, range);
  return answer && [answer.status, answer.headers['Content-Range'], answer.bytes.toString()];
}

describe('the map that a site brings', () => {
  it.each([
    ['bytes=0-6', [206, 'bytes 0-6/16', 'PMTiles']],
    ['bytes=12-15', [206, 'bytes 12-15/16', 'more']],
    ['bytes=12-9000', [206, 'bytes 12-15/16', 'more']],
    ['bytes=12-', [206, 'bytes 12-15/16', 'more']],
  ])('is read by ranges: %s', async (range, answer) => {
    bring();
    expect(await get('/map/base.pmtiles', range)).toEqual(answer);
  });

  it.each([undefined, 'bytes=16-20', 'bytes=9-3', 'bytes=-5', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=x'])(
    'is not read by %s, and the size is told',
    async (range) => {
      bring();
      expect((await get('/map/base.pmtiles', range))?.slice(0, 2)).toEqual([416, 'bytes */16']);
    },
  );

  it('is held back to 8 MiB at once', async () => {
    writeFileSync(join(folder, 'map.pmtiles'), Buffer.alloc(9 * 1024 * 1024));
    expect((await get('/map/base.pmtiles', 'bytes=0-'))?.slice(0, 2)).toEqual([206, 'bytes 0-8388607/9437184']);
  });

  it('may be brought while the station runs', async () => {
    const before = await get('/map/base.pmtiles', 'bytes=0-6');
    bring();
    expect([before?.[0], (await get('/map/base.pmtiles', 'bytes=0-6'))?.[0]]).toEqual([204, 206]);
  });

  it('another file under its name has another tag', async () => {
    bring();
    const tag = async () => (await mapFiles(folder)('/map/base.pmtiles', 'bytes=0-1'))?.headers['ETag'];
    const [first, again] = [await tag(), await tag()];
    writeFileSync(join(folder, 'map.pmtiles'), 'PMTiles and much more');
    expect([first === again, first === (await tag())]).toEqual([true, false]);
  });
});

describe('glyphs for its labels', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'map-fonts', 'Noto Sans Medium'), { recursive: true });
    writeFileSync(join(folder, 'map-fonts', 'Noto Sans Medium', '0-255.pbf'), 'glyphs');
    writeFileSync(join(folder, '0-255.pbf'), 'secret');
  });

  it('are listed and given by font and span', async () => {
    expect([await get('/map/fonts.json'), await get('/map/fonts/Noto%20Sans%20Medium/0-255.pbf')]).toEqual([
      [200, undefined, '["Noto Sans Medium"]'],
      [200, undefined, 'glyphs'],
    ]);
  });

  it.each([
    '/map/fonts/Noto%20Sans%20Medium/256-511.pbf',
    '/map/fonts/Noto%20Sans%20Bold/0-255.pbf',
    '/map/fonts/../0-255.pbf',
    '/map/fonts/%2e%2e/0-255.pbf',
    '/map/fonts/..%2f..%2f/0-255.pbf',
    '/map/fonts/%E0%A4%A/0-255.pbf',
    '/map/facts.db',
  ])('nothing else is there: %s', async (path) => {
    expect((await get(path))?.[0]).toBe(404);
  });

  it('of none brought the list is empty', async () => {
    rmSync(join(folder, 'map-fonts'), { recursive: true });
    expect(await get('/map/fonts.json')).toEqual([200, undefined, '[]']);
  });
});

it('other paths are not the map’s business', async () => {
  expect(await get('/app.js')).toBeNull();
});

import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the site brought for its map, as an answer to a request of the page. */
export interface MapAnswer {
  readonly status: 200 | 204 | 206 | 404 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Answers requests below `/map/`; `null` for every other path. */
export type MapFiles = (pathname: string, range: string | undefined) => Promise<MapAnswer | null>;

const basePath = '/map/base.pmtiles';
const fontsPath = '/map/fonts.json';
const glyphPath = /^\/map\/fonts\/([^/]+)\/(\d{1,5}-\d{1,5})\.pbf$/;
/** A longer range is answered with its beginning: an answer is held in memory. */
const longestRange = 8 * 1024 * 1024;

/**
 * The map of the site: `map.pmtiles` in the data folder, read by ranges, and glyphs for its labels in `map-fonts`, one
 * folder a font (`map-fonts/Noto Sans Regular/0-255.pbf`). Both are looked for at each request, so that a map can be
 * brought while the station runs. A font's name is compared with the folder's entries, never joined to a path.
 */
export function mapFiles(dataFolder: string): MapFiles {
  const fontFolder = join(dataFolder, 'map-fonts');
  return async (pathname, range) => {
    if (pathname === basePath) return readBase(join(dataFolder, 'map.pmtiles'), range);
    if (pathname === fontsPath) return json(await fontNames(fontFolder));
    if (!pathname.startsWith('/map/')) return null;
    const [, font, span] = glyphPath.exec(decoded(pathname)) ?? [];
    const known = font !== undefined && (await fontNames(fontFolder)).includes(font);
    return known ? readGlyphs(join(fontFolder, font, `${span}.pbf`)) : nothing;
  };
}

/** The usual case, and no fault: browsers write every 404 into their console. */
const noMap: MapAnswer = { status: 204, headers: {}, bytes: Buffer.alloc(0) };
const nothing: MapAnswer = { status: 404, headers: {}, bytes: Buffer.from('There is nothing here.\n') };

function json(value: unknown): MapAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, bytes: Buffer.from(JSON.stringify(value)) };
}

async function readBase(path: string, range: string | undefined): Promise<MapAnswer> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch {
    return noMap;
  }
  try {
    const { size, mtimeMs } = await file.stat();
    const span = spanOf(range, size);
    if (!span) {
      const bytes = Buffer.from('Ask for a part of this file, with a Range that lies within it.\n');
      return { status: 416, headers: { 'Content-Range': `bytes */${size}` }, bytes };
    }
    const bytes = Buffer.alloc(span.end - span.begin + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, span.begin);
    return {
      status: 206,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${span.begin}-${span.begin + bytesRead - 1}/${size}`,
        // Another file under the same name is noticed by its readers.
        ETag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
      },
      bytes: bytes.subarray(0, bytesRead),
    };
  } catch {
    return noMap;
  } finally {
    await file.close();
  }
}

/** `bytes=FIRST-LAST`, both inclusive; `null` for everything else, and for what begins beyond the end. */
function spanOf(range: string | undefined, size: number): { readonly begin: number; readonly end: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === undefined) return null;
  const begin = Number(first);
  const end = Math.min(last ? Number(last) : size - 1, size - 1, begin + longestRange - 1);
  return begin <= end ? { begin, end } : null;
}

async function fontNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
  } catch {
    return [];
  }
}

async function readGlyphs(path: string): Promise<MapAnswer> {
  try {
    return { status: 200, headers: { 'Content-Type': 'application/x-protobuf' }, bytes: await readFile(path) };
  } catch {
    return nothing;
  }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

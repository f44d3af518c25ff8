/** What the beginning of the site's map file says. */
export type SiteMapFile =
  | {
      readonly kind: 'vector' | 'raster';
      readonly minZoom: number;
      readonly maxZoom: number;
      /** West, south, east, north, degrees. */
      readonly bounds: readonly [number, number, number, number];
    }
  | { readonly kind: 'broken'; readonly problem: string };

/** Bytes of a PMTiles header. */
export const headerBytes = 127;
const newMap = 'Bring another map.pmtiles (PMTiles version 3); the plain map is shown until then.';
const broken = (problem: string): SiteMapFile => ({ kind: 'broken', problem: `${problem} ${newMap}` });

const rasterTypes: ReadonlySet<number> = new Set([2, 3, 4, 5]);

/**
 * Reads the header of a PMTiles file and says in one sentence why it cannot be shown, where it cannot.
 * @param header the file's first bytes @param fileBytes its whole length
 */
export function readSiteMapHeader(header: ArrayBuffer, fileBytes: number): SiteMapFile {
  const view = new DataView(header);
  const begins = (word: string): boolean =>
    [...word].every((letter, at) => at < view.byteLength && view.getUint8(at) === letter.charCodeAt(0));
  if (!begins('PM')) return broken('The site’s map file is not a PMTiles file.');
  const version = begins('PMTiles') ? view.getUint8(7) : view.getUint8(2);
  if (version !== 3)
    return broken(`The site’s map file is PMTiles version ${version}, which this console cannot read.`);
  if (view.byteLength < headerBytes) return broken('The site’s map file ends within its header.');
  const [tilesAt, tilesLength] = [56, 64].map((at) => Number(view.getBigUint64(at, true)));
  if ((tilesAt ?? 0) + (tilesLength ?? 0) > fileBytes) {
    return broken('The site’s map file is cut off: it is shorter than it says itself.');
  }
  const compression = view.getUint8(98);
  const type = view.getUint8(99);
  if (compression > 2) return broken('The tiles of the site’s map file are compressed by something else than gzip.');
  if (type !== 1 && !rasterTypes.has(type))
    return broken('The site’s map file holds neither vector tiles nor pictures.');
  const degrees = (at: number): number => view.getInt32(at, true) / 1e7;
  return {
    kind: type === 1 ? 'vector' : 'raster',
    minZoom: view.getUint8(100),
    maxZoom: view.getUint8(101),
    bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
  };
}

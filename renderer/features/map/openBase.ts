import { addProtocol } from 'maplibre-gl';
import { FetchSource, PMTiles } from 'pmtiles';
import { z } from 'zod';
import { protomapsLayers } from './baseStyle.ts';
import { headerBytes, readSiteMapHeader, type SiteMapFile } from './siteFile.ts';

/** The base under the site: the map that the site brought, or none, and why. */
export type SiteMap =
  | { readonly kind: 'none'; readonly problem: string | null }
  | {
      readonly kind: 'vector' | 'raster';
      readonly file: Exclude<SiteMapFile, { kind: 'broken' }>;
      /** A font whose glyphs the site brought; `null` shows a map without names. */
      readonly font: string | null;
      /** Plain text. */
      readonly attribution: string;
    };

const metadataSchema = z.object({
  attribution: z.string().optional(),
  vector_layers: z.array(z.object({ id: z.string() })).optional(),
});
const fontsSchema = z.array(z.string());

const addressOf = (path: string): string => new URL(path, document.baseURI).href;
const baseUrl = (): string => addressOf('map/base.pmtiles');
/** Tiles of the site's map, as its library asks for them. */
export const tilesUrl = 'site-map://base/{z}/{x}/{y}';
export const glyphsUrl = (): string => addressOf('map/fonts/').concat('{fontstack}/{range}.pbf');

/** Asks the station for the site's map. Never rejects: what is wrong with it is a sentence. */
export async function openBase(): Promise<SiteMap> {
  try {
    return await read();
  } catch {
    return { kind: 'none', problem: 'The site’s map could not be read. Open this page again; the plain map is shown.' };
  }
}

async function read(): Promise<SiteMap> {
  const answer = await fetch(baseUrl(), { headers: { Range: `bytes=0-${headerBytes - 1}` } });
  const fileBytes = Number(/\/(\d+)$/.exec(answer.headers.get('Content-Range') ?? '')?.[1] ?? 0);
  if (answer.status === 204) return { kind: 'none', problem: null };
  const file = readSiteMapHeader(answer.status === 206 ? await answer.arrayBuffer() : new ArrayBuffer(0), fileBytes);
  if (file.kind === 'broken') return { kind: 'none', problem: file.problem };
  const tiles = new PMTiles(new FetchSource(baseUrl()));
  const metadata = metadataSchema.safeParse(await tiles.getMetadata());
  const layers = metadata.data?.vector_layers?.map(({ id }) => id) ?? [];
  if (file.kind === 'vector' && !protomapsLayers.some((id) => layers.includes(id))) {
    const problem =
      'The site’s map file is not of the Protomaps scheme (version 3 or 4), so its roads cannot be drawn.';
    return { kind: 'none', problem };
  }
  serveTiles(tiles);
  const font = file.kind === 'vector' ? await siteFont() : null;
  return { kind: file.kind, file, font, attribution: plainText(metadata.data?.attribution ?? '') };
}

/** What the map's library asks of `site-map:` comes from this file; a tile that is not in it is empty. */
function serveTiles(tiles: PMTiles): void {
  addProtocol('site-map', async ({ url }, { signal }) => {
    const [zoom = 0, column = 0, row = 0] = url.split('/').slice(-3).map(Number);
    return { data: (await tiles.getZxy(zoom, column, row, signal))?.data ?? new ArrayBuffer(0) };
  });
}

/** The most usual weight of what the site brought. */
async function siteFont(): Promise<string | null> {
  const answer = await fetch(addressOf('map/fonts.json'));
  const fonts = fontsSchema.safeParse(answer.ok ? await answer.json() : []).data ?? [];
  return fonts.find((name) => /regular/i.test(name)) ?? fonts.find((name) => /medium/i.test(name)) ?? fonts[0] ?? null;
}

/** Attributions are written as HTML; nothing of a file becomes markup here. */
function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

import type { CustomScheme, Protocol } from 'electron';
import type { MapFiles } from '../web/mapFiles.ts';
import type { PageFile } from '../web/pageFiles.ts';
import { pageHeaders } from '../web/pageHeaders.ts';
import { pageHost, pageScheme } from './pageOrigin.ts';

/**
 * Registered before `ready`. CORS is on deliberately: without it a page that may fetch could read across origins.
 * No service workers, and never `bypassCSP`.
 */
export const pageSchemes: CustomScheme[] = [
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
  },
];

/** Serves the page from a table of URL paths, never joined to a folder, and the map that the site brought. */
export function servePage(protocol: Protocol, files: ReadonlyMap<string, PageFile>, mapFiles: MapFiles): void {
  protocol.handle(pageScheme, async ({ url, method, headers }) => {
    const { host, pathname } = new URL(url);
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    const ofMap = host === pageHost && !file ? await mapFiles(pathname, headers.get('range') ?? undefined) : null;
    if (host !== pageHost || (!file && !ofMap))
      return new Response('There is nothing here.\n', { status: 404, headers: pageHeaders });
    if (method !== 'GET' && method !== 'HEAD')
      return new Response('Only GET is served.\n', { status: 405, headers: pageHeaders });
    const { status, headers: own, bytes } = ofMap ?? fileAnswer(file!);
    const body = method === 'HEAD' ? null : new Uint8Array(bytes);
    return new Response(body, { status, headers: { ...pageHeaders, ...own } });
  });
}

function fileAnswer({ contentType, bytes }: PageFile) {
  return { status: 200, headers: { 'Content-Type': contentType }, bytes };
}

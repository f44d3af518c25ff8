import type { CustomScheme, Protocol } from 'electron';
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

/** Serves the page from a table of URL paths: a path of a request is looked up, never joined to a folder. */
export function servePage(protocol: Protocol, files: ReadonlyMap<string, PageFile>): void {
  protocol.handle(pageScheme, ({ url, method }) => {
    const { host, pathname } = new URL(url);
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (host !== pageHost || !file)
      return new Response('There is nothing here.\n', { status: 404, headers: pageHeaders });
    if (method !== 'GET' && method !== 'HEAD')
      return new Response('Only GET is served.\n', { status: 405, headers: pageHeaders });
    const body = method === 'HEAD' ? null : new Uint8Array(file.bytes);
    return new Response(body, { headers: { ...pageHeaders, 'Content-Type': file.contentType } });
  });
}

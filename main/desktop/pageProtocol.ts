import type { CustomScheme, Protocol } from 'electron';
import type { PageFile } from '../web/pageFiles.ts';
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

/** Mantine writes style elements, so styles may be inline; scripts never. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': pagePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Serves the page from a table of URL paths: a path of a request is looked up, never joined to a folder. */
export function servePage(protocol: Protocol, files: ReadonlyMap<string, PageFile>): void {
  protocol.handle(pageScheme, ({ url, method }) => {
    const { host, pathname } = new URL(url);
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (host !== pageHost || !file) return new Response('There is nothing here.\n', { status: 404, headers });
    if (method !== 'GET' && method !== 'HEAD') return new Response('Only GET is served.\n', { status: 405, headers });
    const body = method === 'HEAD' ? null : new Uint8Array(file.bytes);
    return new Response(body, { headers: { ...headers, 'Content-Type': file.contentType } });
  });
}

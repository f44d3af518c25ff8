import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AppError } from '../../app/base/error.ts';
import type { LinkPurpose } from '../workers/scope.ts';
import { Access } from './access.ts';
import type { MapAnswer, MapFiles } from './mapFiles.ts';
import { pageHeaders } from './pageHeaders.ts';
import type { PageFile } from './pageFiles.ts';

/** A WebSocket upgrade that was checked and is now the worker's business. */
export type GrantWindow = (
  worker: 'console' | 'vision',
  purpose: LinkPurpose,
  callerName: string,
  upgrade: { readonly request: IncomingMessage; readonly socket: Socket; readonly head: Buffer },
) => void;

export interface WebServerOptions {
  readonly address: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly files: ReadonlyMap<string, PageFile>;
  /** The map that the site brought; without it none is served. */
  readonly mapFiles?: MapFiles;
  readonly grantWindow: GrantWindow;
  /** For tests; by default a new random token for every launch. */
  readonly token?: string;
}

/** Which worker serves a link path, and under which contract. */
const links: Readonly<Record<string, { readonly worker: 'console' | 'vision'; readonly purpose: LinkPurpose }>> = {
  '/link/console': { worker: 'console', purpose: 'serveConsole' },
  '/link/video': { worker: 'vision', purpose: 'serveVideo' },
};

export interface WebServer {
  /** With this launch's token in it. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the page and the site's map, and hands link upgrades to the workers; it changes nothing on GET. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  let windows = 0;
  const server = createServer();
  await listening(server, options);
  const { port } = server.address() as AddressInfo;
  const access = new Access(
    [...hostNames(options.address)].map((name) => `${name}:${port}`),
    options.token,
  );

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://station');
    if (!access.fromHere(request)) return refuse(response, 403, 'This station does not answer under that name.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is served.');
    if (pathname === '/' && access.hasToken(searchParams.get('token'))) {
      response.setHeader('Set-Cookie', access.setCookie());
      return send(response, options.files.get('/index.html'));
    }
    if (!access.hasCookie(request)) {
      return refuse(response, 401, 'Open the station with the address that it printed at its start; it holds the key.');
    }
    const file = options.files.get(pathname === '/' ? '/index.html' : pathname);
    if (file || !options.mapFiles) return send(response, file);
    options.mapFiles(pathname, request.headers.range).then(
      (answer) => sendMap(response, answer),
      () => send(response, undefined),
    );
  });

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://station');
    const link = links[pathname];
    if (!link || !access.fromHere(request) || request.headers.origin === undefined || !access.hasCookie(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    options.grantWindow(link.worker, link.purpose, `window-${++windows}`, { request, socket, head });
  });

  return {
    url: `http://${urlHost(options.address)}:${port}/?token=${access.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, { address, port }: WebServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const text =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Choose another with --port, or leave it out.`
          : `The station cannot listen on ${address}:${port}: ${error.message}`;
      reject(new AppError('failed-precondition', text, { cause: error }));
    });
    server.listen(port, address, resolve);
  });
}

function hostNames(address: string): readonly string[] {
  return ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(address)
    ? ['127.0.0.1', 'localhost', '[::1]', urlHost(address)]
    : [urlHost(address)];
}

function urlHost(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

function send(response: ServerResponse, file: PageFile | undefined): void {
  if (!file) return refuse(response, 404, 'There is nothing here.');
  response.writeHead(200, { ...pageHeaders, 'Content-Type': file.contentType, 'Content-Length': file.bytes.length });
  response.end(response.req.method === 'HEAD' ? undefined : file.bytes);
}

function sendMap(response: ServerResponse, answer: MapAnswer | null): void {
  if (!answer) return send(response, undefined);
  const { status, headers, bytes } = answer;
  response.writeHead(status, { ...pageHeaders, ...headers, 'Content-Length': bytes.length });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

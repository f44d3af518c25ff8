import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startWebServer, type WebServer } from './server.ts';

const token = 'the-token-of-this-launch';
let server: WebServer;
const granted: string[] = [];

afterEach(async () => {
  await server.close();
  granted.length = 0;
});

async function start(): Promise<void> {
  server = await startWebServer({
    address: '127.0.0.1',
    port: 0,
    token,
    files: new Map([
      ['/index.html', { contentType: 'text/html; charset=utf-8', bytes: Buffer.from('the page') }],
      ['/app.js', { contentType: 'text/javascript; charset=utf-8', bytes: Buffer.from('the script') }],
    ]),
    mapFiles: async (path, range) =>
      path === '/map/base.pmtiles'
        ? { status: 206, headers: { 'Content-Range': 'bytes 0-6/16' }, bytes: Buffer.from(`map, ${range}`) }
        : null,
    grantWindow: (worker, purpose, caller, { socket }) => {
      granted.push(`${worker} ${purpose} ${caller}`);
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    },
  });
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const sent = httpRequest({ port: server.port, host: '127.0.0.1', path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The first line that the server answers to a WebSocket upgrade. */
function upgrade(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(server.port, '127.0.0.1', () => {
      const lines = Object.entries({
        Host: `127.0.0.1:${server.port}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        ...headers,
      });
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    });
    socket.once('data', (bytes) => {
      resolve(bytes.toString().split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const cookie = `its-session=${token}`;

describe('the page server', () => {
  it('gives the page and its cookie to whoever has the token, and then the files', async () => {
    await start();
    const page = await get(`/?token=${token}`);
    expect([page.status, page.body, page.headers['set-cookie']]).toEqual([
      200,
      'the page',
      [`its-session=${token}; HttpOnly; SameSite=Strict; Path=/`],
    ]);
    expect((await get('/app.js', { cookie })).body).toBe('the script');
  });

  it('gives the map of the site by ranges', async () => {
    await start();
    const { status, body, headers } = await get('/map/base.pmtiles', { cookie, range: 'bytes=0-6' });
    expect([status, body, headers['content-range']]).toEqual([206, 'map, bytes=0-6', 'bytes 0-6/16']);
  });

  it.each([
    ['the map without the cookie', '/map/base.pmtiles', {}, 'GET', 401],
    ['the map to a foreign Origin', '/map/base.pmtiles', { cookie, origin: 'http://evil.example' }, 'GET', 403],
    ['no token', '/', {}, 'GET', 401],
    ['a wrong token', '/?token=the-token-of-this-launcH', {}, 'GET', 401],
    ['a token of another length', '/?token=x', {}, 'GET', 401],
    ['a file without the cookie', '/app.js', {}, 'GET', 401],
    ['a foreign Host (DNS rebinding)', `/?token=${token}`, { host: 'evil.example' }, 'GET', 403],
    ['a foreign Origin', '/app.js', { cookie, origin: 'http://evil.example' }, 'GET', 403],
    ['a POST', '/', { cookie }, 'POST', 405],
    ['a path that climbs', '/../package.json', { cookie }, 'GET', 404],
    ['an encoded path that climbs', '/%2e%2e/package.json', { cookie }, 'GET', 404],
  ])('refuses %s', async (_, path, headers, method, status) => {
    await start();
    expect((await get(path, headers, method)).status).toBe(status);
  });

  it('hands a link to its worker only with cookie and own origin', async () => {
    await start();
    const origin = `http://127.0.0.1:${server.port}`;
    expect([
      await upgrade('/link/console', { Cookie: cookie, Origin: origin }),
      await upgrade('/link/video', { Cookie: cookie, Origin: origin }),
      await upgrade('/link/console', { Cookie: cookie }),
      await upgrade('/link/console', { Origin: origin }),
      await upgrade('/link/console', { Cookie: cookie, Origin: 'http://evil.example' }),
      await upgrade('/link/vision', { Cookie: cookie, Origin: origin }),
    ]).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'HTTP/1.1 101 Switching Protocols',
      'HTTP/1.1 403 Forbidden',
      'HTTP/1.1 403 Forbidden',
      'HTTP/1.1 403 Forbidden',
      'HTTP/1.1 403 Forbidden',
    ]);
    expect(granted).toEqual(['console serveConsole window-1', 'vision serveVideo window-2']);
  });

  it('says which port is taken', async () => {
    await start();
    const second = startWebServer({
      address: '127.0.0.1',
      port: server.port,
      files: new Map(),
      grantWindow: () => undefined,
    });
    await expect(second).rejects.toThrow(`Port ${server.port} is taken by another program`);
  });
});

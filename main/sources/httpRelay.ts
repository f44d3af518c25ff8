import { randomBytes } from 'node:crypto';
import { Agent as PlainAgent, createServer } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Reason } from '../../app/camera/cameraState.ts';
import { SignIn } from './httpAuth.ts';
import { HttpExchange } from './httpExchange.ts';
import type { Relay } from './relay.ts';
import type { HttpRelayOptions } from './relayOptions.ts';
import { listenOnLoopback } from './rtspRelay.ts';

/** Players open a few connections at once for playlists and ranges; more is no player. */
const mostConnections = 8;

/**
 * A reverse proxy to one camera's address, on 127.0.0.1 below a path with a token: GET only, no redirects, playlists
 * that stay with the camera. The player sees the path of the camera's URL (its ending tells the format), not the query.
 */
export async function openHttpRelay(options: HttpRelayOptions): Promise<Relay> {
  const { source, credentials, renewals } = options;
  const token = randomBytes(18).toString('base64url');
  const entryPath = `/${token}${source.pathAndQuery.split('?')[0]}`;
  const agent = agentFor(options);
  const signIn = new SignIn(credentials, renewals);
  let reason: Reason | null = null;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (!url.startsWith(`/${token}/`)) return void request.socket.destroy();
    if (request.method !== 'GET') return void response.writeHead(405).end();
    const isEntry = url === entryPath;
    const exchange = new HttpExchange(
      { ...options, local, agent, signIn },
      { path: isEntry ? source.pathAndQuery : url.slice(token.length + 1), isEntry, range: request.headers.range },
      response,
      (outcome) => {
        reason = outcome;
      },
    );
    exchange.start();
  });
  server.maxConnections = mostConnections;
  const port = await listenOnLoopback(server);
  const local = `http://127.0.0.1:${port}/${token}`;
  return {
    url: `http://127.0.0.1:${port}${entryPath}`,
    get reason() {
      return reason;
    },
    // ffmpeg's own words about a late answer are right for HTTP.
    owed: null,
    close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** Connects to the pinned address only, whatever name stands in the request. */
function agentFor({ source, pinned }: HttpRelayOptions): PlainAgent {
  const place = { keepAlive: true, maxSockets: mostConnections, family: pinned.family, noDelay: true };
  if (source.scheme === 'http') return new PlainAgent(place);
  // Cameras sign their own certificates; TLS here keeps listeners out and proves nothing about the camera.
  const servername = isIP(source.host) === 0 && !source.host.startsWith('[') ? source.host : '';
  return new SecureAgent({ ...place, rejectUnauthorized: false, servername });
}

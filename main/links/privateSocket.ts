import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Link } from '../../app/contracts/link.ts';
import { acceptWebSocket, dialLocal } from './webSocketEnds.ts';

/** Where two workers meet: a unix socket in the host's private folder (or a named pipe), and a token for one use. */
export interface MeetingPoint {
  readonly socketPath: string;
  readonly token: string;
}

/**
 * Waits at the meeting point for the one who has the token, then stops listening. Others are turned away.
 * @param listening called when `dialPrivate` may be tried
 * @returns gives up waiting
 */
export function listenPrivate(point: MeetingPoint, listening: () => void, opened: (link: Link) => void): () => void {
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request, stream: Duplex, head) => {
    const socket = stream as Socket;
    if (!sameText(request.url ?? '', `/${point.token}`)) return void socket.destroy();
    server.close();
    const { method = '', url = '', headers } = request;
    acceptWebSocket({ method, url, headers, socket, head }, opened, null);
  });
  // The socket's folder is gone only when the host is, and then this worker is about to end.
  server.on('error', () => server.close());
  server.listen(point.socketPath, listening);
  return () => server.close();
}

/** The other end of `listenPrivate`. */
export function dialPrivate(point: MeetingPoint): Link {
  return dialLocal(point.socketPath, `/${point.token}`);
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

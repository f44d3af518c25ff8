import { IncomingMessage } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Link } from '../../app/contracts/link.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';
import { longestMessageBytes } from '../../app/contracts/wireCodec.ts';

/** A request for a WebSocket that a server accepted and its `upgrade` event gave, before the answer. */
export interface Upgrade {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: Socket;
  /** What the client sent beyond its request. */
  readonly head: Uint8Array;
}

const handshakes = new WebSocketServer({
  noServer: true,
  maxPayload: longestMessageBytes,
  // Video and boxes do not get smaller, and a compressor per link costs memory.
  perMessageDeflate: false,
  clientTracking: false,
});

const usualPingEveryMs = 15_000;

/**
 * Completes the handshake of an accepted upgrade; a request that is no WebSocket handshake is answered 400 and closed.
 * @param pingEveryMs a client that left two pings unanswered is cut off: one that vanished without a word, such as a
 *   tablet out of reach, would hold its feeds for a quarter of an hour. `null`: the other end's death is always seen.
 */
export function acceptWebSocket(
  { method, url, headers, socket, head }: Upgrade,
  opened: (link: Link) => void,
  pingEveryMs: number | null = usualPingEveryMs,
): void {
  const request = Object.assign(new IncomingMessage(socket), { method, url, headers });
  handshakes.handleUpgrade(request, socket, Buffer.from(head), (webSocket) => {
    if (pingEveryMs !== null) cutWhenSilent(webSocket, pingEveryMs);
    opened(webSocketLinkOf(webSocket));
  });
}

function cutWhenSilent(webSocket: WebSocket, pingEveryMs: number): void {
  let unanswered = 0;
  const timer = setInterval(() => {
    // One may lie unread behind a moment in which this process itself stood still.
    if (unanswered === 2) return webSocket.terminate();
    unanswered++;
    webSocket.ping();
  }, pingEveryMs);
  timer.unref();
  webSocket.on('pong', () => (unanswered = 0));
  webSocket.on('close', () => clearInterval(timer));
}

/** Opens a WebSocket to a unix socket or named pipe of this machine; a failure shows as the link's close. */
export function dialLocal(socketPath: string, urlPath: string): Link {
  return webSocketLinkOf(
    new WebSocket(`ws://localhost${urlPath}`, {
      createConnection: () => connect(socketPath),
      maxPayload: longestMessageBytes,
      perMessageDeflate: false,
    }),
  );
}

import type { Link } from './link.ts';
import { LinkEnd } from './linkEnd.ts';
import { decoded, encoded } from './wireCodec.ts';

/** The part of a WebSocket that a link needs; the browser's own and the `ws` package's both fit. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

const connecting = 0;
const normalClosure = 1000;
const unsupportedMessage = 1003;
/** A close frame carries at most 123 bytes of reason. */
const longestReason = 120;

/** A Link over a WebSocket that is open or opening. What is sent before it is open goes out when it is. */
export function webSocketLinkOf(socket: WebSocketLike): Link {
  const end = new LinkEnd();
  const beforeOpen: Uint8Array<ArrayBuffer>[] = [];
  socket.binaryType = 'arraybuffer';

  function close(reason: string, code: number): void {
    if (!end.closed(reason)) return;
    // Closing a socket that is not open yet would lose what was sent.
    if (beforeOpen.length === 0) socket.close(code, asciiOf(reason));
  }
  socket.addEventListener('open', () => {
    for (const bytes of beforeOpen.splice(0)) socket.send(bytes);
    if (end.isClosed) socket.close(normalClosure);
  });
  socket.addEventListener('message', ({ data }) => {
    if (end.isClosed) return;
    let message: unknown;
    try {
      if (!(data instanceof ArrayBuffer)) return close('a message was not binary', unsupportedMessage);
      message = decoded(new Uint8Array(data));
    } catch {
      return close('a message was not MessagePack', unsupportedMessage);
    }
    end.arrived(message);
  });
  socket.addEventListener('close', ({ code, reason }) => end.closed(reason || `socket closed, code ${code}`));
  // The close event follows every error event and carries what is known; without a listener `ws` would throw.
  socket.addEventListener('error', () => undefined);

  return {
    send(message) {
      if (end.isClosed) return;
      const bytes = encoded(message);
      if (socket.readyState === connecting) beforeOpen.push(bytes);
      else socket.send(bytes);
    },
    onMessage: (listener) => end.onMessage(listener),
    onClose: (listener) => end.onClose(listener),
    close: (reason = 'closed by this side') => close(reason, normalClosure),
  };
}

function asciiOf(reason: string): string {
  return reason.replace(/[^ -~]/g, '?').slice(0, longestReason);
}

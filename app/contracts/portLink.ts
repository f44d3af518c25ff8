import type { Link } from './link.ts';
import { LinkEnd } from './linkEnd.ts';

/** A port as the web and Node's worker_threads have it: events with `data`. */
export interface EventPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** A port as Electron's main and utility processes have it (MessagePortMain). */
export interface EmitterPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

/**
 * A Link over one end of a message channel. Never with a transfer list: a buffer that a renderer transfers vanishes on
 * its way to another process. Every port named above says `close` when its other end closed or its process died.
 */
export function portLinkOf(port: EventPort | EmitterPort): Link {
  const end = new LinkEnd();
  const arrived = (event: { data: unknown }): void => end.arrived(event.data);
  const gone = (): unknown => end.closed('the other side is gone');
  if ('addEventListener' in port) {
    port.addEventListener('message', arrived);
    port.addEventListener('close', gone);
  } else {
    port.on('message', arrived);
    port.on('close', gone);
  }
  port.start();
  return {
    send(message) {
      if (!end.isClosed) port.postMessage(message);
    },
    onMessage: (listener) => end.onMessage(listener),
    onClose: (listener) => end.onClose(listener),
    close(reason = 'closed by this side') {
      if (end.closed(reason)) port.close();
    },
  };
}

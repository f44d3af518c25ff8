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
 * A Link over one end of a message channel. Closing is a message of its own, since not every port tells its other end;
 * a port's own `close` event, where there is one, covers the death of the other process.
 */
export function portLinkOf(port: EventPort | EmitterPort): Link {
  const end = new LinkEnd();
  function close(reason: string): void {
    if (end.closed(reason)) port.close();
  }
  function arrived({ data }: { data: unknown }): void {
    if (isEnvelope(data)) end.arrived(data[0]);
    else if (isFarewell(data)) close('closed by the other side');
    else close('a message had no envelope');
  }
  const gone = (): void => close('the other side is gone');
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
      if (!end.isClosed) port.postMessage([message]);
    },
    onMessage: (listener) => end.onMessage(listener),
    onClose: (listener) => end.onClose(listener),
    close(reason = 'closed by this side') {
      if (!end.isClosed) port.postMessage(farewell);
      close(reason);
    },
  };
}

/** A message travels as an array of one, so that it is never mistaken for the farewell, an empty array. */
const farewell: readonly unknown[] = [];

function isEnvelope(data: unknown): data is [unknown] {
  return Array.isArray(data) && data.length === 1;
}

function isFarewell(data: unknown): boolean {
  return Array.isArray(data) && data.length === 0;
}

import type { Link } from '../../app/contracts/link.ts';
import { LinkEnd } from '../../app/contracts/linkEnd.ts';

/** A Link over a DOM MessagePort whose other end is a port of a worker process, granted by the host. */
export function messagePortLink(port: MessagePort): Link {
  const end = new LinkEnd();
  port.addEventListener('message', (event: MessageEvent<unknown>) => end.arrived(event.data));
  port.addEventListener('close', () => end.closed('the other side is gone'));
  port.start();
  return {
    send(message) {
      // Never with a transfer list: a transferred buffer of a renderer vanishes on its way to another process.
      if (!end.isClosed) port.postMessage(message);
    },
    onMessage: (listener) => end.onMessage(listener),
    onClose: (listener) => end.onClose(listener),
    close(reason = 'closed by this side') {
      if (end.closed(reason)) port.close();
    },
  };
}

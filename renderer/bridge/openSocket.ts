import { AppError } from '../../app/base/error.ts';
import type { Link } from '../../app/contracts/link.ts';
import { webSocketLinkOf } from '../../app/contracts/webSocketLink.ts';

/** A WebSocket link that is open; used by the page and by the decode worker. */
export function openSocket(url: string): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const link = webSocketLinkOf(socket);
    socket.addEventListener('open', () => resolve(link));
    socket.addEventListener('close', () => reject(new AppError('unavailable', 'The station does not answer.')));
  });
}

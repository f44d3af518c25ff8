import type { Link } from '../../app/contracts/link.ts';
import { AppError } from '../../app/base/error.ts';
import { portLinkOf } from '../../app/contracts/portLink.ts';
import { openSocket } from './openSocket.ts';

/** The conversations a window may have: with the console worker, and with vision for pictures. */
export type WindowLink = 'console' | 'video';

/** What the preload of the desktop window offers; absent in a browser. */
interface Desktop {
  requestLink(purpose: WindowLink): void;
  /** Shows a wall alone in a window of its own; the host denies windows that the page opens itself. */
  openWall?(wallId: string): void;
}

declare global {
  interface Window {
    readonly its?: Desktop;
  }
}

/** Where a link leads that another context opens: an address for `new WebSocket`, or a port to transfer. */
export type LinkAddress = { readonly url: string } | { readonly port: MessagePort };

const answerWithinMs = 10_000;

/** The address of a link. In the desktop window the host grants a new port; in a browser it is the page's own server. */
export async function linkAddress(purpose: WindowLink): Promise<LinkAddress> {
  if (window.its) return { port: await portFor(window.its, purpose) };
  const url = new URL(`/link/${purpose}`, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  url.hash = '';
  return { url: url.href };
}

/** Opens the link here. Rejects with `unavailable` when the station does not answer. */
export async function openLink(purpose: WindowLink): Promise<Link> {
  const address = await linkAddress(purpose);
  return 'port' in address ? portLinkOf(address.port) : openSocket(address.url);
}

function portFor(desktop: Desktop, purpose: WindowLink): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      window.removeEventListener('message', take);
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new AppError('unavailable', 'The station does not answer.'));
    }, answerWithinMs);
    function take(event: MessageEvent<unknown>): void {
      const [port] = event.ports;
      // Only the preload of this very window posts to it; frames are refused by the page's policy.
      if (event.source !== window || !port || !isGrant(event.data, purpose)) return;
      stop();
      resolve(port);
    }
    window.addEventListener('message', take);
    desktop.requestLink(purpose);
  });
}

function isGrant(message: unknown, purpose: WindowLink): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { its, purpose: granted } = message as { its?: unknown; purpose?: unknown };
  return its === 'link' && granted === purpose;
}

import type { ParentPort } from 'electron';
import { AppError } from '../../app/base/error.ts';
import { nodeProcessEnd } from '../links/processEnd.ts';
import type { ProcessEnd } from '../links/processEnd.ts';

/**
 * This process's end of the channel to the host: Electron's utility process has `parentPort`, a forked child has `send`.
 * Throws `failed-precondition` in any other process.
 */
export function hostEnd(): ProcessEnd {
  const parentPort: ParentPort | undefined = process.parentPort;
  if (parentPort) return parentPortEnd(parentPort);
  if (process.connected) return nodeProcessEnd(process);
  throw new AppError('failed-precondition', 'This file runs inside the product only; start it with "npm start".');
}

/** A utility process that lost its host is ended by Electron itself. */
function parentPortEnd(port: ParentPort): ProcessEnd {
  return {
    post: (message) => port.postMessage(message),
    onArrival(listener) {
      port.on('message', ({ data, ports }) => listener(data, ports[0]));
    },
    onGone: () => undefined,
    disconnect: () => process.exit(0),
  };
}

import type { ChildProcess, SendHandle } from 'node:child_process';
import { Socket } from 'node:net';
import type { EmitterPort } from '../../app/contracts/portLink.ts';

/** What may travel beside a message: a connection between plain processes, a port between Electron's. */
export type Attachment = Socket | EmitterPort;

/** One end of the channel between a host and a worker that it started, whatever kind of process that is. */
export interface ProcessEnd {
  post(message: unknown, attachment?: Attachment): void;
  onArrival(listener: (message: unknown, attachment: Attachment | undefined) => void): void;
  /** The other process is gone, or the channel to it. */
  onGone(listener: () => void): void;
  /** Closes the channel once everything posted before is written. */
  disconnect(): void;
}

/** The part of `process` and of ChildProcess that carries Node's own channel. */
type NodeChannel = Pick<NodeJS.Process | ChildProcess, 'connected' | 'on'> & {
  send?(message: unknown, handle?: SendHandle, options?: object, callback?: (error: Error | null) => void): boolean;
  disconnect?(): void;
};

/** Either end of a forked child's channel: `child` in the host, `process` in the worker. */
export function nodeProcessEnd(channel: NodeChannel): ProcessEnd {
  let unwritten = 0;
  let leaving = false;
  function written(): void {
    unwritten--;
    if (leaving && unwritten === 0 && channel.connected) channel.disconnect?.();
  }
  return {
    post(message, attachment) {
      if (!channel.connected || leaving) return;
      unwritten++;
      if (attachment instanceof Socket) {
        freeOfServer(attachment);
        channel.send?.(message, attachment, { keepOpen: true }, () => {
          attachment.destroy();
          written();
        });
        return;
      }
      // A failed write means that the other process has just gone; `disconnect` says so to everyone who needs it.
      channel.send?.(message, undefined, {}, written);
    },
    onArrival: (listener) => void channel.on('message', listener as (message: unknown) => void),
    onGone: (listener) => void channel.on('disconnect', listener),
    disconnect() {
      leaving = true;
      if (unwritten === 0 && channel.connected) channel.disconnect?.();
    },
  };
}

/**
 * Readies an accepted connection for its way to another process. Node would count it as one of its server's until the
 * other process closes it, and a server whose other processes have all ended never says `close` (Node 24). And this
 * process would go on reading from it until the other has it, and swallow what the client says first.
 */
function freeOfServer(socket: Socket): void {
  Reflect.set(socket, 'server', undefined);
  const inside = Reflect.get(socket, '_handle') as { readStop?(): void } | null | undefined;
  inside?.readStop?.();
}

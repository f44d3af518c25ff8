import type { IncomingHttpHeaders } from 'node:http';
import type { MeetingPoint } from '../links/privateSocket.ts';
import type { LinkPurpose } from './scope.ts';

/** What every granted link brings with it. */
interface Grant {
  readonly purpose: LinkPurpose;
  /** The other end, named by the host. */
  readonly caller: string;
}

/** Host to worker, beside the worker's own link. */
export type HostControl =
  | { readonly kind: 'start'; readonly name: string; readonly options: unknown }
  | { readonly kind: 'stop' }
  /** Wait for another worker at the point; answered by `listening` with the same id. */
  | ({ readonly kind: 'listen'; readonly id: number; readonly point: MeetingPoint } & Grant)
  | ({ readonly kind: 'dial'; readonly point: MeetingPoint } & Grant)
  /** With the socket of an accepted upgrade attached. */
  | ({
      readonly kind: 'window';
      readonly method: string;
      readonly url: string;
      readonly headers: IncomingHttpHeaders;
      readonly head: Uint8Array;
    } & Grant)
  /** With one end of a message channel attached. */
  | ({ readonly kind: 'port' } & Grant);

/** Worker to host. */
export type WorkerControl = { readonly kind: 'listening'; readonly id: number };

/** Reads a worker's control message: a broken worker must not break the host. */
export function workerControlOf(message: unknown): WorkerControl | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, id } = message as { kind?: unknown; id?: unknown };
  return kind === 'listening' && typeof id === 'number' ? { kind, id } : undefined;
}

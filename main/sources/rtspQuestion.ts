import { headerOf, type RtspMessage, rtspBytes } from './rtspMessage.ts';

/** A request of the player on its way to the camera. */
export interface RtspQuestion {
  readonly method: string;
  /** As the camera knows it. */
  readonly uri: string;
  readonly message: RtspMessage;
  /** Challenges answered for it so far. */
  attempts: number;
}

/** What a player may ask. */
export const methods = new Set(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'PAUSE', 'GET_PARAMETER', 'TEARDOWN']);
/** What of a player's request reaches the camera. */
const requestHeaders = new Set(['accept', 'range', 'session', 'transport']);

/** The status with which a request of the player is refused before any camera is asked; `null` for a good one. */
export function refusedUnasked(method: string, message: RtspMessage): string | null {
  if (!methods.has(method)) return '501 Not Implemented';
  const overTcp = /\/TCP\b/i.test(headerOf(message, 'transport') ?? '');
  return method === 'SETUP' && !overTcp ? '461 Unsupported Transport' : null;
}

/** The request as the camera gets it: under its own address, with nothing of the player's but what it needs. */
export function questionBytes({ method, uri, message }: RtspQuestion, sequence: number, signature: string | null) {
  const headers = message.headers.filter(([name]) => requestHeaders.has(name.toLowerCase()));
  return rtspBytes(`${method} ${uri} RTSP/1.0`, [
    ['CSeq', String(sequence)],
    ['User-Agent', 'its-camera-console'],
    ...headers,
    ...(signature === null ? [] : ([['Authorization', signature]] as const)),
  ]);
}

/** An answer to `asked`, whoever asked it. */
export function answerBytes(
  asked: RtspMessage,
  status: string,
  headers: RtspMessage['headers'] = [],
  body?: Buffer,
): Buffer {
  return rtspBytes(`RTSP/1.0 ${status}`, [['CSeq', headerOf(asked, 'cseq') ?? '0'], ...headers], body);
}

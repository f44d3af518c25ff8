import type { NetworkSource } from '../../app/camera/sourceUrl.ts';
import { headerOf, type RtspHeader, type RtspMessage } from './rtspMessage.ts';

/**
 * The two sides of a relay's addresses. Players see `rtsp://127.0.0.1:port/token`, which stands for the camera's whole
 * URL, and paths below it, which stand for the same paths of the camera. Whatever host a camera names in an answer (its
 * address behind a router, its factory default, somebody else's) is dropped: only its paths come back to it.
 */
export interface RtspAddresses {
  readonly local: string;
  readonly source: NetworkSource;
}

/** What the camera is asked for when the player asks for `uri`; `null` when the token is missing. */
export function cameraUri(uri: string, { local, source }: RtspAddresses): string | null {
  if (!uri.startsWith(local)) return null;
  const path = uri.slice(local.length);
  if (path === '') return source.text;
  return path.startsWith('/') ? source.text.slice(0, -source.pathAndQuery.length) + path : null;
}

/** Every absolute RTSP address in a text, below the relay. */
export function localUris(text: string, { local }: RtspAddresses): string {
  return text.replaceAll(/\brtsps?:\/\/[^/?\s,;"]*/gi, local);
}

/** The base that a description's relative control paths belong to. Cameras leave it away or forget its scheme. */
export function localBase(base: string | undefined, addresses: RtspAddresses): string {
  const { local, source } = addresses;
  const [, path] = /^(?:rtsps?:\/\/[^/?\s]*|[\w.-]+(?::\d+)?)?(\/\S*)$/i.exec(base ?? '') ?? [];
  if (path !== undefined) return local + path;
  return base !== undefined && /^rtsps?:\/\/[^/?\s]+$/i.test(base) ? `${local}/` : local + source.pathAndQuery;
}

/** What of a camera's answer reaches the player. */
const answerHeaders = new Set(['content-type', 'public', 'range', 'rtp-info', 'session', 'scale']);

/**
 * The headers and the body of an answer as the player gets them.
 * @param transport the transport that was agreed on, for the answer to SETUP
 */
export function localAnswer(
  answer: RtspMessage,
  addresses: RtspAddresses,
  transport: string | null,
): { headers: RtspHeader[]; body: Buffer } {
  const headers = answer.headers.flatMap(([name, value]): RtspHeader[] =>
    answerHeaders.has(name.toLowerCase()) ? [[name, localUris(value, addresses)]] : [],
  );
  if (transport !== null) headers.push(['Transport', transport]);
  if (answer.body.length === 0) return { headers, body: answer.body };
  const base = headerOf(answer, 'content-base') ?? headerOf(answer, 'content-location');
  headers.push(['Content-Base', localBase(base, addresses)]);
  if (!headerOf(answer, 'content-type')) headers.push(['Content-Type', 'application/sdp']);
  const text = answer.body
    .toString('latin1')
    .replaceAll(/^a=control:[ \t]*rtsps?:.*$/gim, (line) => localUris(line, addresses));
  return { headers, body: Buffer.from(text, 'latin1') };
}

/** Whether a description (RFC 4566) has a video stream over RTP. Players wait for ever for one that it lacks. */
export function describesVideo(description: Buffer): boolean {
  return /^m=video \d+ RTP\/\S+ \d+/m.test(description.toString('latin1'));
}

/**
 * The interleaved transport that a SETUP agreed on, or `null` when the camera insists on UDP.
 * @param asked the Transport header of the player
 */
export function agreedTransport(asked: string, answered: string | undefined): string | null {
  if (answered === undefined || !/^RTP\/S?AVPF?\/TCP/i.test(answered)) return null;
  const agreed = channels(answered) ?? channels(asked);
  return agreed === undefined ? null : `RTP/AVP/TCP;unicast;interleaved=${agreed}`;
}

function channels(transport: string): string | undefined {
  return /interleaved=\s*(\d{1,3}(?:-\d{1,3})?)/i.exec(transport)?.[1];
}

import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type ServerResponse,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { SignIn } from './httpAuth.ts';
import { localPlaylist } from './httpPlaylist.ts';
import type { HttpRelayOptions } from './relayOptions.ts';
import { reasonOfSignIn, reasonOfSocketError, reasonOfStatus } from './rtspRefusal.ts';

type Options = HttpRelayOptions & { readonly local: string; readonly agent: Agent; readonly signIn: SignIn };

interface Asked {
  /** Path and query at the camera. */
  readonly path: string;
  /** True for the camera's own URL, false for what its playlist names. */
  readonly isEntry: boolean;
  readonly range: string | undefined;
}

/** What of a camera's answer reaches the player. */
const answerHeaders = ['content-type', 'content-length', 'content-range', 'accept-ranges'] as const;

/** One request of the player and the camera's answer to it. */
export class HttpExchange {
  readonly #options: Options;
  readonly #asked: Asked;
  readonly #response: ServerResponse;
  readonly #settle: (reason: Reason | null) => void;
  #attempts = 0;
  #request: ClientRequest | null = null;
  #cancelDeadline: () => void = noDeadline;
  #ended = false;

  /** @param settle called with `null` when the camera answered well, else with what was wrong */
  constructor(options: Options, asked: Asked, response: ServerResponse, settle: (reason: Reason | null) => void) {
    this.#options = options;
    this.#asked = asked;
    this.#response = response;
    this.#settle = settle;
    response.on('close', () => this.#end());
  }

  start(): void {
    const { source, pinned, agent, signIn, clock, answerMs, headerBytes } = this.#options;
    const signature = signIn.authorization('GET', this.#asked.path);
    const request = (source.scheme === 'https' ? secureRequest : plainRequest)({
      agent,
      host: pinned.address,
      port: source.port,
      path: this.#asked.path,
      headers: {
        host: source.text.slice(source.scheme.length + 3, -source.pathAndQuery.length),
        'user-agent': 'its-camera-console',
        accept: '*/*',
        'accept-encoding': 'identity',
        ...(this.#asked.range === undefined ? {} : { range: this.#asked.range }),
        ...(signature === null ? {} : { authorization: signature }),
      },
      maxHeaderSize: headerBytes,
      // Cameras break the letter of HTTP; nothing behind this relay could be confused by it.
      insecureHTTPParser: true,
    });
    this.#request = request;
    this.#cancelDeadline = clock.after(answerMs, () =>
      this.#fail(reasonOf(request.socket?.connecting === false ? 'timed-out' : 'unreachable')),
    );
    request.on('response', (answer) => this.#answered(answer));
    request.on('error', (error) => this.#fail(reasonOfHttpError(error)));
    request.end();
  }

  #answered(answer: IncomingMessage): void {
    this.#cancelDeadline();
    if (this.#ended) return void answer.destroy();
    const status = answer.statusCode ?? 0;
    if (status === 401) return this.#signAgain(answer);
    if (status !== 200 && status !== 206 && status !== 416) return this.#fail(reasonOfStatus(status));
    const type = answer.headers['content-type'] ?? '';
    if (this.#asked.isEntry && /^text\/html/i.test(type)) {
      return this.#fail(reasonOf('not-a-camera', 'It answers with a web page.'));
    }
    if (/mpegurl/i.test(type) || /\.m3u8?(\?|$)/i.test(this.#asked.path)) return this.#playlist(answer);
    this.#settle(null);
    const headers = answerHeaders.flatMap((name) =>
      answer.headers[name] === undefined ? [] : [[name, answer.headers[name]] as const],
    );
    this.#response.writeHead(status, Object.fromEntries(headers));
    // A picture must not wait until the next one fills a segment.
    this.#response.socket?.setNoDelay(true);
    answer.on('error', () => this.#broken());
    answer.on('aborted', () => this.#broken());
    answer.pipe(this.#response);
  }

  #signAgain(answer: IncomingMessage): void {
    const challenge = answer.headersDistinct['www-authenticate'] ?? [];
    // The body of a refusal may have no end.
    answer.on('error', () => undefined);
    answer.destroy();
    const verdict = this.#options.signIn.refused(challenge, this.#attempts++);
    if (verdict !== 'retry') return this.#fail(reasonOfSignIn(verdict));
    this.start();
  }

  /** Waits for the whole playlist, within a limit and the time of an answer. */
  #playlist(answer: IncomingMessage): void {
    const { clock, answerMs, playlistBytes, local, source } = this.#options;
    const parts: Buffer[] = [];
    let bytes = 0;
    this.#cancelDeadline = clock.after(answerMs, () => this.#fail(reasonOf('timed-out')));
    answer.on('error', () => this.#fail(reasonOf('stream-ended')));
    answer.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > playlistBytes)
        this.#fail(reasonOf('not-a-camera', `Its playlist is longer than ${playlistBytes} bytes.`));
      else parts.push(part);
    });
    answer.on('end', () => {
      if (this.#ended) return;
      this.#cancelDeadline();
      const text = localPlaylist(Buffer.concat(parts).toString(), local, source);
      if (text === null) return this.#fail(reasonOf('redirect-refused', 'Its playlist names another address.'));
      this.#settle(null);
      this.#response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(text);
    });
  }

  /** The camera left in the middle of a body. */
  #broken(): void {
    if (this.#ended) return;
    this.#settle(reasonOf('stream-ended'));
    this.#end();
    this.#response.destroy();
  }

  /** Ends the exchange with a reason, and tells the player at once so that it does not wait for its own time-out. */
  #fail(reason: Reason): void {
    if (this.#ended) return;
    this.#settle(reason);
    this.#end();
    if (this.#response.headersSent) this.#response.destroy();
    else this.#response.writeHead(403, { 'content-length': '0' }).end();
  }

  #end(): void {
    this.#ended = true;
    this.#cancelDeadline();
    this.#request?.destroy();
  }
}

function noDeadline(): void {}

function reasonOfHttpError(error: Error): Reason {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW') return reasonOf('not-a-camera', 'The header of its answer is too long.');
  if (code.startsWith('HPE_')) return reasonOf('not-a-camera', 'It answers with something that is not HTTP.');
  return reasonOfSocketError(error);
}

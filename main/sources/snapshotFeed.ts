import { randomBytes } from 'node:crypto';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../app/base/clock.ts';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import type { Relay } from './relay.ts';

const everyMs = 1000;
const answerMs = 5000;
const maxPictureBytes = 16 << 20;
const boundary = 'picture';

/**
 * Makes a stream of a camera that only gives one JPEG a request: asks for a picture each second and serves what comes as
 * multipart. ffmpeg's own image reader needs a length that not every camera tells, and knows no time-out.
 * @param pictures where a picture is asked for; closed with the feed
 */
export async function openSnapshotFeed(pictures: Relay, clock: Clock): Promise<Relay> {
  const feed = new SnapshotFeed(pictures, clock);
  await feed.listen();
  return feed;
}

class SnapshotFeed implements Relay {
  url = '';
  readonly #pictures: Relay;
  readonly #clock: Clock;
  readonly #path = `/${randomBytes(16).toString('hex')}`;
  readonly #server = createServer((request, response) => {
    if (request.url === this.#path && !this.#served) this.#serve(response);
    else response.writeHead(404).end();
  });
  #served = false;
  #reason: Reason | null = null;
  #cancel: () => void = () => undefined;

  constructor(pictures: Relay, clock: Clock) {
    this.#pictures = pictures;
    this.#clock = clock;
  }

  get reason(): Reason | null {
    return this.#pictures.reason ?? this.#reason;
  }

  get owed(): Reason | null {
    return this.#pictures.owed;
  }

  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.#path}`;
  }

  close(): void {
    this.#cancel();
    this.#server.close();
    this.#server.closeAllConnections();
    this.#pictures.close();
  }

  #serve(response: ServerResponse): void {
    this.#served = true;
    response.writeHead(200, { 'content-type': `multipart/x-mixed-replace; boundary=${boundary}` });
    response.once('close', () => this.#cancel());
    this.#next(response);
  }

  #next(response: ServerResponse): void {
    const askedMonoMs = this.#clock.monoMs();
    void this.#picture().then((picture) => {
      if (response.destroyed) return;
      if (!picture) return void response.end();
      response.write(`--${boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`);
      response.write(picture);
      response.write('\r\n');
      const waitMs = Math.max(0, askedMonoMs + everyMs - this.#clock.monoMs());
      this.#cancel = this.#clock.after(waitMs, () => this.#next(response));
    });
  }

  /** One picture, or `null` with the reason set. */
  #picture(): Promise<Uint8Array | null> {
    const { promise, resolve } = Promise.withResolvers<Uint8Array | null>();
    const fail = (reason: Reason): void => {
      this.#reason ??= reason;
      resolve(null);
    };
    const request = get(this.#pictures.url, { agent: false, timeout: answerMs }, (response) => {
      const pieces: Uint8Array[] = [];
      let length = 0;
      response.on('data', (piece: Uint8Array) => {
        pieces.push(piece);
        length += piece.length;
        if (length <= maxPictureBytes) return;
        request.destroy();
        fail(reasonOf('picture-too-large'));
      });
      response.once('end', () => {
        if (response.statusCode === 200 && length > 0) resolve(Buffer.concat(pieces));
        else fail(reasonOf('stream-ended', `It answered with status ${response.statusCode}.`));
      });
      response.once('close', () => fail(reasonOf('stream-ended')));
    });
    request.once('timeout', () => {
      fail(reasonOf('timed-out'));
      request.destroy();
    });
    request.once('error', () => fail(reasonOf('unreachable')));
    return promise;
  }
}

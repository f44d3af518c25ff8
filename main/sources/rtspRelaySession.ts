import type { Socket } from 'node:net';
import type { Reason } from '../../app/camera/cameraState.ts';
import { reasonOf } from '../../app/camera/reasonText.ts';
import { SignIn } from './httpAuth.ts';
import { RtspCameraConnection } from './rtspCameraConnection.ts';
import { headerOf, headersOf, RtspFault, type RtspMessage, RtspReader, statusOf } from './rtspMessage.ts';
import { answerBytes, methods, questionBytes, refusedUnasked, type RtspQuestion } from './rtspQuestion.ts';
import type { RtspRelayOptions } from './relayOptions.ts';
import { reasonOfSignIn, reasonOfStatus } from './rtspRefusal.ts';
import { agreedTransport, cameraUri, describesVideo, localAnswer, type RtspAddresses } from './rtspRewrite.ts';

type Options = RtspRelayOptions & Pick<RtspAddresses, 'local'>;

const mostQueued = 16;
const answerBacklogBytes = 65_536;

/** One player and its camera. Asks the camera one thing at a time; media flows in between, held back by a slow player. */
export class RtspRelaySession {
  reason: Reason | null = null;
  readonly #options: Options;
  readonly #player: Socket;
  readonly #claim: () => boolean;
  readonly #fromPlayer: RtspReader;
  #fromCamera: RtspReader;
  readonly #signIn: SignIn;
  #camera: RtspCameraConnection | null = null;
  #claimed = false;
  #closed = false;
  #playing = false;
  #leaving = false;
  #heldBack = false;
  #owedAtEnd: Reason | null = null;
  #queue: RtspQuestion[] = [];
  #asked: RtspQuestion | null = null;
  #sequence = 0;
  #cancelDeadline: () => void;

  /** @param claim called when the player has shown the token; false when another one already has */
  constructor(player: Socket, options: Options, claim: () => boolean) {
    this.#options = options;
    this.#player = player;
    this.#claim = claim;
    this.#signIn = new SignIn(options.credentials, options.renewals);
    this.#fromPlayer = new RtspReader(
      { message: (message) => this.#ask(message), media: (bytes) => this.#camera?.write(bytes) },
      options.limits,
    );
    this.#fromCamera = this.#cameraReader();
    this.#cancelDeadline = options.clock.after(options.answerMs, () => this.close());
    player.on('data', (bytes) => this.#read(this.#fromPlayer, bytes, () => this.close()));
    player.on('drain', () => {
      if (!this.#heldBack) return;
      this.#heldBack = false;
      this.#camera?.resume();
    });
    player.on('error', () => undefined);
    player.on('close', () => this.close());
  }

  /** What the camera owes the player, or owed it at the end: a connection, an answer, or the first video. */
  get owed(): Reason | null {
    if (this.#closed || this.#leaving) return this.#owedAtEnd;
    if (!this.#camera?.isOpen) return this.#camera?.silence ?? null;
    const owes = this.#playing ? !this.#fromCamera.videoBegan : this.#asked !== null;
    return owes ? reasonOf('timed-out') : null;
  }

  #cameraReader(): RtspReader {
    return new RtspReader(
      { message: (message) => this.#answered(message), media: (bytes) => this.#deliver(bytes) },
      this.#options.limits,
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#owedAtEnd = this.owed;
    this.#closed = true;
    this.#cancelDeadline();
    this.#camera?.close();
    this.#player.destroySoon();
  }

  #read(reader: RtspReader, bytes: Buffer, broken: (fault: RtspFault) => void): void {
    if (this.#closed) return;
    try {
      reader.push(bytes);
    } catch (thrown) {
      if (!(thrown instanceof RtspFault)) throw thrown;
      broken(thrown);
    }
  }

  /** Media goes on as it came. */
  #deliver(bytes: Buffer): void {
    if (!this.#closed) this.#player.write(bytes);
  }

  /**
   * What the camera sent. False when the player has not taken all of it yet: then nothing more may be read, both to
   * hold the camera back and because `bytes` lies in a buffer that the next read fills again.
   */
  #receive(bytes: Buffer): boolean {
    this.#read(this.#fromCamera, bytes, (fault) => this.#fail(reasonOf('not-a-camera', fault.message)));
    this.#heldBack = this.#player.writableLength > 0;
    return !this.#heldBack;
  }

  #ask(message: RtspMessage): void {
    const [method = '', local = ''] = message.startLine.split(' ');
    const uri = cameraUri(local, this.#options);
    if (uri === null) return this.close();
    if (!this.#claimed) {
      if (!this.#claim()) return this.close();
      this.#claimed = true;
      this.#cancelDeadline();
      this.#connect();
    }
    const refused = refusedUnasked(method, message);
    if (refused !== null) return this.#answer(message, refused);
    if (this.#queue.length >= mostQueued) return this.close();
    this.#queue.push({ method, uri, message, attempts: 0 });
    this.#askNext();
  }

  #connect(): void {
    this.#camera = new RtspCameraConnection(this.#options, {
      ready: () => this.#askNext(),
      received: (bytes) => this.#receive(bytes),
      left: (reason) => this.#fail(this.#playing ? reasonOf('stream-ended') : reason),
    });
  }

  #askNext(): void {
    if (this.#asked || !this.#camera?.isOpen || this.#closed) return;
    const request = this.#queue.shift();
    if (request) this.#send(request);
  }

  #send(request: RtspQuestion): void {
    const { clock, answerMs } = this.#options;
    if (request.method === 'TEARDOWN') {
      this.#owedAtEnd = this.owed;
      this.#leaving = true;
    }
    this.#asked = request;
    const signature = this.#signIn.authorization(request.method, request.uri);
    this.#camera?.write(questionBytes(request, ++this.#sequence, signature));
    this.#cancelDeadline = clock.after(answerMs, () => {
      // Once pictures come, a camera that does not answer a keep-alive is watched by its pictures.
      if (!this.#playing) this.#fail(reasonOf('timed-out'));
    });
  }

  #answered(message: RtspMessage): void {
    const status = statusOf(message);
    if (status === 0) return this.#cameraAsks(message);
    const request = this.#asked;
    if (!request || status < 200) return;
    this.#asked = null;
    this.#cancelDeadline();
    if (status === 401) return this.#signAgain(request, message);
    if (status >= 300 && status < 400) return this.#fail(reasonOfStatus(status));
    if (status !== 200 && !this.#playing) {
      if (request.method !== 'OPTIONS') return this.#fail(reasonOfStatus(status));
      // Some cameras refuse OPTIONS and play all the same; what is wrong otherwise shows at the next question.
      this.#answer(request.message, '200 OK', [['Public', [...methods].join(', ')]]);
      return this.#askNext();
    }
    if (request.method === 'DESCRIBE' && status === 200 && !describesVideo(message.body)) {
      return this.#fail(reasonOf('no-video', 'It describes no stream that could be played.'));
    }
    const transport = request.method === 'SETUP' ? this.#transportOf(request, message) : null;
    if (this.#closed) return;
    const { headers, body } = localAnswer(message, this.#options, transport);
    this.#answer(request.message, message.startLine.replace(/^RTSP\/\d\.\d /, ''), headers, body);
    if (request.method === 'PLAY' && status === 200) {
      this.#playing = true;
      this.#fromCamera.playing = true;
    }
    this.#askNext();
  }

  #signAgain(request: RtspQuestion, message: RtspMessage): void {
    const verdict = this.#signIn.refused(headersOf(message, 'www-authenticate'), request.attempts);
    if (verdict !== 'retry') return this.#fail(reasonOfSignIn(verdict));
    request.attempts++;
    const hangsUp = /\bclose\b/i.test(headerOf(message, 'connection') ?? '');
    if (!hangsUp || this.#playing) return this.#send(request);
    this.#queue.unshift(request);
    this.#reconnect();
  }

  /** Some cameras hang up after a 401 and expect the signed question on a new connection. */
  #reconnect(): void {
    this.#fromCamera = this.#cameraReader();
    this.#camera?.openAnew();
  }

  #transportOf(request: RtspQuestion, message: RtspMessage): string | null {
    const agreed = agreedTransport(headerOf(request.message, 'transport') ?? '', headerOf(message, 'transport'));
    if (agreed === null) this.#fail(reasonOfStatus(461));
    return agreed;
  }

  /** Some cameras ask the player whether it is alive; one that sends it elsewhere is refused. */
  #cameraAsks(message: RtspMessage): void {
    const [method = ''] = message.startLine.split(' ');
    if (method === 'REDIRECT') return this.#fail(reasonOf('redirect-refused'));
    if (!this.#camera || this.#camera.backlogBytes > answerBacklogBytes) return;
    const known = method === 'OPTIONS' || method === 'GET_PARAMETER';
    this.#camera.write(answerBytes(message, known ? '200 OK' : '501 Not Implemented'));
  }

  #answer(...answer: Parameters<typeof answerBytes>): void {
    this.#player.write(answerBytes(...answer));
  }

  /** Ends the session with a reason, and tells the player at once so that it does not wait for its own time-out. */
  #fail(reason: Reason): void {
    if (this.#closed) return;
    // A camera that hangs up after TEARDOWN does what it was asked to.
    if (!this.#leaving) this.reason = reason;
    const waiting = this.#asked ?? this.#queue[0];
    if (waiting && !this.#playing) this.#answer(waiting.message, '403 Forbidden');
    this.close();
  }
}

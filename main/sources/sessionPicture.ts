import type { Size } from '../../app/space/box.ts';
import { EyeStream } from './eyeStream.ts';
import type { NutStream } from './nutHeaders.ts';
import { type FileProbe, turned } from './probeFile.ts';
import type { SessionListener } from './source.ts';

/** What one session's pictures are, and the stream of them for the eye: the camera's own or its transcode. */
export class SessionPicture {
  readonly #transcode: boolean;
  readonly #rotation: FileProbe['rotation'];
  readonly #listener: Pick<SessionListener, 'opened' | 'chunk'>;
  #camera: EyeStream | null = null;
  #eye: EyeStream | null = null;
  #hadKeyframe = false;
  #told = false;

  /** @param rotation display rotation of the picture, degrees */
  constructor(
    transcode: boolean,
    rotation: FileProbe['rotation'],
    listener: Pick<SessionListener, 'opened' | 'chunk'>,
  ) {
    this.#transcode = transcode;
    this.#rotation = rotation;
    this.#listener = listener;
  }

  /** The camera's own stream. */
  get camera(): EyeStream | null {
    return this.#camera;
  }

  /** What the eye gets: the same, or the transcode. */
  get eye(): EyeStream | null {
    return this.#eye;
  }

  /** Of the decoded picture, display rotation applied. */
  get size(): Size | null {
    const size = this.#camera?.format?.size;
    return size ? turned(size, this.#rotation) : null;
  }

  get isOpen(): boolean {
    return this.#told;
  }

  cameraStream(header: NutStream): void {
    this.#camera = new EyeStream(header);
    if (!this.#transcode) this.#eye = this.#camera;
  }

  transcodeStream(header: NutStream): void {
    this.#eye = new EyeStream(header);
  }

  /** Hands a chunk on, from the first keyframe and once the format is known. */
  toEye(chunk: Parameters<SessionListener['chunk']>[0]): void {
    this.#hadKeyframe ||= chunk.keyframe;
    if (this.#hadKeyframe && this.open()) this.#listener.chunk(chunk);
  }

  /** Tells the format once, as soon as it is whole; false before. */
  open(): boolean {
    if (this.#told) return true;
    const { size } = this;
    const eye = this.#eye;
    if (!size || !eye?.format) return false;
    this.#told = true;
    this.#listener.opened({ codec: eye.codec, webCodec: eye.format.webCodec, size, transcoded: this.#transcode });
    return true;
  }
}

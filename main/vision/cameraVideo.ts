import type { VideoItem } from '../../app/contracts/vision.ts';
import { RecentVideo } from '../../app/pipeline/recentVideo.ts';
import type { CameraSource, EncodedChunk, StreamFormat } from '../sources/source.ts';

/** A window that looks at the camera. */
export interface VideoViewer {
  readonly hevc: boolean;
  readonly item: (item: VideoItem) => void;
  /** The camera was closed; a viewer that wants more asks for it anew. */
  readonly ended: () => void;
}

/** One camera's encoded video: to every window that can decode it, and the newest group of it kept. */
export class CameraVideo {
  readonly #source: () => Pick<CameraSource, 'epoch' | 'transcode'>;
  readonly #recent = new RecentVideo<EncodedChunk>();
  readonly #viewers = new Set<VideoViewer>();
  #format: StreamFormat | null = null;

  /** @param source asked only after it has opened */
  constructor(source: () => Pick<CameraSource, 'epoch' | 'transcode'>) {
    this.#source = source;
  }

  /** `null` until the stream is open. */
  get format(): StreamFormat | null {
    return this.#format;
  }

  /** @returns stops the viewing */
  watch(viewer: VideoViewer): () => void {
    this.#viewers.add(viewer);
    this.#chooseTranscode();
    if (this.#format?.webCodec && this.#decodable(viewer)) {
      viewer.item(this.#formatItem(this.#format, this.#format.webCodec));
      for (const chunk of this.#recent.group()) viewer.item(this.#chunkItem(chunk));
    }
    return () => {
      this.#viewers.delete(viewer);
      this.#chooseTranscode();
    };
  }

  /** The newest group of pictures as the camera sent them, oldest first, and ffmpeg's name of their codec. */
  recent(): { codec: string; chunks: readonly Uint8Array[] } | null {
    const chunks = this.#recent.group();
    if (!this.#format?.webCodec || chunks.length === 0) return null;
    return { codec: this.#format.transcoded ? 'h264' : this.#format.codec, chunks: chunks.map(({ bytes }) => bytes) };
  }

  opened(format: StreamFormat): void {
    this.#format = format;
    this.#recent.clear();
    const { webCodec } = format;
    this.#chooseTranscode();
    if (webCodec === null) return;
    for (const viewer of this.#viewers) {
      if (this.#decodable(viewer)) viewer.item(this.#formatItem(format, webCodec));
    }
  }

  chunk(chunk: EncodedChunk): void {
    this.#recent.add(chunk);
    if (!this.#format?.webCodec) return;
    const item = this.#chunkItem(chunk);
    for (const viewer of this.#viewers) {
      if (this.#decodable(viewer)) viewer.item(item);
    }
  }

  end(): void {
    for (const viewer of this.#viewers) viewer.ended();
  }

  #decodable(viewer: VideoViewer): boolean {
    return this.#format?.codec !== 'hevc' || viewer.hevc;
  }

  /** A transcode is made only while someone looks who could not see the camera's own stream. */
  #chooseTranscode(): void {
    const format = this.#format;
    if (!format) return;
    if (format.transcoded) {
      if (this.#viewers.size === 0) this.#source().transcode(false);
    } else {
      const isNeeded = [...this.#viewers].some((viewer) => format.webCodec === null || !this.#decodable(viewer));
      this.#source().transcode(isNeeded);
    }
  }

  #formatItem(format: StreamFormat, codec: string): VideoItem {
    return {
      kind: 'format',
      keyframe: true,
      epoch: this.#source().epoch,
      codec,
      width: format.size.width,
      height: format.size.height,
      transcoded: format.transcoded,
    };
  }

  #chunkItem({ keyframe, ptsUs, arrivedAtMs, bytes }: EncodedChunk): VideoItem {
    return { kind: 'chunk', keyframe, epoch: this.#source().epoch, ptsUs, arrivedAtMs, bytes };
  }
}

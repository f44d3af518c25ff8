import type { CameraState, Reason, StreamQuality } from '../../app/camera/cameraState.ts';
import type { Size } from '../../app/space/box.ts';

/** What is known of a stream once its headers were read. */
export interface StreamFormat {
  /** ffmpeg's name: `h264`, `hevc`, `mjpeg` … */
  readonly codec: string;
  /** WebCodecs codec string of the copied video, `null` when the page could never decode it (MJPEG). */
  readonly webCodec: string | null;
  /** Size of the decoded picture, display rotation applied. */
  readonly size: Size;
  readonly transcoded: boolean;
}

/** One access unit of the eye's stream: Annex B, parameter sets in-band before each keyframe. */
export interface EncodedChunk {
  readonly ptsUs: number;
  readonly keyframe: boolean;
  readonly bytes: Uint8Array;
  readonly arrivedAtMs: number;
  readonly arrivedMonoMs: number;
}

/** What goes with a frame that was written into its target. */
export interface FrameStamp {
  readonly ptsUs: number;
  readonly epoch: number;
  readonly arrivedAtMs: number;
  readonly arrivedMonoMs: number;
  /** The source picture that was letterboxed into the frame. */
  readonly source: Size;
}

/**
 * Where decoded frames go: letterboxed RGB u8, `3 * width * height` bytes a frame, written in place so that a frame is
 * copied once between ffmpeg's socket and the inference thread.
 */
export interface FrameTarget {
  readonly width: number;
  readonly height: number;
  /** The place for the next frame, or `null`: none is free, stop reading until `onFree` calls back. */
  begin(): Uint8Array | null;
  /** The frame begun last is whole. */
  publish(stamp: FrameStamp): void;
  /** Called whenever a place became free after `begin` gave `null`. Live targets never need it. */
  onFree(listener: () => void): void;
}

/** One ffmpeg from spawn to exit. Every callback comes on the caller's event loop, none after `closed`. */
export interface SessionListener {
  /** Once, before the first chunk or frame. */
  opened(format: StreamFormat): void;
  chunk(chunk: EncodedChunk): void;
  /** After `FrameTarget.publish`. */
  frame(stamp: FrameStamp): void;
  /** Once, last. `reason` is null when the source came to its end in order (a file played once). */
  closed(reason: Reason | null): void;
}

export interface Session {
  readonly pid: number | undefined;
  /** SIGTERM, SIGKILL 2 s later; `closed` follows. */
  stop(): void;
  /** Resolves when the process is gone and its sockets are closed. */
  readonly done: Promise<void>;
}

/** A camera that stays: opens sessions, watches them, waits and opens again. */
export interface CameraSource {
  readonly state: CameraState;
  readonly sinceAtMs: number;
  readonly reason: Reason | null;
  readonly warnings: readonly string[];
  readonly retryInMs: number | null;
  readonly restarts: number;
  /** Rises by one with every session that opened. */
  readonly epoch: number;
  readonly quality: StreamQuality;
  /** Encode the eye's stream anew as H.264 (true) or copy it (false); reopens the camera on a change. */
  transcode(wanted: boolean): void;
  /** Skips the back-off. */
  retryNow(): void;
  close(): Promise<void>;
}

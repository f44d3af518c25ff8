import type { Clock } from '../../app/base/clock.ts';
import type { ProcessGuards } from './ffmpegProcess.ts';
import type { InputRequest } from './openInput.ts';
import type { OpenRelay } from './relay.ts';
import type { FrameTarget, Session, SessionListener } from './source.ts';

export interface SessionOptions extends InputRequest {
  /** Where frames for the detector go; `null` decodes nothing. */
  readonly target: FrameTarget | null;
  /** How a file is read; ignored for cameras. */
  readonly pace: 'realTime' | 'fast';
  /** Frames a second given to the target; 0 gives none. */
  readonly analysisFps: number;
  /** Every frame goes to the target, whatever `analysisFps` says. */
  readonly lossless: boolean;
  /** Encode the eye's stream anew. Done unasked where the picture is turned or the file carries no time. */
  readonly transcode: boolean;
  readonly epoch: number;
}

/** A packet of the camera's own stream as it came in, whatever the eye is given. */
export interface ArrivedPacket {
  readonly ptsUs: number;
  readonly keyframe: boolean;
  readonly byteLength: number;
  readonly arrivedMonoMs: number;
  /** ffmpeg's name of the camera's codec. */
  readonly codec: string;
}

/** Opens one session; `packet` is told every packet of the camera's own stream. */
export type OpenCameraSession = (
  options: SessionOptions,
  listener: SessionListener,
  packet: (packet: ArrivedPacket) => void,
) => Promise<Session>;

export interface SessionPorts {
  readonly clock: Clock;
  readonly findFfmpeg: () => Promise<string>;
  readonly openRelay: OpenRelay;
  readonly guards?: ProcessGuards;
  /** Off only where a test shows what it is for: a picture that changes its size ends the session. */
  readonly endOnChange?: boolean;
  /** For meters and watchdogs: every packet of the camera. */
  readonly packet?: (packet: ArrivedPacket) => void;
}

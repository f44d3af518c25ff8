import type { Size } from '../../app/space/box.ts';
import type { BoxFrame, EarlierBox } from './boxesAt.ts';

/** `exactBoxes` holds the picture until its boxes are known; `lowLatency` shows it at once and predicts them. */
export type Presentation = 'exactBoxes' | 'lowLatency';

/** Window to decode worker. Both come from one build, so these are typed and not parsed. */
export type ToWorker =
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'link'; readonly port: MessagePort }
  /** Opens a stream into `writable` (transferred), the inlet of a track generator. */
  | {
      readonly kind: 'open';
      readonly tile: number;
      readonly cameraId: string;
      readonly writable: WritableStream<VideoFrame>;
    }
  | { readonly kind: 'close'; readonly tile: number }
  | { readonly kind: 'presentation'; readonly presentation: Presentation }
  /** Station time minus page time, ms; wall clocks of two computers differ. */
  | { readonly kind: 'clockOffset'; readonly stationFromPageMs: number };

export interface TileFormat {
  readonly codec: string;
  readonly picture: Size;
  readonly transcoded: boolean;
}

/** When a frame's packet reached the station, on the page's monotonic clock. `mediaUs` is the frame's time stamp. */
export interface FrameArrival {
  readonly mediaUs: number;
  readonly stationMonoMs: number;
  readonly pageMonoMs: number;
}

export interface TileFigures {
  readonly tile: number;
  readonly delayMs: number;
  /** Feeding a chunk to getting its frame, median ms; `null` before the first frame. */
  readonly decodeMs: number | null;
  readonly softwareDecoder: boolean;
  /** Since the tile was opened. */
  readonly chunks: number;
  readonly dropped: number;
  /** Frames that came since the last figures. */
  readonly arrivals: readonly FrameArrival[];
}

/** Decode worker to window. */
export type FromWorker =
  | { readonly kind: 'linkLost'; readonly reason: string }
  | { readonly kind: 'format'; readonly tile: number; readonly format: TileFormat }
  | {
      readonly kind: 'boxes';
      readonly tile: number;
      readonly frame: BoxFrame;
      readonly earlier: readonly EarlierBox[];
    }
  | { readonly kind: 'problem'; readonly tile: number; readonly text: string | null }
  /** Four times a second, also without tiles: the sign that the worker lives. */
  | { readonly kind: 'figures'; readonly tiles: readonly TileFigures[] };

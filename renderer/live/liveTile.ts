import type { Clock } from '../../app/base/clock.ts';
import type { Size } from '../../app/space/box.ts';
import { BoxFrames } from './boxFrames.ts';
import type { BoxFrame, Certainty, EarlierBox } from './boxesAt.ts';
import type { OverlayStyle } from './overlayPainter.ts';
import { OverlayPainter } from './overlayPainter.ts';
import type { Look, ShownPicture } from './pictureAge.ts';
import { lookOf, pictureAgeMs } from './pictureAge.ts';
import type { Zoom } from './pictureView.ts';
import { containedRect, noZoom, zoomedRect } from './pictureView.ts';
import { closeInlet, inletOf } from './trackGenerator.ts';
import type { FrameArrival, TileFigures, TileFormat } from './workerMessages.ts';

/** What a tile tells its operator, a few times a second; a new object only when something in it changed. */
export interface TileView {
  /** Age of the picture on the screen since its packet came to the station, ms; `null` without a picture. */
  readonly ageMs: number | null;
  readonly look: Look;
  /** Frames that came to the screen a second, over the last two. */
  readonly fps: number;
  readonly boxCount: number;
  readonly certainty: Certainty;
  readonly format: TileFormat | null;
  /** How long pictures are held for their boxes, ms. */
  readonly delayMs: number;
  readonly decodeMs: number | null;
  readonly softwareDecoder: boolean;
  readonly dropped: number;
  /** Digital zoom, 1 for the whole picture. */
  readonly zoomScale: number;
  /** Why there is no picture, as far as the page knows. */
  readonly problem: string | null;
}

/** What the live bench reads: sums since the tile was made. */
export interface TileCounts {
  framesShown: number;
  /** Frames shown with boxes of exactly their own time stamp. */
  exactOverlays: number;
  /** Chunk in the page to frame on the screen, ms, the newest 600. */
  readonly shownAfterMs: number[];
}

const noView: TileView = {
  ageMs: null,
  look: 'none',
  fps: 0,
  boxCount: 0,
  certainty: 'none',
  format: null,
  delayMs: 0,
  decodeMs: null,
  softwareDecoder: false,
  dropped: 0,
  zoomScale: 1,
  problem: null,
};

export interface TileElements {
  readonly video: HTMLVideoElement;
  readonly canvas: HTMLCanvasElement;
}

interface FrameOnScreen {
  readonly mediaUs: number;
  readonly shownMonoMs: number;
}

/** One picture with its boxes on the page. It knows frames, time and pixels; not links and not workers. */
export class LiveTile {
  readonly cameraId: string;
  readonly counts: TileCounts = { framesShown: 0, exactOverlays: 0, shownAfterMs: [] };
  readonly #clock: Clock;
  readonly #elements: TileElements;
  readonly #painter: OverlayPainter;
  readonly #frames = new BoxFrames();
  readonly #listeners = new Set<() => void>();
  readonly #resized: ResizeObserver;
  #style: OverlayStyle;
  #zoom: Zoom = noZoom;
  #size: Size = { width: 0, height: 0 };
  #callback: number | null = null;
  #mediaUs: number | null = null;
  #shown: ShownPicture | null = null;
  #shownTimes: number[] = [];
  #awaitingArrival: FrameOnScreen[] = [];
  readonly #arrivals = new Map<number, FrameArrival>();
  #view: TileView = noView;

  constructor(cameraId: string, elements: TileElements, style: OverlayStyle, clock: Clock) {
    this.cameraId = cameraId;
    this.#elements = elements;
    this.#style = style;
    this.#clock = clock;
    this.#painter = new OverlayPainter(elements.canvas);
    this.#resized = new ResizeObserver(() => this.#measure());
    this.#resized.observe(elements.canvas);
    elements.canvas.addEventListener('contextrestored', this.#repaint);
    this.#measure();
  }

  readonly view = (): TileView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The canvas lost what was drawn with the browser's GPU process; a picture that stands still brings no next frame. */
  readonly #repaint = (): void => void this.#paint();

  get zoom(): Zoom {
    return this.#zoom;
  }

  set zoom(zoom: Zoom) {
    this.#zoom = zoom;
    this.#place();
    this.#paint();
    this.#change({ zoomScale: zoom.scale });
  }

  /** Draws boxes in this style from now on. */
  draw(style: OverlayStyle): void {
    this.#style = style;
    this.#paint();
  }

  /** Size of the tile and of its picture in CSS and picture pixels, for pointer arithmetic. */
  get geometry(): { tile: Size; picture: Size } {
    return { tile: this.#size, picture: this.#picture() };
  }

  /** Makes the `<video>` ready and returns where decoded frames go. */
  start(): WritableStream<VideoFrame> {
    this.stop();
    const { video } = this.#elements;
    const inlet = inletOf(video);
    // Autoplay of a muted stream is never refused; a stop right after is no fault.
    video.play().catch(() => undefined);
    this.#listen();
    return inlet;
  }

  /** Takes the picture away: nothing is decoded for a tile that nobody sees. */
  stop(): void {
    const { video } = this.#elements;
    if (this.#callback !== null) video.cancelVideoFrameCallback(this.#callback);
    this.#callback = null;
    closeInlet(video);
    this.#frames.clear();
    this.#painter.clear();
    this.#mediaUs = null;
    this.#shown = null;
    this.#awaitingArrival = [];
    this.#arrivals.clear();
    this.#change({ boxCount: 0, certainty: 'none', format: null, problem: null });
    this.tick();
  }

  close(): void {
    this.stop();
    this.#resized.disconnect();
    this.#elements.canvas.removeEventListener('contextrestored', this.#repaint);
    this.#listeners.clear();
  }

  takeFormat(format: TileFormat): void {
    this.#change({ format });
    this.#place();
  }

  takeBoxes(frame: BoxFrame, earlier: readonly EarlierBox[]): void {
    this.#frames.add(frame, earlier);
    // A frame on the screen whose boxes were only guessed, or not all known, gets them now.
    const { certainty } = this.#view;
    if (certainty === 'predicted' || certainty === 'none' || earlier.length > 0) this.#paint();
  }

  takeProblem(problem: string | null): void {
    this.#change({ problem });
  }

  takeFigures({ delayMs, decodeMs, softwareDecoder, dropped, arrivals }: TileFigures): void {
    this.#change({ delayMs, decodeMs, softwareDecoder, dropped });
    this.#match(arrivals);
  }

  /** Renews what changes by itself: the age of the picture. Called by the view's timer, whatever the worker does. */
  tick(): void {
    const nowMonoMs = this.#clock.monoMs();
    this.#shownTimes = this.#shownTimes.filter((time) => time > nowMonoMs - 2000);
    const ageMs = pictureAgeMs(this.#shown, nowMonoMs);
    this.#change({ ageMs, look: lookOf(ageMs), fps: this.#shownTimes.length / 2 });
  }

  #listen(): void {
    this.#callback = this.#elements.video.requestVideoFrameCallback((now, { mediaTime, expectedDisplayTime }) => {
      this.#listen();
      this.#show(Math.round(mediaTime * 1e6), Math.max(0, expectedDisplayTime - now));
    });
  }

  /** @param inMs from now until the frame is visible, as the compositor plans it */
  #show(mediaUs: number, inMs: number): void {
    const nowMonoMs = this.#clock.monoMs();
    this.#mediaUs = mediaUs;
    // Until the worker's figures name this frame's arrival, it has been underway as long as the one before.
    this.#shown = { shownMonoMs: nowMonoMs, onItsWayMs: this.#shown?.onItsWayMs ?? 0 };
    this.#shownTimes.push(nowMonoMs);
    this.#awaitingArrival.push({ mediaUs, shownMonoMs: nowMonoMs + inMs });
    if (this.#awaitingArrival.length > 120) this.#awaitingArrival.shift();
    this.counts.framesShown++;
    if (this.#paint() === 'exact') this.counts.exactOverlays++;
    if (this.#view.look !== 'live') this.tick();
  }

  /** Joins frames that were shown with when they had arrived: the age of the picture and the way through the page. */
  #match(arrivals: readonly FrameArrival[]): void {
    for (const arrival of arrivals) this.#arrivals.set(arrival.mediaUs, arrival);
    const waiting: FrameOnScreen[] = [];
    for (const frame of this.#awaitingArrival) {
      const arrival = this.#arrivals.get(frame.mediaUs);
      if (!arrival) {
        waiting.push(frame);
        continue;
      }
      this.counts.shownAfterMs.push(frame.shownMonoMs - arrival.pageMonoMs);
      if (this.#shown) this.#shown = { ...this.#shown, onItsWayMs: frame.shownMonoMs - arrival.stationMonoMs };
    }
    this.#awaitingArrival = waiting;
    if (this.counts.shownAfterMs.length > 600) this.counts.shownAfterMs.splice(0, 300);
    for (const mediaUs of this.#arrivals.keys()) {
      if (this.#arrivals.size <= 240) break;
      this.#arrivals.delete(mediaUs);
    }
  }

  #paint(): Certainty {
    if (this.#mediaUs === null) return 'none';
    const { certainty, boxCount } = this.#painter.paint(
      this.#frames.all,
      this.#mediaUs / 1000,
      this.#size,
      this.#zoom,
      this.#style,
    );
    if (certainty !== this.#view.certainty || boxCount !== this.#view.boxCount) {
      this.#view = { ...this.#view, certainty, boxCount };
    }
    return certainty;
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#elements.canvas;
    this.#size = { width, height };
    this.#place();
    this.#paint();
  }

  #picture(): Size {
    return this.#view.format?.picture ?? { width: 16, height: 9 };
  }

  /** Moves the `<video>` as the zoom says; the boxes are drawn to match, in full sharpness. */
  #place(): void {
    const { style } = this.#elements.video;
    if (this.#zoom.scale === 1) {
      style.transform = '';
      return;
    }
    const whole = containedRect(this.#size, this.#picture());
    const part = zoomedRect(this.#size, this.#picture(), this.#zoom);
    const { scale } = this.#zoom;
    style.transform = `translate(${part.x - scale * whole.x}px, ${part.y - scale * whole.y}px) scale(${scale})`;
  }

  #change(change: Partial<TileView>): void {
    const keys = Object.keys(change) as (keyof TileView)[];
    if (keys.every((key) => this.#view[key] === change[key])) return;
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

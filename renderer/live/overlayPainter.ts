import type { Point, Size } from '../../app/space/box.ts';
import { boxesAt, tailOf } from './boxesAt.ts';
import type { BoxFrame, Certainty, ShownBox } from './boxesAt.ts';
import { LabelSprites } from './labelSprites.ts';
import type { Zoom } from './pictureView.ts';
import { zoomedRect } from './pictureView.ts';

export interface OverlayStyle {
  readonly className: (classId: number) => string;
  readonly labels: boolean;
  readonly tails: boolean;
}

export interface Painted {
  readonly certainty: Certainty;
  readonly boxCount: number;
}

/** Hues far apart in lightness too, so that neighbours differ without colour vision. */
const colours = ['#ffd166', '#6fd3ff', '#ff8fa3', '#9be58c', '#d6a8ff', '#ffb37a'] as const;
/** Labels grow with the page's own text, which is larger on large screens. */
const labelRem = 0.6875;

/** Draws the boxes of one frame onto one transparent canvas. What is drawn already is not drawn again. */
export class OverlayPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #isEmpty = true;
  readonly #sprites = new LabelSprites();
  #labelPx = 11;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
  }

  /** @param tile size of the canvas in CSS pixels */
  paint(frames: readonly BoxFrame[], mediaMs: number, tile: Size, zoom: Zoom, style: OverlayStyle): Painted {
    const { certainty, boxes } = boxesAt(frames, mediaMs);
    const picture = frames.at(-1)?.picture;
    const context = this.#context;
    if (!context || !picture || boxes.length === 0) {
      this.clear();
      return { certainty, boxCount: 0 };
    }
    const ratio = this.#fit(tile);
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (!this.#isEmpty) context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#isEmpty = false;
    const shown = zoomedRect(tile, picture, zoom);
    const scale = (shown.width / picture.width) * ratio;
    const toCanvas = (point: Point): Point => ({
      x: shown.x * ratio + point.x * scale,
      y: shown.y * ratio + point.y * scale,
    });
    context.lineJoin = 'round';
    for (const box of boxes) {
      const colour = colours[box.trackId % colours.length] ?? colours[0];
      if (style.tails) this.#tail(context, tailOf(frames, box.trackId, mediaMs), box, colour, toCanvas, ratio);
      this.#box(context, box, colour, toCanvas, scale, ratio);
      if (style.labels)
        this.#label(context, `${style.className(box.classId)} ${box.trackId}`, box, colour, toCanvas, ratio);
    }
    return { certainty, boxCount: boxes.length };
  }

  clear(): void {
    if (this.#isEmpty) return;
    this.#context?.setTransform(1, 0, 0, 1, 0, 0);
    this.#context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#isEmpty = true;
  }

  #fit(tile: Size): number {
    const ratio = window.devicePixelRatio;
    const width = Math.max(1, Math.round(tile.width * ratio));
    const height = Math.max(1, Math.round(tile.height * ratio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#isEmpty = true;
      this.#labelPx = labelRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    }
    return ratio;
  }

  #box(
    context: CanvasRenderingContext2D,
    { boxInImage, predicted }: ShownBox,
    colour: string,
    toCanvas: (point: Point) => Point,
    scale: number,
    ratio: number,
  ): void {
    const corner = toCanvas({ x: boxInImage.cx - boxInImage.w / 2, y: boxInImage.cy - boxInImage.h / 2 });
    context.setLineDash(predicted ? [4 * ratio, 3 * ratio] : []);
    context.lineWidth = Math.round(1.5 * ratio);
    context.strokeStyle = colour;
    // Whole pixels: sharp, and drawn without the cost of smoothing.
    const [left, top] = [Math.round(corner.x), Math.round(corner.y)];
    context.strokeRect(left, top, Math.round(boxInImage.w * scale), Math.round(boxInImage.h * scale));
  }

  #tail(
    context: CanvasRenderingContext2D,
    points: readonly Point[],
    { boxInImage }: ShownBox,
    colour: string,
    toCanvas: (point: Point) => Point,
    ratio: number,
  ): void {
    if (points.length === 0) return;
    context.setLineDash([]);
    context.lineWidth = 1.5 * ratio;
    context.strokeStyle = colour;
    context.globalAlpha = 0.6;
    context.beginPath();
    for (const point of [...points, { x: boxInImage.cx, y: boxInImage.cy + boxInImage.h / 2 }]) {
      const { x, y } = toCanvas(point);
      context.lineTo(x, y);
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  #label(
    context: CanvasRenderingContext2D,
    text: string,
    { boxInImage }: ShownBox,
    colour: string,
    toCanvas: (point: Point) => Point,
    ratio: number,
  ): void {
    const { x, y } = toCanvas({ x: boxInImage.cx - boxInImage.w / 2, y: boxInImage.cy - boxInImage.h / 2 });
    const sprite = this.#sprites.of(text, colour, this.#labelPx * ratio);
    if (sprite) context.drawImage(sprite, Math.round(x - 0.75 * ratio), Math.round(Math.max(0, y - sprite.height)));
  }
}

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

interface Rect extends Point, Size {}

function colourOf(trackId: number): string {
  return colours[trackId % colours.length] ?? colours[0];
}

function lowerEdge({ boxInImage: { cy, h } }: ShownBox): number {
  return cy + h / 2;
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

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
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#isEmpty = false;
    const shown = zoomedRect(tile, picture, zoom);
    const scale = (shown.width / picture.width) * ratio;
    const toCanvas = (point: Point): Point => ({
      x: shown.x * ratio + point.x * scale,
      y: shown.y * ratio + point.y * scale,
    });
    context.lineJoin = 'round';
    for (const box of boxes) {
      const colour = colourOf(box.trackId);
      if (style.tails) this.#tail(context, tailOf(frames, box.trackId, mediaMs), box, colour, toCanvas, ratio);
      this.#box(context, box, colour, toCanvas, scale, ratio);
    }
    if (style.labels) this.#labels(context, boxes, style, toCanvas, ratio);
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

  /** The nearest first; who is farther and would cover one of them goes without: two over each other cannot be read. */
  #labels(
    context: CanvasRenderingContext2D,
    boxes: readonly ShownBox[],
    { className }: OverlayStyle,
    toCanvas: (point: Point) => Point,
    ratio: number,
  ): void {
    const placed: Rect[] = [];
    for (const { trackId, classId, boxInImage: box } of boxes.toSorted((a, b) => lowerEdge(b) - lowerEdge(a))) {
      const sprite = this.#sprites.of(`${className(classId)} ${trackId}`, colourOf(trackId), this.#labelPx * ratio);
      if (!sprite) continue;
      const corner = toCanvas({ x: box.cx - box.w / 2, y: box.cy - box.h / 2 });
      const [x, y] = [Math.round(corner.x - 0.75 * ratio), Math.round(Math.max(0, corner.y - sprite.height))];
      const here = { x, y, width: sprite.width, height: sprite.height };
      if (placed.some((other) => overlap(other, here))) continue;
      placed.push(here);
      context.drawImage(sprite, x, y);
    }
  }
}

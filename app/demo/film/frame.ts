import type { Body } from '../scene.ts';
import type { Lighting } from './lighting.ts';
import type { Projection } from './projection.ts';
import { type Samples, samplesFor } from './raster.ts';
import type { StillPicture } from './stillPicture.ts';

/** The working memory of one camera; everything is overwritten with each picture. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Linear light, 3 numbers a pixel. */
  readonly colour: Float32Array;
  readonly samples: Samples;
  /** Samples in the shadow of a body: the number of its drawing. */
  readonly shadow: Uint32Array;
  /** Scratch of one body's pixels: colour times cover, and cover. */
  readonly layer: Float32Array;
  readonly smeared: Float32Array;
  /** Numbers of drawings, never used twice. */
  lastStamp: number;
}

/** What a picture is made from. */
export interface Shot {
  readonly projection: Projection;
  readonly lighting: Lighting;
  readonly still: StillPicture;
  /** Seconds of exposure. */
  readonly shutterS: number;
  readonly frame: Frame;
}

export function frameFor(width: number, height: number): Frame {
  return {
    width,
    height,
    colour: new Float32Array(3 * width * height),
    samples: samplesFor(width, height),
    shadow: new Uint32Array(4 * width * height),
    layer: new Float32Array(4 * width * height),
    smeared: new Float32Array(4 * width * height),
    lastStamp: 0,
  };
}

/** A rectangle of pixels, `x1` and `y1` exclusive. */
export interface PixelRect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The four image corners of a piece of ground, and the pixels around them. */
export interface GroundPatch extends PixelRect {
  readonly corners: Float64Array;
  /** Columns of the patch in one row, `to` exclusive. */
  from: number;
  to: number;
}

export function groundPatch(): GroundPatch {
  return { corners: new Float64Array(8), x0: 0, y0: 0, x1: 0, y1: 0, from: 0, to: 0 };
}

const corner = new Float64Array(3);

/**
 * Finds the ground around a body: from `rearM` to `frontM` along it and `sideM` to either side. An empty patch where any
 * of it is behind the camera.
 */
export function layPatch(
  shot: Shot,
  body: Body,
  rearM: number,
  frontM: number,
  sideM: number,
  patch: GroundPatch,
): void {
  const { frame, projection } = shot;
  patch.x0 = patch.y0 = Infinity;
  patch.x1 = patch.y1 = -Infinity;
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  for (let k = 0; k < 4; k++) {
    const along = k === 1 || k === 2 ? frontM : rearM;
    const aside = k < 2 ? -sideM : sideM;
    projection.project(body.xM + along * cos - aside * sin, body.yM + along * sin + aside * cos, 0, corner);
    if (corner[2]! < 0.5) {
      patch.x0 = patch.y0 = patch.x1 = patch.y1 = 0;
      return;
    }
    patch.corners[2 * k] = corner[0]!;
    patch.corners[2 * k + 1] = corner[1]!;
    patch.x0 = Math.min(patch.x0, corner[0]!);
    patch.x1 = Math.max(patch.x1, corner[0]!);
    patch.y0 = Math.min(patch.y0, corner[1]!);
    patch.y1 = Math.max(patch.y1, corner[1]!);
  }
  patch.x0 = Math.max(0, Math.floor(patch.x0));
  patch.y0 = Math.max(0, Math.floor(patch.y0));
  patch.x1 = Math.min(frame.width, Math.ceil(patch.x1));
  patch.y1 = Math.min(frame.height, Math.ceil(patch.y1));
}

/** Sets `from` and `to` of one row; a lens that bends may cut a pixel at the patch's edge, where its effect has faded. */
export function patchRow(patch: GroundPatch, y: number): void {
  const { corners } = patch;
  let left = Infinity;
  let right = -Infinity;
  for (let k = 0; k < 4; k++) {
    const j = (k + 1) & 3;
    const ay = corners[2 * k + 1]!;
    const by = corners[2 * j + 1]!;
    if (Math.max(ay, by) < y || Math.min(ay, by) > y + 1) continue;
    const ax = corners[2 * k]!;
    const bx = corners[2 * j]!;
    for (let end = 0; end < 2; end++) {
      const s = ay === by ? end : Math.max(0, Math.min(1, (y + end - ay) / (by - ay)));
      const x = ax + s * (bx - ax);
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  patch.from = Math.max(patch.x0, Math.floor(left));
  patch.to = Math.min(patch.x1, Math.ceil(right));
}

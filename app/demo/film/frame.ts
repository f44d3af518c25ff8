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

const corner = new Float64Array(3);

/**
 * The pixels in which the ground around a body lies: from `rearM` to `frontM` along it and `sideM` to either side.
 * Writes an empty rectangle where any of it is behind the camera.
 */
export function groundRectOf(
  shot: Shot,
  body: Body,
  rearM: number,
  frontM: number,
  sideM: number,
  out: PixelRect,
): void {
  const { frame, projection } = shot;
  out.x0 = out.y0 = Infinity;
  out.x1 = out.y1 = -Infinity;
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  for (let k = 0; k < 4; k++) {
    const along = k & 1 ? frontM : rearM;
    const aside = k & 2 ? sideM : -sideM;
    projection.project(body.xM + along * cos - aside * sin, body.yM + along * sin + aside * cos, 0, corner);
    if (corner[2]! < 0.5) {
      out.x1 = out.y1 = out.x0 = out.y0 = 0;
      return;
    }
    out.x0 = Math.min(out.x0, corner[0]!);
    out.x1 = Math.max(out.x1, corner[0]!);
    out.y0 = Math.min(out.y0, corner[1]!);
    out.y1 = Math.max(out.y1, corner[1]!);
  }
  out.x0 = Math.max(0, Math.floor(out.x0));
  out.y0 = Math.max(0, Math.floor(out.y0));
  out.x1 = Math.min(frame.width, Math.ceil(out.x1));
  out.y1 = Math.min(frame.height, Math.ceil(out.y1));
}

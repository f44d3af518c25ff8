import type { Point, Size } from '../../../app/space/box.ts';
import { type Zoom, zoomedRect } from '../../live/pictureView.ts';

/** The part of the picture that the stage shows, pixels of the picture; its edges may lie outside it. */
export interface PictureFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** CSS pixels of one pixel of the picture. */
  readonly scale: number;
}

/** @param stage size in CSS pixels; one without area shows the picture in its own pixels */
export function pictureFrame(stage: Size, picture: Size, zoom: Zoom): PictureFrame {
  const shown = stage.width > 0 && stage.height > 0 ? stage : picture;
  const rect = zoomedRect(shown, picture, zoom);
  const scale = rect.width / picture.width;
  return {
    x: (0 - rect.x) / scale,
    y: (0 - rect.y) / scale,
    width: shown.width / scale,
    height: shown.height / scale,
    scale,
  };
}

/** A point of the picture from one of the stage. */
export const inPicture = (frame: PictureFrame, inStage: Point): Point => ({
  x: frame.x + inStage.x / frame.scale,
  y: frame.y + inStage.y / frame.scale,
});

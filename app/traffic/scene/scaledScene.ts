import { AppError } from '../../base/error.ts';
import type { Size } from '../../space/box.ts';
import type { Scene } from './scene.ts';
import { stretchedScene } from './stretchedScene.ts';

/** How far the shapes of two pictures may differ, as a share: the rounding of a side, no more. */
const shapeSpare = 0.01;

/**
 * The scene on the picture of its camera at another resolution: the same view, more or fewer pixels.
 * @throws AppError `failed-precondition` when the picture has another shape, and so shows another view
 */
export function scaledScene(scene: Scene, picture: Size): Scene {
  const { width, height } = scene.picture;
  if (Math.abs((width * picture.height) / (height * picture.width) - 1) > shapeSpare) {
    throw new AppError(
      'failed-precondition',
      `A scene of ${width} x ${height} cannot be scaled to ${picture.width} x ${picture.height}, which is another shape; draw it anew.`,
    );
  }
  return stretchedScene(scene, picture);
}

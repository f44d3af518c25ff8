import type { Size } from '../../space/box.ts';
import type { Scene } from './scene.ts';
import { stretchedScene } from './stretchedScene.ts';

/**
 * The scene of another camera as the begin of this one's. Where the pictures differ, what is drawn is stretched onto
 * the new one, and calibration and place on earth stay behind: they belong to the other view.
 * @param picture of the camera that gets the copy
 */
export function copiedScene(from: Scene, picture: Size): Scene {
  if (from.picture.width === picture.width && from.picture.height === picture.height) return from;
  return { ...stretchedScene(from, picture), calibration: null, geo: null };
}

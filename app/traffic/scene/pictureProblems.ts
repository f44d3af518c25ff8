import type { Point, Size } from '../../space/box.ts';
import { imagePointsOf } from './imagePoints.ts';
import type { Scene } from './scene.ts';
import type { SceneProblem } from './sceneProblem.ts';

/** Points may lie on the picture's border, and be rounded from there. */
const sparePx = 1;

/** A scene of another picture than the camera's, and points that lie outside its own. */
export function pictureProblems(scene: Scene, picture: Size | null): SceneProblem[] {
  const other = picture && (picture.width !== scene.picture.width || picture.height !== scene.picture.height);
  const outside = imagePointsOf(scene).filter(({ points }) => points.some((point) => isOutside(point, scene.picture)));
  return [
    ...(other
      ? [
          {
            path: 'picture',
            text: `The scene was drawn on a picture of ${sizeText(scene.picture)}, the camera gives ${sizeText(picture)}; scale the scene or draw it anew.`,
          },
        ]
      : []),
    ...outside.map(({ path, what }) => ({
      path,
      text: `${what} lies partly outside the picture of ${sizeText(scene.picture)}; move its points inside.`,
    })),
  ];
}

function isOutside({ x, y }: Point, { width, height }: Size): boolean {
  return !(x >= -sparePx && x <= width + sparePx && y >= -sparePx && y <= height + sparePx);
}

function sizeText({ width, height }: Size): string {
  return `${width} x ${height}`;
}

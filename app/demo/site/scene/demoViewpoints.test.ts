import { describe, expect, it } from 'vitest';
import { viewpointOf } from '../../../space/viewpoint.ts';
import { groundMatrix } from '../../../traffic/calibration/groundMatrix.ts';
import { CompiledScene } from '../../../traffic/scene/compiledScene.ts';
import { fieldOfView } from '../../../traffic/scene/fieldOfView.ts';
import { demoCameras } from '../demoCameras.ts';
import { demoSceneOf } from './demoScene.ts';

describe('where a demo camera stands, told from its calibration alone', () => {
  it.each(demoCameras.map((pose) => [pose.name, pose] as const))('%s', (name, pose) => {
    const { calibration, picture } = demoSceneOf(name)!;
    if (calibration?.method !== 'points') throw new Error('A demo camera is calibrated by points.');
    const matrix = groundMatrix(calibration, picture);
    const { foot, heightM } = viewpointOf(matrix, picture, calibration.lens?.focalPx ?? null)!;
    const off = Math.hypot(foot.xM - pose.xM, foot.yM - pose.yM, heightM - pose.zM);
    expect(off).toBeLessThan(0.5);
  });
});

describe('what a demo camera sees of the road', () => {
  it.each(demoCameras.map(({ name }) => name))(
    '%s: the outline comes back to the edges of its picture, or to its reach',
    (name) => {
      const scene = demoSceneOf(name)!;
      const { plane } = new CompiledScene(scene);
      const outline = fieldOfView(plane!, scene.picture, 100);
      const { width, height } = scene.picture;
      const middle = plane!.groundOf({ x: width / 2, y: height })!;
      const inside = outline.filter((place) => {
        const { x, y } = plane!.imageOf(place)!;
        const atEdge = Math.min(x, y, width - x, height - y) < 1;
        const atReach = Math.abs(Math.hypot(place.xM - middle.xM, place.yM - middle.yM) - 100) < 0.1;
        return !atEdge && !atReach;
      });
      expect({ corners: outline.length > 20, inside }).toEqual({ corners: true, inside: [] });
    },
  );
});

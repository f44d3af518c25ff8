import type { Box } from '../../space/box.ts';
import { distanceM } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import type { StaticObject } from '../road/roadUser.ts';
import type { CompiledScene } from '../scene/compiledScene.ts';

/** Metres across; smaller things do nothing to a car, larger ones are vehicles that the detector does not see. */
const [smallestM, largestM] = [0.25, 3.5];

/** Those that lie on the road of the scene outside its masks; with a calibration, those of a thing's size. */
export function thingsOnRoad(objects: readonly StaticObject[], scene: CompiledScene): StaticObject[] {
  return objects.filter(({ boxInImage }) => {
    const foot = { x: boxInImage.cx, y: boxInImage.cy + boxInImage.h / 2 };
    return !scene.isMasked(foot) && (scene.plane === null || isThingSized(boxInImage, scene.plane));
  });
}

function isThingSized({ cx, cy, w, h }: Box, plane: RoadPlane): boolean {
  const [left, right] = [cx - w / 2, cx + w / 2].map((x) => plane.groundOf({ x, y: cy + h / 2 }));
  if (!left || !right) return false;
  const acrossM = distanceM(left, right);
  return acrossM >= smallestM && acrossM <= largestM;
}

import type { Point, Size } from '../../space/box.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import { calibrationReport } from '../calibration/calibrationReport.ts';
import { pictureProblems } from './pictureProblems.ts';
import { referenceProblems } from './referenceProblems.ts';
import type { Scene } from './scene.ts';
import type { SceneProblem } from './sceneProblem.ts';
import { shapeProblems } from './shapeProblems.ts';
import { calledAs } from './calledAs.ts';

/** Where a pixel up the picture is as long as this on the road, a place means nothing: that is the horizon. */
const nearHorizonM = 20;

/**
 * All that is wrong with a scene; empty when it can be used. Its rules are judged by app/incident.
 * @param picture of the camera, where it is known
 */
export function sceneProblems(scene: Scene, picture: Size | null = null): readonly SceneProblem[] {
  const report = scene.calibration && calibrationReport(scene.calibration, scene.picture);
  return [
    ...pictureProblems(scene, picture),
    ...(report?.problem ? [{ path: 'calibration', text: report.problem }] : []),
    ...shapeProblems(scene),
    ...laneProblems(scene, report?.plane ?? null),
    ...referenceProblems(scene),
  ];
}

function laneProblems({ lanes, calibration }: Scene, plane: RoadPlane | null): SceneProblem[] {
  return lanes.flatMap(({ name, course }, i) => {
    const path = `lanes.${i}.course`;
    if (!calibration) {
      return [
        {
          path,
          text: `${calledAs('Lane', name)} has no place on the road: calibrate the camera first, or remove the lane.`,
        },
      ];
    }
    if (plane && course.some((point) => isAtHorizon(plane, point))) {
      return [
        {
          path,
          text: `${calledAs('Lane', name)} reaches the horizon of the calibration; end it nearer to the camera.`,
        },
      ];
    }
    return [];
  });
}

function isAtHorizon(plane: RoadPlane, image: Point): boolean {
  const scale = plane.metresPerPixel(image);
  return !scale || scale.upM >= nearHorizonM;
}

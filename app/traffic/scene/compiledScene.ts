import type { Point } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';
import { calibratedPlane } from '../calibration/calibratedPlane.ts';
import { planeSpread } from '../calibration/planeSpread.ts';
import { LaneCourse, type LanePlace } from './laneCourse.ts';
import { contains } from './outline.ts';
import type { Scene, SceneLane, SceneZone } from './scene.ts';

export interface CompiledLane extends SceneLane {
  readonly courseOnGround: LaneCourse;
}

/** Where in which lane. */
export interface InLane extends LanePlace {
  readonly lane: CompiledLane;
}

/** A scene made ready for use: its road plane, its lanes on the ground, and the questions that tracks ask of it. */
export class CompiledScene {
  readonly scene: Scene;
  /** `null` without a calibration: there are no metres then, and no lanes. */
  readonly plane: RoadPlane | null;
  readonly lanes: readonly CompiledLane[];
  #spread: readonly RoadPlane[] | null = null;

  /** @throws AppError `invalid-argument` with one sentence, see sceneProblems.ts */
  constructor(scene: Scene) {
    const plane = scene.calibration && calibratedPlane(scene.calibration, scene.picture);
    this.scene = scene;
    this.plane = plane;
    this.lanes = plane
      ? scene.lanes.map((lane) => ({
          ...lane,
          courseOnGround: new LaneCourse(
            lane.course.map((point) => plane.groundOf(point)).filter((point) => point !== null),
          ),
        }))
      : [];
  }

  /** The planes that say how far the calibration may be off, see planeSpread.ts; none without a calibration. */
  get spread(): readonly RoadPlane[] {
    const { calibration, picture } = this.scene;
    this.#spread ??= calibration ? planeSpread(calibration, picture) : [];
    return this.#spread;
  }

  /** The lane whose middle is nearest among those that hold the place, with `spareM` beyond their edges. */
  laneAt(ground: GroundPoint, spareM = 0): InLane | null {
    let best: InLane | null = null;
    for (const lane of this.lanes) {
      if (lane.courseOnGround.isFartherThan(ground, lane.widthM / 2 + spareM)) continue;
      const place = lane.courseOnGround.placeOf(ground);
      if (!place || Math.abs(place.leftM) > lane.widthM / 2 + spareM) continue;
      if (!best || Math.abs(place.leftM) / lane.widthM < Math.abs(best.leftM) / best.lane.widthM)
        best = { ...place, lane };
    }
    return best;
  }

  zonesAt(image: Point): readonly SceneZone[] {
    return this.scene.zones.filter(({ outline }) => contains(outline, image));
  }

  isMasked(image: Point): boolean {
    return this.scene.masks.some(({ outline }) => contains(outline, image));
  }
}

import { bearingOf, earthOf, type EarthPoint, type GeoFrame, geoFrameAt } from '../../../app/space/geo.ts';
import type { GroundPoint } from '../../../app/space/ground.ts';
import type { RoadPlane } from '../../../app/space/roadPlane.ts';
import { type Viewpoint, viewpointOf } from '../../../app/space/viewpoint.ts';
import { groundMatrix } from '../../../app/traffic/calibration/groundMatrix.ts';
import { type CompiledLane, CompiledScene } from '../../../app/traffic/scene/compiledScene.ts';
import { fieldOfView } from '../../../app/traffic/scene/fieldOfView.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';

/** Farther than this a field of view is not drawn, metres. */
const fieldReachM = 140;

/** Where on earth a camera stands and to where it looks. */
export interface Placement {
  readonly earth: EarthPoint;
  readonly bearingDeg: number;
}

/** What of a scene does not depend on where on earth it lies. */
interface GroundScene {
  /** Below the camera, or the origin of the ground frame where nothing tells. */
  readonly foot: GroundPoint;
  readonly headingRad: number;
  readonly field: readonly GroundPoint[];
  readonly lanes: readonly CompiledLane[];
}

const known = new WeakMap<Scene, GroundScene>();

/** Compiled once for each version of a scene. */
function groundScene(scene: Scene): GroundScene {
  const before = known.get(scene);
  if (before) return before;
  const now = read(scene);
  known.set(scene, now);
  return now;
}

/** A scene whose calibration gives no road is one without a calibration: the scene page says what is wrong with it. */
function read(scene: Scene): GroundScene {
  const unknown = { foot: { xM: 0, yM: 0 }, headingRad: Math.PI / 2, field: [], lanes: [] };
  try {
    const { plane, lanes } = new CompiledScene(scene);
    if (!plane || !scene.calibration) return unknown;
    const focalPx = scene.calibration.method === 'points' ? (scene.calibration.lens?.focalPx ?? null) : null;
    const seen = viewpointOf(groundMatrix(scene.calibration, scene.picture), scene.picture, focalPx);
    const { foot, headingRad } = seen ?? guessed(plane, scene) ?? unknown;
    return { foot, headingRad, field: fieldOfView(plane, scene.picture, fieldReachM), lanes };
  } catch {
    return unknown;
  }
}

/** Where a calibration does not tell the camera: the road at the lower edge of its picture, and up from there. */
function guessed(plane: RoadPlane, { picture }: Scene): Pick<Viewpoint, 'foot' | 'headingRad'> | null {
  const foot = plane.groundOf({ x: picture.width / 2, y: picture.height });
  const ahead = plane.groundOf({ x: picture.width / 2, y: picture.height * 0.75 });
  return foot && ahead && { foot, headingRad: Math.atan2(ahead.yM - foot.yM, ahead.xM - foot.xM) };
}

/** Where the camera of a scene stands; `null` while the scene lies nowhere on earth. */
export function placementOf(scene: Scene): Placement | null {
  if (!scene.geo) return null;
  const { foot, headingRad } = groundScene(scene);
  return { earth: earthOf(scene.geo, foot), bearingDeg: bearingOf(scene.geo, headingRad) };
}

/** The geo reference with which the scene's camera stands at a place and looks along a bearing. */
export function geoOf(scene: Scene, { earth, bearingDeg }: Placement): GeoFrame {
  const { foot, headingRad } = groundScene(scene);
  return geoFrameAt(foot, headingRad, earth, bearingDeg);
}

/** The part of the road in the picture, on earth; empty without a calibration. */
export function fieldOnEarth(scene: Scene): readonly EarthPoint[] {
  const { geo } = scene;
  return geo ? groundScene(scene).field.map((place) => earthOf(geo, place)) : [];
}

export interface LaneOnEarth {
  readonly laneId: string;
  readonly name: string;
  readonly widthM: number;
  readonly course: readonly EarthPoint[];
}

/** Lanes of a calibrated scene on earth. */
export function lanesOnEarth(scene: Scene): readonly LaneOnEarth[] {
  const { geo } = scene;
  if (!geo) return [];
  return groundScene(scene).lanes.flatMap(({ id, name, widthM, courseOnGround }) =>
    courseOnGround.points.length < 2
      ? []
      : [{ laneId: id, name, widthM, course: courseOnGround.points.map((place) => earthOf(geo, place)) }],
  );
}

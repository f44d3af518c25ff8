import { projectionOf } from '../../app/demo/film/projection.ts';
import type { GroundPoint } from '../../app/demo/scene.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import type { Scene, SceneZone } from '../../app/traffic/scene/scene.ts';

export type SceneEdit = (scene: Scene) => Scene;

/** What a demo scene lacks for a rule, drawn where it lies on the ground; all of it must be before the camera. */
export function withZone(camera: string, kind: SceneZone['kind'], outline: readonly GroundPoint[]): SceneEdit {
  const drawn = outline.map(imageIn(camera));
  return (scene) => ({ ...scene, zones: [...scene.zones, { id: kind, name: kind, kind, outline: drawn }] });
}

export function withLine(camera: string, id: string, from: GroundPoint, to: GroundPoint): SceneEdit {
  const toImage = imageIn(camera);
  const line = { id, name: id, from: toImage(from), to: toImage(to) };
  return (scene) => ({ ...scene, lines: [...scene.lines, line] });
}

/** Nobody may cross the line on this side of the lane. */
export function withSolid(laneId: string, side: 'left' | 'right'): SceneEdit {
  const solid = side === 'left' ? { solidLeft: true } : { solidRight: true };
  return (scene) => ({
    ...scene,
    lanes: scene.lanes.map((lane) => (lane.id === laneId ? { ...lane, ...solid } : lane)),
  });
}

function imageIn(camera: string): (place: GroundPoint) => { x: number; y: number } {
  const pose = demoCameras.find(({ name }) => name === camera);
  if (!pose) throw new Error(`there is no demo camera ${camera}`);
  const projection = projectionOf(pose);
  return (place) => {
    const image = projection.imageOf(place);
    if (!image) throw new Error(`the place ${place.xM}, ${place.yM} is not before the camera ${camera}`);
    return image;
  };
}

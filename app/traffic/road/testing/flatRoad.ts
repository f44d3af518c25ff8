import type { Box } from '../../../space/box.ts';
import { CompiledScene } from '../../scene/compiledScene.ts';
import { emptyScene, type Scene, sceneSchema } from '../../scene/scene.ts';
import type { ObservedFrame } from '../roadUser.ts';

const [width, height] = [1280, 720];
/** A road seen from straight above: a pixel is a tenth of a metre; x to the right, y up the picture. */
export const metresPerPixel = 0.1;

export function imageAt(xM: number, yM: number): { x: number; y: number } {
  return { x: xM / metresPerPixel, y: height - yM / metresPerPixel };
}

/** The flat road with what is drawn on it, or without its calibration. */
export function flatRoad(drawn: Partial<Scene> = {}, scaleM = metresPerPixel): CompiledScene {
  const pairs = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].map(([x = 0, y = 0]) => ({ image: { x, y }, ground: { xM: x * scaleM, yM: (height - y) * scaleM } }));
  const calibration = { method: 'points', pairs, controlPoints: [], controlLengths: [], lens: null } as const;
  return new CompiledScene(sceneSchema.parse({ ...emptyScene({ width, height }), calibration, ...drawn }));
}

/** A lane along x, eastward. */
export function laneAlong(id: string, yM: number): Scene['lanes'][number] {
  return {
    ...{ id, name: id, kind: 'driving', widthM: 3.5, limitKmh: null, solidLeft: false, solidRight: false },
    course: [imageAt(0, yM), imageAt(128, yM)],
  };
}

/** The box of a car whose foot point is there. */
export function carAt(xM: number, yM: number, change: Partial<Box> = {}): Box {
  const { x, y } = imageAt(xM, yM);
  return { cx: x, cy: y - 15, w: 40, h: 30, ...change };
}

export function frameOf(
  atMs: number,
  cars: readonly (readonly [trackId: number, boxInImage: Box, className?: string])[],
  ended: readonly number[] = [],
): ObservedFrame {
  const tracks = cars.map(([trackId, boxInImage, className = 'car']) => ({
    ...{ trackId, className, score: 0.8, boxInImage },
  }));
  return { cameraId: 'north', atMs, tracks, ended, signals: new Map() };
}

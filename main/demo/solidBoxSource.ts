import { projectionOf } from '../../app/demo/film/projection.ts';
import type { CameraPose } from '../../app/demo/scene.ts';
import { solidBoxes } from '../../app/demo/truth/solidBoxes.ts';
import type { BoxSource } from './writeSimulation.ts';

/** Boxes without films. */
export function solidBoxSource(poses: readonly CameraPose[]): BoxSource {
  const projections = poses.map(projectionOf);
  return {
    next: async ({ bodies }) => projections.map((projection) => solidBoxes(projection, bodies)),
    finish: async () => undefined,
    abandon: async () => undefined,
  };
}

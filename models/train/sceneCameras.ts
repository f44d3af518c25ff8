import type { CameraPose } from '../../app/demo/scene.ts';
import type { Place } from './scenePlaces.ts';
import { type Random, within } from './sceneRoads.ts';

/** A camera on a mast near the road, as such cameras are found; some look steeply down. */
export function randomPose(random: Random, place: Place, size: { width: number; height: number }): CameraPose {
  const steep = random() < 0.12;
  const horizontalFovRad = (within(random, 30, 85) * Math.PI) / 180;
  const halfUp = Math.atan((Math.tan(horizontalFovRad / 2) * size.height) / size.width);
  const zM = steep ? within(random, 7, 18) : within(random, 4, 14);
  const tiltRad = steep
    ? within(random, 0.85, 1.4)
    : within(random, 0.14, Math.max(0.3, Math.min(0.87, halfUp + 0.35)));
  const side = random() < 0.5 ? 1 : -1;
  const over = random() < 0.25;
  const yM = over
    ? within(random, -1, 1) * place.road.carriagewayHalfM
    : side * (place.road.carriagewayHalfM + within(random, 0, 7));
  const across = random() < 0.3;
  // Towards the road: a camera at its left looks to the right.
  const turn = across ? within(random, 0.4, 1.5) : Math.abs(within(random, -0.1, 0.5));
  return {
    name: 'training',
    xM: within(random, -8, 6),
    yM: yM + (place.road.centre.length > 2 ? 0 : 0),
    zM,
    panRad: over ? within(random, -0.4, 0.4) : -side * turn,
    tiltRad,
    rollRad: within(random, -0.05, 0.05),
    horizontalFovRad,
    k1: random() < 0.5 ? 0 : within(random, -0.22, 0.06),
    size,
  };
}

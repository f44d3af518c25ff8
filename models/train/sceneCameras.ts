import { between, type Random } from '../../app/base/random.ts';
import { projectionOf } from '../../app/demo/film/projection.ts';
import type { CameraPose, GroundPoint } from '../../app/demo/scene.ts';
import type { Place } from './scenePlaces.ts';

/** A camera on a mast near the road that sees enough of it, as such cameras are found; some look steeply down. */
export function randomPose(random: Random, place: Place, size: { width: number; height: number }): CameraPose {
  for (let tries = 0; tries < 60; tries++) {
    const pose = anyPose(random, place, size);
    if (seesRoad(pose, place)) return pose;
  }
  return anyPose(random, place, size);
}

/** Whether a good part of the picture is road, and not only the few metres at the foot of the mast. */
function seesRoad(pose: CameraPose, { road }: Place): boolean {
  const projection = projectionOf(pose);
  let onRoad = 0;
  let nearest = Infinity;
  let farthest = 0;
  for (let k = 0; k < 48; k++) {
    const point = projection.groundOf({
      x: ((k % 8) + 0.5) * (pose.size.width / 8),
      y: (Math.floor(k / 8) + 0.5) * (pose.size.height / 6),
    });
    if (!point) continue;
    const away = Math.hypot(point.xM - pose.xM, point.yM - pose.yM);
    const aside = Math.min(...road.centre.map((c, i) => distanceTo(point, c, road.centre[i + 1] ?? c)));
    if (aside > road.halfWidthM || away > 120) continue;
    onRoad++;
    nearest = Math.min(nearest, away);
    farthest = Math.max(farthest, away);
  }
  return onRoad >= 15 && farthest > 14 && nearest > 2;
}

function distanceTo(p: GroundPoint, a: GroundPoint, b: GroundPoint): number {
  const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
  const square = dx * dx + dy * dy;
  const s = square === 0 ? 0 : Math.max(0, Math.min(1, ((p.xM - a.xM) * dx + (p.yM - a.yM) * dy) / square));
  return Math.hypot(p.xM - a.xM - s * dx, p.yM - a.yM - s * dy);
}

function anyPose(random: Random, place: Place, size: { width: number; height: number }): CameraPose {
  const steep = random() < 0.12;
  const horizontalFovRad = (between(random, 30, 85) * Math.PI) / 180;
  const halfUp = Math.atan((Math.tan(horizontalFovRad / 2) * size.height) / size.width);
  const zM = steep ? between(random, 7, 18) : between(random, 4, 14);
  const tiltRad = steep
    ? between(random, 0.85, 1.4)
    : between(random, 0.14, Math.max(0.3, Math.min(0.87, halfUp + 0.35)));
  const side = random() < 0.5 ? 1 : -1;
  const over = random() < 0.25;
  const yM = over
    ? between(random, -1, 1) * place.road.carriagewayHalfM
    : side * (place.road.carriagewayHalfM + between(random, 0, 7));
  const across = random() < 0.3;
  // Towards the road: a camera at its left looks to the right.
  const turn = across ? between(random, 0.4, 1.5) : Math.abs(between(random, -0.1, 0.5));
  return {
    name: 'training',
    xM: between(random, -8, 6),
    yM,
    zM,
    panRad: over ? between(random, -0.4, 0.4) : -side * turn,
    tiltRad,
    rollRad: between(random, -0.05, 0.05),
    horizontalFovRad,
    k1: random() < 0.5 ? 0 : between(random, -0.22, 0.06),
    size,
  };
}

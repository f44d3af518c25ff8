import { between, oneOf, type Random } from '../../app/base/random.ts';
import type { Body, BodyKind, GroundPoint } from '../../app/demo/scene.ts';

/** A body of random size and look where it is put. */
export function randomBody(
  random: Random,
  kind: BodyKind,
  at: GroundPoint & { headingRad: number },
  speedMps: number,
  id: number,
): Body {
  const [lengthM, widthM, heightM] = sizeOf(random, kind);
  return {
    id,
    kind,
    lookSeed: Math.floor(random() * 2 ** 31),
    xM: at.xM,
    yM: at.yM,
    headingRad: at.headingRad,
    lengthM,
    widthM,
    heightM,
    speedMps: kind === 'bicycle' ? Math.min(speedMps, 7) : speedMps,
    odometerM: random() * 50,
    braking: random() < (speedMps < 1 ? 0.5 : 0.12),
    indicator: random() < 0.08 ? oneOf(random, ['left', 'right', 'both'] as const) : 'none',
  };
}

/** Length, width and height as they are met. */
function sizeOf(random: Random, kind: BodyKind): [number, number, number] {
  switch (kind) {
    case 'car':
      return [between(random, 3.5, 5), between(random, 1.65, 1.95), between(random, 1.4, 1.78)];
    case 'van':
      return [between(random, 4.6, 7), between(random, 1.85, 2.1), between(random, 1.9, 2.9)];
    case 'truck': {
      const long = random();
      return long < 0.55
        ? [between(random, 5.8, 9), between(random, 2.2, 2.5), between(random, 2.6, 3.7)]
        : [between(random, 9, 16.5), 2.5, between(random, 3.3, 4)];
    }
    case 'bus':
      return [between(random, 8.5, random() < 0.2 ? 17.5 : 13), between(random, 2.4, 2.55), between(random, 2.8, 3.8)];
    case 'motorcycle':
      return [between(random, 1.8, 2.3), between(random, 0.7, 0.9), between(random, 1.5, 1.75)];
    case 'bicycle':
      return [between(random, 1.6, 1.85), between(random, 0.55, 0.65), between(random, 1.6, 1.85)];
    case 'pedestrian':
      return random() < 0.12 ? [0.4, 0.4, between(random, 0.95, 1.45)] : [0.5, 0.55, between(random, 1.52, 1.95)];
    case 'debris':
      return [between(random, 0.4, 1.8), between(random, 0.3, 0.9), between(random, 0.2, 0.7)];
    case 'cone':
      return [0.4, 0.4, between(random, 0.45, 0.9)];
  }
}

/** Whether two bodies come nearer than 25 cm, by discs along each. */
export function overlap(a: Body, b: Body): boolean {
  const far = (a.lengthM + b.lengthM) / 2 + 1;
  if (Math.abs(a.xM - b.xM) > far || Math.abs(a.yM - b.yM) > far) return false;
  const room = (a.widthM + b.widthM) / 2 + 0.25;
  return discsOf(a).some(([ax, ay]) => discsOf(b).some(([bx, by]) => Math.hypot(ax - bx, ay - by) < room));
}

function discsOf(body: Body): [number, number][] {
  const count = Math.max(1, Math.ceil(body.lengthM / body.widthM));
  const reach = Math.max(0, body.lengthM - body.widthM);
  return Array.from({ length: count }, (_, k) => {
    const along = count === 1 ? 0 : (k / (count - 1) - 0.5) * reach;
    return [body.xM + along * Math.cos(body.headingRad), body.yM + along * Math.sin(body.headingRad)];
  });
}

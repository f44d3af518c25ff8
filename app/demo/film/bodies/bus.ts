import { between, oneOf, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh } from '../meshBuilder.ts';
import { frontAndRear } from './lamps.ts';
import { darkGlass, displayed, firmPaint, scaled, trim, wheelRim } from './paint.ts';

/** City buses, coaches and school buses. */
export function busMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const school = random() < 0.12;
  const coach = !school && random() < 0.35;
  const paint = school
    ? displayed(240, 178, 20)
    : oneOf(random, [
        firmPaint(random),
        displayed(200, 30, 36),
        displayed(230, 200, 50),
        displayed(60, 130, 80),
        displayed(225, 226, 226),
        displayed(40, 90, 160),
      ]);
  const half = widthM / 2;
  const low = coach ? 0.4 : 0.3;
  const ring = (x: number, w: number, bottom: number, top: number): Vertex[] => [
    [x, -half * w * 0.96, bottom],
    [x, -half * w, bottom + 0.2],
    [x, -half * w * 0.98, top - 0.25],
    [x, -half * w * 0.86, top],
    [x, half * w * 0.86, top],
    [x, half * w * 0.98, top - 0.25],
    [x, half * w, bottom + 0.2],
    [x, half * w * 0.96, bottom],
  ];
  const end = lengthM / 2;
  mesh.loft(
    [
      ring(-end, 0.95, low + 0.1, heightM - 0.1),
      ring(-end + 0.15, 1, low, heightM),
      ring(end - 0.35, 1, low, heightM),
      ring(end, 0.95, low + 0.05, heightM * 0.93),
    ],
    paint,
    'paint',
  );
  const belt = coach ? heightM * 0.48 : heightM * 0.4;
  const top = heightM * 0.86;
  const inside: Vertex = [0, 0, heightM / 2];
  const bays = Math.max(3, Math.round(lengthM / 1.6));
  for (const side of [-1, 1]) {
    const y = side * (half * 0.995 + 0.012);
    for (let k = 0; k < bays; k++) {
      const from = -end + 0.3 + ((lengthM - 0.6) * k) / bays;
      const to = from + (lengthM - 0.6) / bays - (coach ? 0.05 : 0.14);
      // Doors are on the right, where passengers wait.
      const door = side < 0 && !coach && (k === bays - 1 || k === Math.floor(bays / 2));
      mesh.quad(
        [from, y, door ? low + 0.15 : belt],
        [to, y, door ? low + 0.15 : belt],
        [to, y * 0.985, top],
        [from, y * 0.985, top],
        inside,
        darkGlass,
        'glass',
      );
    }
    if (random() < 0.6)
      mesh.box(
        [between(random, -0.2, 0.2) * lengthM, side * half, low + 0.45],
        [lengthM * between(random, 0.3, 0.9), 0.03, 0.25],
        firmPaint(random),
      );
    mesh.box([end - 0.05, side * (half + 0.15), heightM * 0.75], [0.12, 0.2, 0.42], trim);
  }
  const shield = (z: number): number => end + 0.02 - 0.02 * (z / heightM);
  mesh.quad(
    [shield(0), -half * 0.88, heightM * 0.36],
    [shield(0), half * 0.88, heightM * 0.36],
    [shield(0), half * 0.86, heightM * 0.8],
    [shield(0), -half * 0.86, heightM * 0.8],
    inside,
    darkGlass,
    'glass',
  );
  mesh.box([end - 0.02, 0, heightM * 0.86], [0.08, widthM * 0.6, heightM * 0.07], displayed(20, 18, 12));
  mesh.box(
    [end + 0.01, 0, heightM * 0.86],
    [0.04, widthM * 0.4, heightM * 0.035],
    displayed(240, 160, 40),
    'litWindow',
  );
  mesh.box([-end, 0, heightM * 0.66], [0.06, widthM * 0.7, heightM * 0.24], darkGlass, 'glass');
  mesh.box([-end, 0, heightM * 0.3], [0.06, widthM * 0.66, heightM * 0.2], scaled(trim, 1.3));
  mesh.box(
    [between(random, -0.3, 0.2) * lengthM, 0, heightM + 0.08],
    [lengthM * 0.22, widthM * 0.7, 0.22],
    displayed(190, 192, 192),
    'matte',
    [0.9, 0.9],
  );
  for (const hatch of [-0.3, 0.3])
    mesh.box([hatch * lengthM, 0, heightM + 0.02], [0.8, 0.8, 0.06], displayed(150, 150, 150));
  const rim = wheelRim(random);
  const axles = lengthM > 14 ? [end - 2.6, 0.6, -end + 3] : [end - 2.5, -end + 3];
  for (const at of axles)
    for (const side of [-1, 1]) {
      mesh.wheel(at, side * (half - 0.14), 0.48, 0.3, rim);
      mesh.box([at, side * (half - 0.02), 0.62], [1.16, 0.05, 0.72], [0.006, 0.006, 0.006]);
    }
  frontAndRear(mesh, random, { lengthM: lengthM + 0.02, widthM, frontZ: 0.72, rearZ: 1, plateZ: 0.5 });
  return mesh.done();
}

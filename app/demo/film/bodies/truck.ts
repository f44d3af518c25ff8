import { between, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';
import { frontAndRear } from './lamps.ts';
import { darkGlass, displayed, firmPaint, rubber, trim, wheelRim } from './paint.ts';
import { load } from './truckLoad.ts';

/** Rigid lorries, tippers, tankers, flatbeds; from 12.5 m a tractor with its semi-trailer. */
export function truckMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const front = lengthM / 2;
  const cabLength = lengthM > 12.5 ? 2.3 : Math.min(2.2, lengthM * 0.28);
  const cabHeight = Math.min(heightM * 0.98, lengthM > 9 ? between(random, 2.9, 3.7) : between(random, 2.3, 2.8));
  const cabRear = front - cabLength;
  cab(mesh, random, { front, rear: cabRear, widthM, heightM: cabHeight });
  const loadFrom = -front + 0.05;
  const loadTo = cabRear - (lengthM > 12.5 ? 0.75 : 0.25);
  mesh.box([(loadFrom + cabRear) / 2, 0, 0.8], [cabRear - loadFrom, widthM * 0.42, 0.3], rubber);
  load(mesh, random, { from: loadFrom, to: loadTo, widthM, heightM });
  const rim = wheelRim(random);
  const axles =
    lengthM > 12.5
      ? [front - 1.35, front - 4.6, -front + 4.4, -front + 3.1, -front + 1.8]
      : lengthM > 9
        ? [front - 1.3, -front + 2.9, -front + 1.6]
        : [front - 1.1, -front + lengthM * 0.22];
  const radius = lengthM > 7.5 ? 0.5 : 0.42;
  for (const at of axles) for (const side of [-1, 1]) mesh.wheel(at, side * (widthM / 2 - 0.17), radius, 0.32, rim);
  if (random() < 0.7)
    for (const side of [-1, 1])
      mesh.box(
        [(axles[1]! + axles[axles.length - 1]!) / 2 + 1.2, side * widthM * 0.47, 0.72],
        [Math.max(1, lengthM * 0.25), 0.05, 0.4],
        displayed(120, 122, 124),
      );
  frontAndRear(mesh, random, { lengthM: lengthM + 0.04, widthM, frontZ: 0.75, rearZ: 0.85, plateZ: 0.6 });
  return mesh.done();
}

function cab(
  mesh: MeshBuilder,
  random: Random,
  at: { front: number; rear: number; widthM: number; heightM: number },
): void {
  const paint = firmPaint(random);
  const { front, rear, heightM } = at;
  const half = at.widthM / 2;
  const ring = (x: number, w: number, bottom: number, top: number): Vertex[] => [
    [x, -w, bottom],
    [x, -w, top - 0.12],
    [x, -w * 0.92, top],
    [x, w * 0.92, top],
    [x, w, top - 0.12],
    [x, w, bottom],
  ];
  const lean = between(random, 0.04, 0.25);
  mesh.loft(
    [
      ring(rear, half, 0.75, heightM),
      ring(front - lean - 0.1, half, 0.5, heightM),
      ring(front - 0.12, half * 0.98, 0.45, heightM * 0.55),
      ring(front, half * 0.93, 0.5, heightM * 0.47),
    ],
    paint,
    'paint',
  );
  const inside: Vertex = [rear, 0, heightM / 2];
  const top = Math.min(heightM * 0.86, 2.75);
  const foot = Math.min(heightM * 0.55, 1.75);
  const share = (z: number) => (z - heightM * 0.55) / (heightM * 0.45);
  const shieldX = (z: number) => front - 0.1 - lean * Math.max(0, share(z)) + 0.03;
  mesh.quad(
    [shieldX(foot), -half * 0.9, foot],
    [shieldX(foot), half * 0.9, foot],
    [shieldX(top), half * 0.88, top],
    [shieldX(top), -half * 0.88, top],
    inside,
    darkGlass,
    'glass',
  );
  for (const side of [-1, 1]) {
    const y = side * (half + 0.015);
    mesh.quad(
      [front - 1.15, y, foot],
      [front - 0.3, y, foot],
      [front - 0.32 - lean, y, top],
      [front - 1.15, y, top],
      [rear, 0, foot],
      darkGlass,
      'glass',
    );
    mesh.box([front - 0.12, side * (half + 0.16), top - 0.25], [0.12, 0.2, 0.5], trim);
  }
  mesh.box([front, 0, 0.62], [0.16, at.widthM * 0.94, 0.42], random() < 0.5 ? trim : paint);
  mesh.box([front - 0.02, 0, 1.15], [0.1, at.widthM * 0.6, 0.5], displayed(28, 28, 30));
  if (random() < 0.4)
    mesh.box([rear + 0.7, 0, heightM + 0.15], [0.9, at.widthM * 0.8, 0.4], paint, 'paint', [0.5, 0.9]);
}

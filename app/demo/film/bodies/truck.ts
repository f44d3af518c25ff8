import { buildMesh, type Colour, type Mesh, type MeshBuilder, type Vertex } from '../mesh.ts';
import { frontAndRear } from './lamps.ts';
import {
  between,
  darkGlass,
  displayed,
  firmPaint,
  oneOf,
  type Random,
  rubber,
  scaled,
  trim,
  wheelRim,
} from './paint.ts';

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

function load(
  mesh: MeshBuilder,
  random: Random,
  { from, to, widthM, heightM }: { from: number; to: number; widthM: number; heightM: number },
): void {
  const middle = (from + to) / 2;
  const length = to - from;
  const floor = 1.05;
  const paint = firmPaint(random);
  const roll = random();
  if (roll < 0.6) {
    mesh.box(
      [middle, 0, (floor + heightM) / 2],
      [length, widthM, heightM - floor],
      paint,
      roll < 0.3 ? 'matte' : 'paint',
    );
    markings(mesh, random, { middle, length, floor, widthM, heightM, paint });
  } else if (roll < 0.74) {
    const high = Math.min(heightM, between(random, 2.2, 3));
    mesh.box(
      [middle, 0, (floor + high) / 2],
      [length, widthM * 0.94, high - floor],
      scaled(paint, 0.8),
      'matte',
      [1.04, 1.06],
    );
    for (let k = 0; k < 5; k++)
      for (const side of [-1, 1])
        mesh.box(
          [from + (length * (k + 0.5)) / 5, side * widthM * 0.485, (floor + high) / 2],
          [0.1, 0.06, high - floor],
          scaled(paint, 0.5),
        );
    mesh.ball([middle, 0, high], [length * 0.46, widthM * 0.42, 0.35], displayed(120, 100, 76));
  } else if (roll < 0.86) {
    const radius = Math.min(widthM * 0.47, (heightM - floor) / 2);
    mesh.limb(
      [from, 0, floor + radius + 0.1],
      [to, 0, floor + radius + 0.1],
      radius,
      radius,
      random() < 0.6 ? displayed(190, 192, 194) : paint,
      14,
    );
  } else {
    mesh.box([middle, 0, floor], [length, widthM * 0.98, 0.18], displayed(90, 80, 66));
    mesh.box([to - 0.05, 0, floor + 0.6], [0.1, widthM * 0.96, 1.1], displayed(70, 72, 74));
    const pieces = Math.floor(between(random, 0, 5));
    for (let k = 0; k < pieces; k++) {
      const high = between(random, 0.5, Math.max(0.6, heightM - floor - 0.4));
      mesh.box(
        [from + (length * (k + 0.5)) / 5, 0, floor + 0.1 + high / 2],
        [length / 5.5, widthM * between(random, 0.5, 0.9), high],
        firmPaint(random),
      );
    }
  }
}

function markings(
  mesh: MeshBuilder,
  random: Random,
  at: { middle: number; length: number; floor: number; widthM: number; heightM: number; paint: Colour },
): void {
  const high = at.heightM - at.floor;
  const logo = oneOf(random, [
    firmPaint(random),
    displayed(30, 60, 140),
    displayed(180, 24, 30),
    displayed(30, 30, 34),
  ]);
  const shown = random() < 0.65;
  const part = between(random, 0.25, 0.7);
  const up = between(random, 0.4, 0.7);
  for (const side of [-1, 1]) {
    const y = side * (at.widthM / 2 + 0.01);
    if (shown)
      mesh.box([at.middle, y, at.floor + high * up], [at.length * part, 0.02, high * between(random, 0.12, 0.4)], logo);
    mesh.box([at.middle, y, at.floor + 0.06], [at.length, 0.03, 0.12], displayed(110, 112, 116));
    if (random() < 0.4) {
      const ribs = Math.floor(at.length / 0.9);
      for (let k = 1; k < ribs; k++)
        mesh.box(
          [at.middle + at.length * (k / ribs - 0.5), y, at.floor + high / 2],
          [0.06, 0.03, high],
          scaled(at.paint, 0.75),
        );
    }
  }
  const rear = at.middle - at.length / 2 - 0.01;
  mesh.box([rear, 0, at.floor + high / 2], [0.02, 0.05, high * 0.96], scaled(at.paint, 0.3));
  for (const side of [-1, 1])
    mesh.box(
      [rear, side * at.widthM * 0.25, at.floor + high / 2],
      [0.03, 0.04, high * 0.9],
      displayed(140, 140, 140),
      'metal',
    );
}

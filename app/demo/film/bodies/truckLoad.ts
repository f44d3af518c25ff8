import { between, oneOf, type Random } from '../../../base/random.ts';
import type { Colour } from '../mesh.ts';
import type { MeshBuilder } from '../meshBuilder.ts';
import { displayed, firmPaint, scaled } from './paint.ts';

/** A closed body, a tipper, a tank or a flatbed behind the cab, from `from` to `to`. */
export function load(
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

import { between, type Random } from '../../../base/random.ts';
import type { MeshBuilder } from '../meshBuilder.ts';
import { displayed } from './paint.ts';

/** Lamps and number plates at both ends of a vehicle; the lamps stand a little out of its skin. */
export function frontAndRear(
  mesh: MeshBuilder,
  random: Random,
  at: { lengthM: number; widthM: number; frontZ: number; rearZ: number; plateZ: number },
): void {
  const front = at.lengthM / 2 - 0.04;
  const size = between(random, 0.11, 0.17);
  const tall = between(random, 0.12, 0.3);
  const plate = random() < 0.25 ? displayed(225, 195, 60) : displayed(215, 215, 210);
  for (const side of [-1, 1]) {
    const turning = side > 0 ? 'leftIndicator' : 'rightIndicator';
    mesh.box(
      [front, side * at.widthM * 0.37, at.frontZ],
      [0.14, at.widthM * 0.17, size],
      displayed(200, 205, 210),
      'headLamp',
    );
    mesh.box(
      [front - 0.06, side * at.widthM * 0.46, at.frontZ],
      [0.1, 0.1, size * 0.7],
      displayed(190, 120, 50),
      turning,
    );
    mesh.box(
      [-front, side * at.widthM * 0.41, at.rearZ],
      [0.12, at.widthM * 0.13, tall],
      displayed(130, 14, 16),
      'tailLamp',
    );
    mesh.box(
      [-front, side * at.widthM * 0.41, at.rearZ - tall * 0.6],
      [0.11, at.widthM * 0.12, 0.06],
      displayed(180, 100, 40),
      turning,
    );
  }
  mesh.box([at.lengthM / 2, 0, at.plateZ], [0.05, 0.5, 0.11], plate);
  mesh.box([-at.lengthM / 2, 0, at.plateZ * 1.25], [0.05, 0.5, 0.11], plate);
}

import { oneOf, type Random } from '../../../base/random.ts';
import type { Colour, Mesh, Vertex } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';
import { displayed, rubber, trim } from './paint.ts';
import { rider } from './rider.ts';

/** A motorcycle or bicycle with its rider; `crank` 0..1 turns the pedals. */
export function twoWheelerMesh(
  random: Random,
  kind: 'motorcycle' | 'bicycle',
  size: { lengthM: number; heightM: number },
  crank: number,
): Mesh {
  const mesh = buildMesh();
  const motor = kind === 'motorcycle';
  const paint = oneOf(random, [
    displayed(170, 24, 24),
    displayed(30, 60, 130),
    displayed(24, 24, 26),
    displayed(210, 210, 205),
    displayed(60, 110, 60),
    displayed(220, 150, 40),
  ]);
  const radius = motor ? 0.3 : 0.33;
  const axle = size.lengthM / 2 - radius;
  for (const at of [-axle, axle]) {
    if (motor) mesh.wheel(at, 0, radius, 0.14, displayed(110, 110, 112));
    else hoop(mesh, at, radius);
  }
  const seatZ = motor ? 0.78 : 0.95;
  const barZ = motor ? 1.02 : 1.05;
  const barX = axle - (motor ? 0.28 : 0.2);
  const seatX = -size.lengthM * 0.12;
  if (motor) machine(mesh, random, paint, { axle, seatZ, barX, barZ, lengthM: size.lengthM });
  else {
    const crankAt: Vertex = [-0.02, 0, 0.3];
    for (const [from, to] of [
      [[-axle, 0, radius], crankAt],
      [crankAt, [seatX, 0, seatZ]],
      [crankAt, [barX, 0, 0.8]],
      [
        [seatX + 0.02, 0, 0.82],
        [barX, 0, 0.85],
      ],
      [
        [-axle, 0, radius],
        [seatX, 0, 0.8],
      ],
      [
        [axle, 0, radius],
        [barX - 0.03, 0, barZ],
      ],
    ] as [Vertex, Vertex][])
      mesh.limb(from, to, 0.022, 0.022, paint, 4);
    mesh.box([seatX, 0, seatZ + 0.02], [0.26, 0.13, 0.06], trim);
    if (random() < 0.3) mesh.box([axle + 0.05, 0, 0.92], [0.3, 0.36, 0.26], displayed(110, 96, 70));
    mesh.box([-axle - 0.1, 0, 0.68], [0.04, 0.06, 0.06], displayed(150, 16, 16), 'tailLamp');
    mesh.box([barX + 0.08, 0, barZ - 0.1], [0.06, 0.07, 0.07], displayed(200, 200, 200), 'headLamp');
  }
  mesh.limb([barX - 0.04, -0.3, barZ], [barX - 0.04, 0.3, barZ], 0.02, 0.02, trim, 4);
  rider(mesh, random, { motor, seat: [seatX, 0, seatZ], bar: [barX - 0.05, 0, barZ], top: size.heightM, crank });
  return mesh.done();
}

function hoop(mesh: MeshBuilder, x: number, radius: number): void {
  const at = (k: number): Vertex => [
    x + (radius - 0.02) * Math.cos((Math.PI * k) / 6),
    0,
    radius + (radius - 0.02) * Math.sin((Math.PI * k) / 6),
  ];
  for (let k = 0; k < 12; k++) mesh.limb(at(k), at(k + 1), 0.024, 0.024, rubber, 4);
  for (let k = 0; k < 3; k++) mesh.limb(at(2 * k), at(2 * k + 6), 0.006, 0.006, displayed(150, 150, 152), 3);
}

function machine(
  mesh: MeshBuilder,
  random: Random,
  paint: Colour,
  at: { axle: number; seatZ: number; barX: number; barZ: number; lengthM: number },
): void {
  const { axle, seatZ, barX, barZ } = at;
  const scooter = random() < 0.4;
  mesh.box(
    [-0.02, 0, 0.45],
    [at.lengthM * 0.36, 0.3, 0.38],
    scooter ? paint : displayed(60, 60, 64),
    scooter ? 'paint' : 'metal',
  );
  if (!scooter) mesh.ball([0.16, 0, 0.83], [0.3, 0.17, 0.17], paint, 'paint');
  mesh.box([-at.lengthM * 0.18, 0, seatZ - 0.02], [at.lengthM * 0.38, 0.28, 0.14], trim, 'matte', [0.9, 0.8]);
  mesh.box([-axle + 0.05, 0, seatZ - 0.08], [0.4, 0.2, 0.16], paint, 'paint');
  mesh.box([axle, 0, 0.62], [0.36, 0.16, 0.06], paint, 'paint');
  for (const side of [-0.09, 0.09])
    mesh.limb([axle, side, 0.3], [barX - 0.02, side, barZ - 0.05], 0.03, 0.03, displayed(140, 140, 144), 4);
  if (scooter) mesh.box([barX - 0.02, 0, 0.66], [0.12, 0.42, 0.62], paint, 'paint');
  mesh.ball([barX + 0.12, 0, barZ - 0.1], [0.1, 0.12, 0.13], scooter ? paint : trim, 'paint');
  mesh.box([barX + 0.21, 0, barZ - 0.1], [0.05, 0.16, 0.13], displayed(210, 210, 210), 'headLamp');
  mesh.box([-axle - 0.18, 0, seatZ - 0.06], [0.05, 0.16, 0.09], displayed(150, 16, 16), 'tailLamp');
  for (const side of [-1, 1]) {
    mesh.box(
      [barX + 0.16, side * 0.22, barZ - 0.12],
      [0.05, 0.06, 0.05],
      displayed(190, 110, 40),
      side > 0 ? 'leftIndicator' : 'rightIndicator',
    );
    mesh.box(
      [-axle - 0.14, side * 0.16, seatZ - 0.12],
      [0.05, 0.06, 0.05],
      displayed(190, 110, 40),
      side > 0 ? 'leftIndicator' : 'rightIndicator',
    );
    mesh.limb([barX - 0.02, side * 0.3, barZ], [barX - 0.02, side * 0.38, barZ + 0.16], 0.015, 0.03, trim, 4);
  }
  if (random() < 0.3) mesh.box([-axle - 0.02, 0, seatZ + 0.22], [0.38, 0.38, 0.34], random() < 0.5 ? trim : paint);
}

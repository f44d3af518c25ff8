import { buildMesh, type Colour, type Mesh, type MeshBuilder, type Vertex } from '../mesh.ts';
import { between, clothes, displayed, oneOf, type Random, rubber, skin, trim } from './paint.ts';

/** `stride` 0..1 is where in two steps it is; a person who stands has 0. */
export function pedestrianMesh(random: Random, heightM: number, stride: number, walking: boolean): Mesh {
  const mesh = buildMesh();
  const h = heightM;
  const bulk = between(random, 0.85, 1.25);
  const skinTone = skin(random);
  const coat = clothes(random);
  const trousers = clothes(random);
  const skirt = random() < 0.15;
  const swing = walking ? Math.sin(2 * Math.PI * stride) * 0.42 : 0.05;
  const hipZ = 0.5 * h;
  for (const side of [-1, 1]) {
    const angle = swing * side;
    const knee: Vertex = [Math.sin(angle) * 0.24 * h + 0.03, side * 0.055 * h, hipZ - Math.cos(angle) * 0.24 * h];
    const back = angle < 0 ? angle * 1.5 : angle * 0.6;
    const foot: Vertex = [
      knee[0] + Math.sin(back) * 0.23 * h,
      side * 0.06 * h,
      Math.max(0.03, knee[2] - Math.cos(back) * 0.24 * h),
    ];
    mesh.limb([0, side * 0.05 * h, hipZ], knee, 0.055 * h * bulk, 0.042 * h, trousers);
    mesh.limb(knee, foot, 0.04 * h, 0.03 * h, skirt ? skinTone : trousers);
    mesh.box([foot[0] + 0.04, foot[1], foot[2] + 0.02], [0.15 * h, 0.055 * h, 0.05 * h], trim);
    const reach = -swing * side;
    const shoulder: Vertex = [0, side * 0.125 * h * bulk, 0.8 * h];
    const elbow: Vertex = [Math.sin(reach) * 0.16 * h, side * 0.15 * h * bulk, 0.8 * h - Math.cos(reach) * 0.17 * h];
    const hand: Vertex = [elbow[0] + Math.sin(reach + 0.3) * 0.15 * h, side * 0.145 * h * bulk, elbow[2] - 0.14 * h];
    mesh.limb(shoulder, elbow, 0.035 * h * bulk, 0.03 * h, coat);
    mesh.limb(elbow, hand, 0.03 * h, 0.024 * h, coat);
    mesh.ball(hand, [0.025 * h, 0.025 * h, 0.03 * h], skinTone);
  }
  torso(mesh, { hip: [0, 0, hipZ - 0.02 * h], neck: [0.01, 0, 0.83 * h], h, bulk }, coat);
  if (skirt) mesh.limb([0, 0, hipZ + 0.05 * h], [0, 0, 0.27 * h], 0.08 * h, 0.13 * h, trousers, 8);
  head(mesh, random, [0.02, 0, 0.915 * h], h, skinTone);
  carried(mesh, random, h, bulk);
  return mesh.done();
}

function carried(mesh: MeshBuilder, random: Random, h: number, bulk: number): void {
  const roll = random();
  if (roll < 0.22) mesh.box([-0.13 * h, 0, 0.7 * h], [0.12 * h, 0.18 * h, 0.24 * h], clothes(random));
  else if (roll < 0.36) mesh.box([0, -0.19 * h * bulk, 0.4 * h], [0.2 * h, 0.06 * h, 0.17 * h], clothes(random));
  else if (roll < 0.44) {
    const cloth = clothes(random);
    const rim: Vertex[] = Array.from({ length: 8 }, (_, i) => [
      0.05 + 0.5 * Math.cos((Math.PI * i) / 4),
      0.5 * Math.sin((Math.PI * i) / 4),
      1.08 * h,
    ]);
    const top: Vertex[] = rim.map(([x, y]) => [0.05 + (x - 0.05) * 0.1, y * 0.1, 1.2 * h]);
    mesh.loft([rim, top], cloth);
    mesh.limb([0.05, 0.05, 0.7 * h], [0.05, 0, 1.18 * h], 0.015, 0.015, trim, 4);
  }
}

function torso(mesh: MeshBuilder, at: { hip: Vertex; neck: Vertex; h: number; bulk: number }, coat: Colour): void {
  const { hip, neck, h, bulk } = at;
  const ring = (share: number, deep: number, wide: number): Vertex[] =>
    Array.from({ length: 8 }, (_, i) => [
      hip[0] + (neck[0] - hip[0]) * share + deep * h * bulk * Math.cos((Math.PI * i) / 4),
      hip[1] + (neck[1] - hip[1]) * share + wide * h * bulk * Math.sin((Math.PI * i) / 4),
      hip[2] + (neck[2] - hip[2]) * share,
    ]);
  mesh.loft(
    [
      ring(0, 0.06, 0.095),
      ring(0.4, 0.06, 0.085),
      ring(0.8, 0.065, 0.12),
      ring(0.97, 0.045, 0.09),
      ring(1.03, 0.03, 0.035),
    ],
    coat,
  );
}

function head(mesh: MeshBuilder, random: Random, at: Vertex, h: number, skinTone: Colour): void {
  const [x, y, z] = at;
  const hair = oneOf(random, [
    displayed(30, 24, 20),
    displayed(70, 48, 30),
    displayed(150, 120, 70),
    displayed(120, 118, 116),
    displayed(16, 14, 14),
  ]);
  mesh.limb([x - 0.01, y, z - 0.1 * h], [x, y, z - 0.04 * h], 0.03 * h, 0.03 * h, skinTone);
  mesh.ball(at, [0.058 * h, 0.047 * h, 0.068 * h], skinTone);
  mesh.ball([x - 0.018 * h, y, z + 0.018 * h], [0.056 * h, 0.053 * h, 0.062 * h], hair);
}

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

function rider(
  mesh: MeshBuilder,
  random: Random,
  at: { motor: boolean; seat: Vertex; bar: Vertex; top: number; crank: number },
): void {
  const { motor, seat, bar, top } = at;
  const h = Math.min(2, Math.max(1.5, (top - seat[2]) / 0.5));
  const coat = clothes(random);
  const trousers = clothes(random);
  const skinTone = skin(random);
  const lean = between(random, 0.06, 0.24);
  const neck: Vertex = [seat[0] + lean * h, 0, seat[2] + 0.36 * h];
  torso(mesh, { hip: [seat[0], 0, seat[2]], neck, h, bulk: between(random, 0.9, 1.2) }, coat);
  for (const side of [-1, 1]) {
    const turn = 2 * Math.PI * at.crank + (side > 0 ? 0 : Math.PI);
    const foot: Vertex = motor
      ? [seat[0] + 0.3, side * 0.2, 0.34]
      : [-0.02 + 0.17 * Math.cos(turn), side * 0.12, 0.3 + 0.17 * Math.sin(turn)];
    const knee: Vertex = motor
      ? [seat[0] + 0.44, side * 0.2, 0.72]
      : [seat[0] + 0.36, side * 0.11, (seat[2] + foot[2]) / 2 + 0.2];
    mesh.limb([seat[0], side * 0.09, seat[2]], knee, 0.09, 0.07, trousers);
    mesh.limb(knee, foot, 0.065, 0.05, trousers);
    mesh.box([foot[0] + 0.05, foot[1], foot[2]], [0.25, 0.1, 0.09], trim);
    const hand: Vertex = [bar[0], side * 0.28, bar[2] + 0.03];
    const shoulder: Vertex = [neck[0] - 0.02, side * 0.2, neck[2] - 0.06];
    const elbow: Vertex = [(hand[0] + shoulder[0]) / 2 - 0.05, side * 0.33, (hand[2] + shoulder[2]) / 2 - 0.06];
    mesh.limb(shoulder, elbow, 0.06, 0.05, coat);
    mesh.limb(elbow, hand, 0.05, 0.04, coat);
  }
  const crown: Vertex = [neck[0] + 0.05, 0, neck[2] + 0.17];
  if (!motor && random() < 0.5) {
    head(mesh, random, crown, h, skinTone);
    return;
  }
  const helmet = oneOf(random, [
    displayed(22, 22, 24),
    displayed(220, 220, 220),
    displayed(180, 30, 30),
    displayed(40, 80, 160),
    displayed(210, 190, 50),
  ]);
  mesh.ball([crown[0], 0, crown[2] - 0.03], [0.1, 0.08, 0.12], skinTone);
  mesh.ball(
    [crown[0] - 0.01, 0, crown[2] + (motor ? 0 : 0.05)],
    motor ? [0.15, 0.13, 0.16] : [0.14, 0.11, 0.1],
    helmet,
    'paint',
  );
  if (motor) mesh.box([crown[0] + 0.12, 0, crown[2] + 0.02], [0.06, 0.18, 0.09], displayed(14, 16, 18), 'glass');
}

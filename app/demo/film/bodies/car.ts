import { between, oneOf, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh, type MeshBuilder } from '../meshBuilder.ts';
import { frontAndRear } from './lamps.ts';
import { carPaint, darkGlass, displayed, rubber, scaled, trim, wheelRim } from './paint.ts';

/** Where the glass house stands, as shares of the length from the rear bumper: its foot and its roof. */
interface CarForm {
  readonly house: readonly [rearFoot: number, rearRoof: number, frontRoof: number, frontFoot: number];
  readonly belt: number;
  readonly bonnet: number;
  readonly tail: number;
  readonly clearance: number;
}

const forms = {
  hatchback: { house: [0.02, 0.14, 0.56, 0.74], belt: 0.62, bonnet: 0.56, tail: 0.6, clearance: 0.13 },
  saloon: { house: [0.12, 0.28, 0.56, 0.72], belt: 0.64, bonnet: 0.58, tail: 0.64, clearance: 0.12 },
  estate: { house: [0.01, 0.07, 0.57, 0.73], belt: 0.63, bonnet: 0.57, tail: 0.6, clearance: 0.13 },
  suv: { house: [0.01, 0.08, 0.58, 0.74], belt: 0.62, bonnet: 0.6, tail: 0.6, clearance: 0.16 },
  coupe: { house: [0.08, 0.32, 0.5, 0.7], belt: 0.64, bonnet: 0.55, tail: 0.62, clearance: 0.11 },
  pickup: { house: [0.36, 0.4, 0.6, 0.72], belt: 0.6, bonnet: 0.58, tail: 0.55, clearance: 0.2 },
} as const satisfies Record<string, CarForm>;

export function carMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const likely =
    heightM > 1.62
      ? (['suv', 'suv', 'suv', 'pickup', 'estate'] as const)
      : (['hatchback', 'saloon', 'estate', 'hatchback', 'saloon', 'coupe'] as const);
  const form: CarForm = forms[oneOf(random, likely)];
  const mesh = buildMesh();
  const paint = carPaint(random);
  const half = widthM / 2;
  const belt = form.belt * heightM * between(random, 0.97, 1.03);
  const low = form.clearance * heightM;
  const x = (share: number) => (share - 0.5) * lengthM;
  const hull = (share: number, bottom: number, top: number, width: number): Vertex[] => {
    const w = half * width;
    const h = top - bottom;
    return [
      [x(share), -w * 0.9, bottom],
      [x(share), -w, bottom + h * 0.3],
      [x(share), -w * 0.99, bottom + h * 0.72],
      [x(share), -w * 0.9, top],
      [x(share), w * 0.9, top],
      [x(share), w * 0.99, bottom + h * 0.72],
      [x(share), w, bottom + h * 0.3],
      [x(share), w * 0.9, bottom],
    ];
  };
  const tail = form.tail * heightM;
  const bonnet = form.bonnet * heightM;
  const [rearFoot, rearRoof, frontRoof, frontFoot] = form.house;
  mesh.loft(
    [
      hull(0, low * 1.5, tail * 0.86, 0.84),
      hull(0.025, low, tail, 0.93),
      hull(Math.max(0.05, rearFoot), low, Math.min(belt, tail * 1.04), 0.99),
      hull(0.45, low, belt, 1),
      hull(frontFoot, low, belt * 0.98, 0.99),
      hull(0.9, low, bonnet, 0.96),
      hull(0.975, low, bonnet * 0.86, 0.9),
      hull(1, low * 1.4, bonnet * 0.7, 0.8),
    ],
    paint,
    'paint',
  );
  house(mesh, form, { x, half, belt, heightM }, paint);
  for (const end of [0.004, 0.996])
    mesh.box([x(end), 0, low * 1.5], [0.08, widthM * 0.8, low], scaled(trim, between(random, 0.7, 2)));
  if (rearRoof > 0.35) mesh.box([x(0.18), 0, belt * 0.93], [lengthM * 0.3, widthM * 0.78, belt * 0.2], rubber);
  const rim = wheelRim(random);
  const radius = Math.min(0.36, heightM * 0.215);
  for (const at of [between(random, 0.18, 0.2), between(random, 0.8, 0.83)])
    for (const side of [-1, 1]) {
      arch(mesh, x(at), side * (half + 0.004), radius * 1.16);
      mesh.wheel(x(at), side * (half - 0.1), radius, 0.22, rim);
    }
  for (const side of [-1, 1])
    mesh.box([x(frontFoot - 0.06), side * (half + 0.07), belt * 1.04], [0.12, 0.16, 0.12], paint, 'paint');
  mesh.box([x(0.994), 0, bonnet * 0.56], [0.06, widthM * 0.5, heightM * 0.09], displayed(20, 20, 22));
  frontAndRear(mesh, random, {
    lengthM: lengthM * 0.985,
    widthM,
    frontZ: bonnet * 0.72,
    rearZ: tail * 0.8,
    plateZ: low * 2.2,
  });
  if (random() < 0.2)
    for (const side of [-1, 1])
      mesh.box([x((rearRoof + frontRoof) / 2), side * half * 0.62, heightM], [lengthM * 0.3, 0.04, 0.05], trim);
  return mesh.done();
}

function house(
  mesh: MeshBuilder,
  form: CarForm,
  { x, half, belt, heightM }: { x: (share: number) => number; half: number; belt: number; heightM: number },
  paint: Vertex,
): void {
  const [rearFoot, rearRoof, frontRoof, frontFoot] = form.house;
  const foot = belt - 0.03;
  const roof = heightM * 0.965;
  const [wide, narrow] = [half * 0.92, half * 0.74];
  const ring = (a: number, b: number, w: number, z: number): Vertex[] => [
    [x(a), -w, z],
    [x(b), -w, z],
    [x(b), w, z],
    [x(a), w, z],
  ];
  mesh.loft(
    [
      ring(rearFoot, frontFoot, wide, foot),
      ring(rearRoof, frontRoof, narrow, roof),
      ring(rearRoof + 0.03, frontRoof - 0.05, narrow * 0.86, heightM),
    ],
    paint,
    'paint',
  );
  const inside: Vertex = [x(0.45), 0, (foot + heightM) / 2];
  const [bottom, top] = [0.1, 0.9];
  // A point on the glass house: along 0 rear .. 1 front, up 0 foot .. 1 roof, a little outside the paint.
  const pane = (along: number, up: number, side: number): Vertex => {
    const rear = rearFoot + (rearRoof - rearFoot) * up;
    const front = frontFoot + (frontRoof - frontFoot) * up;
    return [x(rear + (front - rear) * along), side * (wide + (narrow - wide) * up + 0.012), foot + (roof - foot) * up];
  };
  for (const side of [-1, 1])
    for (const [from, to] of [
      [0.06, 0.27],
      [0.29, 0.56],
      [0.6, 0.95],
    ] as const)
      mesh.quad(
        pane(from, bottom, side),
        pane(to, bottom, side),
        pane(to, top, side),
        pane(from, top, side),
        inside,
        darkGlass,
        'glass',
      );
  for (const [end, out] of [
    [1, 0.012],
    [0, -0.012],
  ] as const) {
    const at = (up: number, side: number): Vertex => {
      const [px, py, pz] = pane(end, up, side);
      return [px + out, py * 0.9, pz];
    };
    mesh.quad(at(bottom, -1), at(bottom, 1), at(top, 1), at(top, -1), inside, darkGlass, 'glass');
  }
}

export function arch(mesh: MeshBuilder, x: number, y: number, radius: number): void {
  for (let i = 0; i < 8; i++) {
    const at = (k: number): Vertex => [
      x + radius * Math.cos((Math.PI * k) / 8),
      y,
      radius * 0.86 + radius * Math.sin((Math.PI * k) / 8),
    ];
    mesh.triangle([x, y, radius * 0.5], at(i), at(i + 1), [x, 0, radius], [0.006, 0.006, 0.006]);
  }
}

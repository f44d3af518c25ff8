import { between, type Random } from '../../../base/random.ts';
import type { Mesh, Vertex } from '../mesh.ts';
import { buildMesh } from '../meshBuilder.ts';
import { arch } from './car.ts';
import { frontAndRear } from './lamps.ts';
import { darkGlass, firmPaint, rubber, scaled, trim, wheelRim } from './paint.ts';

/** Panel vans, minibuses and vans with a box behind the cab. */
export function vanMesh(random: Random, lengthM: number, widthM: number, heightM: number): Mesh {
  const mesh = buildMesh();
  const paint = firmPaint(random);
  const kind = random();
  const boxed = kind < 0.2;
  const half = widthM / 2;
  const x = (share: number) => (share - 0.5) * lengthM;
  const low = 0.28;
  const roof = boxed ? Math.min(heightM * 0.8, 2.2) : heightM;
  const belt = roof * 0.55;
  const ring = (share: number, top: number, w: number, bottom = low): Vertex[] => [
    [x(share), -half * w * 0.95, bottom],
    [x(share), -half * w, bottom + 0.25],
    [x(share), -half * w * 0.97, Math.min(top * 0.7, belt * 1.1)],
    [x(share), -half * w * 0.86, top - 0.06],
    [x(share), -half * w * 0.7, top],
    [x(share), half * w * 0.7, top],
    [x(share), half * w * 0.86, top - 0.06],
    [x(share), half * w * 0.97, Math.min(top * 0.7, belt * 1.1)],
    [x(share), half * w, bottom + 0.25],
    [x(share), half * w * 0.95, bottom],
  ];
  const cabRear = boxed ? 0.6 : 0;
  mesh.loft(
    [
      ring(cabRear, roof * 0.99, 0.98),
      ring(cabRear + 0.03, roof, 1),
      ring(0.7, roof, 1),
      ring(0.76, roof * 0.97, 0.99),
      ring(0.88, belt * 1.05, 0.97),
      ring(0.97, belt * 0.85, 0.92),
      ring(1, belt * 0.6, 0.84, low * 1.3),
    ],
    paint,
    'paint',
  );
  const inside: Vertex = [x(0.6), 0, 1];
  const shield = (side: number, up: number): Vertex => [
    x(0.885 - 0.115 * up) + 0.02,
    side * half * (0.86 - 0.16 * up),
    belt * 1.06 + (roof * 0.955 - belt * 1.06) * up + 0.02,
  ];
  mesh.quad(shield(-1, 0.05), shield(1, 0.05), shield(1, 0.95), shield(-1, 0.95), inside, darkGlass, 'glass');
  for (const side of [-1, 1]) {
    const pane = (from: number, to: number): void => {
      const y = (up: number) => side * half * (0.985 - 0.06 * up);
      mesh.quad(
        [x(from), y(0), belt * 1.12],
        [x(to), y(0), belt * 1.12],
        [x(Math.min(to, 0.78)), y(1), roof * 0.88],
        [x(from), y(1), roof * 0.88],
        inside,
        darkGlass,
        'glass',
      );
    };
    pane(0.66, 0.83);
    if (!boxed && kind > 0.6) for (const from of [0.04, 0.25, 0.46]) pane(from, from + 0.18);
    mesh.box([x(0.82), side * (half + 0.1), belt * 1.2], [0.1, 0.18, 0.28], trim);
  }
  if (boxed) {
    mesh.box(
      [x(0.3), 0, (heightM + 0.75) / 2],
      [lengthM * 0.6, widthM, heightM - 0.75],
      scaled(firmPaint(random), 1),
      'paint',
    );
    mesh.box([x(0.3), 0, 0.6], [lengthM * 0.58, widthM * 0.5, 0.3], rubber);
  } else if (random() < 0.7) {
    for (const side of [-1, 1])
      mesh.box([x(0), side * half * 0.4, roof * 0.74], [0.03, half * 0.6, roof * 0.26], darkGlass, 'glass');
  }
  if (random() < 0.4) {
    const logo = firmPaint(random);
    for (const side of [-1, 1])
      mesh.box(
        [x(between(random, 0.25, 0.4)), side * half * (boxed ? 1 : 0.985), roof * 0.55],
        [lengthM * 0.25, 0.03, roof * 0.2],
        logo,
      );
  }
  const rim = wheelRim(random);
  for (const at of [0.2, 0.82])
    for (const side of [-1, 1]) {
      arch(mesh, x(at), side * (half + 0.004), 0.4);
      mesh.wheel(x(at), side * (half - 0.12), 0.34, 0.24, rim);
    }
  mesh.box([x(0.995), 0, low * 1.4], [0.1, widthM * 0.86, 0.26], trim);
  mesh.box([x(0.004), 0, low * 1.3], [0.08, widthM * 0.9, 0.2], trim);
  frontAndRear(mesh, random, { lengthM, widthM, frontZ: belt * 0.66, rearZ: boxed ? 0.7 : belt * 0.8, plateZ: 0.5 });
  return mesh.done();
}

import { oneOf, type Random } from '../../../base/random.ts';
import type { Colour, Vertex } from '../mesh.ts';
import type { MeshBuilder } from '../meshBuilder.ts';
import { displayed } from './paint.ts';

/** What those on foot and on wheels have alike; `h` is a standing person's height, metres. */
export function torso(
  mesh: MeshBuilder,
  at: { hip: Vertex; neck: Vertex; h: number; bulk: number },
  coat: Colour,
): void {
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

export function head(mesh: MeshBuilder, random: Random, at: Vertex, h: number, skinTone: Colour): void {
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

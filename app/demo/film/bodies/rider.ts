import { between, oneOf, type Random } from '../../../base/random.ts';
import type { Vertex } from '../mesh.ts';
import type { MeshBuilder } from '../meshBuilder.ts';
import { clothes, displayed, skin, trim } from './paint.ts';
import { head, torso } from './person.ts';

/** Sits at `seat` with hands at `bar`; `crank` 0..1 turns a cyclist's legs, `top` is where the head ends. */
export function rider(
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

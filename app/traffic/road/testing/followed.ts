import { seededRandom } from '../../../base/random.ts';
import type { Box } from '../../../space/box.ts';
import type { CompiledScene } from '../../scene/compiledScene.ts';
import { RoadObserver } from '../roadObserver.ts';
import type { RoadUser } from '../roadUser.ts';
import { frameOf } from './flatRoad.ts';

export const beginAtMs = Date.UTC(2026, 2, 3, 8);

/** The road user of one track, frame by frame; `boxAt` gives its box at a second, or `null` when it is not seen. */
export function followed(
  scene: CompiledScene,
  seconds: number,
  boxAt: (s: number) => Box | null,
  rateHz = 10,
): (RoadUser & { readonly s: number })[] {
  const observer = new RoadObserver('north', scene);
  return Array.from({ length: Math.round(seconds * rateHz) + 1 }, (_, at) => at / rateHz).flatMap((s) => {
    const box = boxAt(s);
    const { users } = observer.observe(frameOf(beginAtMs + 1000 * s, box ? [[7, box]] : []));
    return users.map((user) => ({ ...user, s }));
  });
}

/** Trembles like a detector's box: 3 % of its place, 5 % of its size, one sigma. */
export function trembling(seed = 3): (box: Box) => Box {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return ({ cx, cy, w, h }) => ({
    ...{ cx: cx + 0.03 * w * normal(), cy: cy + 0.03 * h * normal() },
    ...{ w: w * (1 + 0.05 * normal()), h: h * (1 + 0.05 * normal()) },
  });
}

import type { ObservedFrame } from './roadUser.ts';

type Seen = Pick<ObservedFrame['tracks'][number], 'trackId' | 'boxInImage'>;

/** So much of its width must another one take, that it hides more than a corner. */
const leastShare = 0.2;
/** Boxes tremble: one that ends these shares of both heights before the other may touch it. */
const [nearlyShare, otherNearlyShare] = [0.1, 0.05];

/**
 * Whether another one is before the place where it touches the road: what is seen of it then grows downwards as it is
 * uncovered, and its foot point seems to hurry.
 */
export function isFootCovered({ trackId, boxInImage: { cx, cy, w, h } }: Seen, users: readonly Seen[]): boolean {
  const bottom = cy + h / 2;
  return users.some(({ trackId: other, boxInImage: box }) => {
    if (other === trackId || box.cy + box.h / 2 <= bottom) return false;
    if (box.cy - box.h / 2 > bottom + nearlyShare * h + otherNearlyShare * box.h) return false;
    const common = Math.min(cx + w / 2, box.cx + box.w / 2) - Math.max(cx - w / 2, box.cx - box.w / 2);
    return common > leastShare * w;
  });
}

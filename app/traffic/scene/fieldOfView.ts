import type { GroundPoint } from '../../space/ground.ts';
import { distanceM } from '../../space/ground.ts';
import type { Size } from '../../space/box.ts';
import type { RoadPlane } from '../../space/roadPlane.ts';

/** Columns of the picture that are looked along. */
const columns = 24;
const rounds = 24;

/**
 * The part of the road that a picture shows, as a polygon on the ground: along its lower edge, and back along its upper
 * edge or where the road is farther than `reachM` from the middle of the lower edge. Empty when no road is in sight.
 */
export function fieldOfView(plane: RoadPlane, picture: Size, reachM: number): readonly GroundPoint[] {
  const near: GroundPoint[] = [];
  const far: GroundPoint[] = [];
  const middle = plane.groundOf({ x: picture.width / 2, y: picture.height });
  if (!middle) return [];
  const inReach = (x: number, y: number): GroundPoint | null => {
    const ground = plane.groundOf({ x, y });
    return ground && distanceM(middle, ground) <= reachM ? ground : null;
  };
  for (let column = 0; column <= columns; column++) {
    const x = (picture.width * column) / columns;
    const lowest = inReach(x, picture.height);
    if (!lowest) continue;
    near.push(lowest);
    let [above, below] = [0, picture.height];
    let farthest = inReach(x, 0);
    if (!farthest) {
      farthest = lowest;
      for (let round = 0; round < rounds; round++) {
        const y = (above + below) / 2;
        const ground = inReach(x, y);
        if (ground) [below, farthest] = [y, ground];
        else above = y;
      }
    }
    far.push(farthest);
  }
  return near.length < 2 ? [] : [...near, ...far.toReversed()];
}

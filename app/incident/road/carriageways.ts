import { turnRad } from '../../space/ground.ts';
import type { CompiledLane, CompiledScene } from '../../traffic/scene/compiledScene.ts';

/** Lanes side by side with traffic in one direction. */
export interface Carriageway {
  /** Ids of its lanes with a comma between. */
  readonly name: string;
  readonly lanes: readonly CompiledLane[];
}

const carriageways = new WeakMap<CompiledScene, readonly Carriageway[]>();

/** The carriageways of a scene by what its lanes are like: driving lanes that run beside each other the same way. */
export function carriagewaysOf(scene: CompiledScene): readonly Carriageway[] {
  const known = carriageways.get(scene);
  if (known) return known;
  const groups: CompiledLane[][] = [];
  for (const lane of scene.lanes) {
    if (lane.kind !== 'driving' && lane.kind !== 'ramp' && lane.kind !== 'turn') continue;
    const near = groups.filter((group) => group.some((other) => areBeside(lane, other)));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), lane]);
  }
  const made = groups.map((lanes) => ({ name: lanes.map(({ id }) => id).join(','), lanes }));
  carriageways.set(scene, made);
  return made;
}

const parallelRad = Math.PI / 9;
const gapM = 1.5;

function areBeside(a: CompiledLane, b: CompiledLane): boolean {
  if (a.kind !== b.kind) return false;
  return [middleOf(a), middleOf(b)].some((place, i) => {
    const other = i === 0 ? b : a;
    const there = other.courseOnGround.placeOf(place);
    return (
      there !== null &&
      turnRad(there.headingRad, place.headingRad) < parallelRad &&
      Math.abs(there.leftM) < (a.widthM + b.widthM) / 2 + gapM
    );
  });
}

function middleOf({ courseOnGround: { points, lengthM } }: CompiledLane) {
  let leftM = lengthM / 2;
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    const [dx, dy] = [b.xM - a.xM, b.yM - a.yM];
    const piece = Math.hypot(dx, dy);
    if (piece > 0 && leftM <= piece) {
      const share = leftM / piece;
      return { xM: a.xM + share * dx, yM: a.yM + share * dy, headingRad: Math.atan2(dy, dx) };
    }
    leftM -= piece;
  }
  return { ...points[0]!, headingRad: 0 };
}

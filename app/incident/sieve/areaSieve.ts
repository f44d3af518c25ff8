import { contains } from '../../traffic/scene/outline.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

/** Hidden feet lie somewhere below the lower edge: every so many pixels is looked. */
const everyPx = 4;

/** Whoever may have had a foot in a restricted zone. */
export const areaSieve: MakeSieve = ({ scene }) => {
  const outlines = scene.zones.filter(({ kind }) => kind === 'restricted').map(({ outline }) => outline);
  const isIn = (x: number, y: number): boolean => outlines.some((outline) => contains(outline, { x, y }));
  const mayMatter = (track: PathOnRoad): boolean => {
    const { feet } = track;
    for (let at = 0; at < track.path.length; at++) {
      const { x, y } = track.lowerEdge(at);
      const lowest = feet[at]!.y;
      for (let below = y; below < lowest; below += everyPx) if (isIn(x, below)) return true;
      if (isIn(feet[at]!.x, lowest)) return true;
    }
    return false;
  };
  return { group: 'any', company: 'touching', leastTogether: 1, isFoundAlone: true, mayMatter };
};

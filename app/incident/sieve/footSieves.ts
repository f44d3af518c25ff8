import { z } from 'zod';
import type { Point } from '../../space/box.ts';
import { contains } from '../../traffic/scene/outline.ts';
import type { SceneZone, ZoneKind } from '../../traffic/scene/scene.ts';
import { ZoneDepth } from '../road/zoneDepth.ts';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

const asked = z.object({ dwellS: z.number(), crossingSpareM: z.number(), shoulders: z.boolean() });

/** Places are smoothed: by this much somebody may be farther from a crossing, metres. */
const smoothedM = 1;

/**
 * People who were on the carriageway for as long as the dwell, beside crossings and places to stop; where no carriageway
 * is drawn, all of them. Others can only hide the feet of somebody, who is not found then.
 */
export const pedestrianSieve: MakeSieve = (compiled, settings) => {
  const limits = settings.map((one) => asked.parse(one));
  const kinds: readonly ZoneKind[] = limits.some(({ shoulders }) => shoulders)
    ? ['carriageway', 'hard-shoulder']
    : ['carriageway'];
  const zonesOf = (wanted: readonly ZoneKind[]) => compiled.scene.zones.filter(({ kind }) => wanted.includes(kind));
  const [road, spared] = [zonesOf(kinds), zonesOf(['crossing', 'parking'])];
  const crossings = new ZoneDepth(compiled, ['crossing']);
  const spareM = Math.max(0, Math.min(...limits.map(({ crossingSpareM }) => crossingSpareM)) - smoothedM);
  const leastMs = 1000 * Math.min(...limits.map(({ dwellS }) => dwellS));
  const isSpared = (footInImage: Point): boolean => {
    if (isInAny(spared, footInImage)) return true;
    const ground = compiled.plane?.groundOf(footInImage) ?? null;
    return !crossings.isEmpty && crossings.of({ ground, footInImage }) >= -spareM;
  };
  // Hidden feet lie between the lower edge and where they would be all the while.
  const isThere = (track: PathOnRoad, at: number): boolean =>
    isInAny(road, track.lowerEdge(at)) && !(isSpared(track.lowerEdge(at)) && isSpared(track.feet[at]!));
  const mayMatter = (track: PathOnRoad): boolean => {
    if (road.length === 0) return true;
    const { length, stepMs } = track.path;
    let first = 0;
    while (first < length && !isThere(track, first)) first++;
    for (let last = length - 1; (last - first) * stepMs >= leastMs; last--) if (isThere(track, last)) return true;
    return false;
  };
  return { group: 'person', company: 'touching', leastTogether: 1, isFoundAlone: true, mayMatter };
};

/** Cyclists; nobody beside them counts. */
export const cyclistSieve: MakeSieve = () => ({
  ...{ group: 'cycle', company: 'touching', leastTogether: 1, isFoundAlone: false },
  mayMatter: () => true,
});

function isInAny(zones: readonly SceneZone[], place: Point): boolean {
  for (const { outline } of zones) if (contains(outline, place)) return true;
  return false;
}

import { contains } from '../../traffic/scene/outline.ts';
import type { SceneZone, ZoneKind } from '../../traffic/scene/scene.ts';
import { z } from 'zod';
import type { PathOnRoad } from './pathOnRoad.ts';
import type { MakeSieve } from './trackSieve.ts';

const asked = z.object({ shoulders: z.boolean() });

/**
 * People whose box ended on the carriageway once; where no carriageway is drawn, all of them. Others can only hide the
 * feet of somebody, who is not found then.
 */
export const pedestrianSieve: MakeSieve = ({ scene }, settings) => {
  const shoulders = settings.some((one) => asked.parse(one).shoulders);
  const kinds: readonly ZoneKind[] = shoulders ? ['carriageway', 'hard-shoulder'] : ['carriageway'];
  const road = scene.zones.filter(({ kind }) => kinds.includes(kind));
  const mayMatter = (track: PathOnRoad) => track.group === 'person' && (road.length === 0 || isEverIn(track, road));
  return { company: 'touching', leastTogether: 1, isFoundAlone: true, mayMatter };
};

/** Cyclists; nobody beside them counts. */
export const cyclistSieve: MakeSieve = () => ({
  ...{ company: 'none', leastTogether: 1, isFoundAlone: false },
  mayMatter: ({ group }) => group === 'cycle',
});

function isEverIn(track: PathOnRoad, zones: readonly SceneZone[]): boolean {
  for (let at = 0; at < track.path.length; at++) {
    const lower = track.lowerEdge(at);
    for (const { outline } of zones) if (contains(outline, lower)) return true;
  }
  return false;
}

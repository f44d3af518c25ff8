import { contains } from '../../traffic/scene/outline.ts';
import { type Pedestrian, walkerBody } from './pedestrians.ts';
import type { ActionOf } from './scenario.ts';
import type { Actor, Stage } from './stage.ts';
import { legsThrough } from './walks.ts';

const walkingMps = 1.2;

/** Somebody who walks through an area off the road where nobody may be. */
export function areaActor(scenario: string, { laneId, area, walk }: ActionOf<'unauthorised-entry'>): Actor {
  const outline = area.map(({ xM, yM }) => ({ x: xM, y: yM }));
  let person: Pedestrian | undefined;
  let incident: number | undefined;
  const isIn = (stage: Stage, { xM, yM }: { xM: number; yM: number }) =>
    person !== undefined && stage.pedestrians.walkers.includes(person) && contains(outline, { x: xM, y: yM });
  return {
    step(stage, active) {
      if (active && !person) person = stage.pedestrians.add(legsThrough(walk), walkingMps);
      if (!person) return;
      const { id, xM, yM } = walkerBody(person);
      const inside = isIn(stage, { xM, yM });
      if (inside && incident === undefined) {
        const about = { type: 'unauthorised-entry', scenario, beginMs: stage.timeMs, bodyIds: [id] } as const;
        incident = stage.incidents.begin({ ...about, place: { xM, yM, laneId } });
      }
      if (!inside && incident !== undefined) stage.incidents.end(incident, stage.timeMs);
    },
  };
}

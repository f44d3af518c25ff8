import { type Conflict, conflictsOf, type Fork, forksOf } from './conflicts.ts';
import { crossings, type Crossing, crossingsOnWay } from './crossings.ts';
import { junctionLanes } from './junctionLanes.ts';
import { type Lane, lanesOf } from './lane.ts';
import { motorwayLanes } from './motorwayLanes.ts';
import { streetLanes } from './streetLanes.ts';

/** What drivers must know of the site; lists are by `Lane.index`. */
export interface Site {
  readonly lanes: readonly Lane[];
  readonly successors: readonly (readonly Lane[])[];
  readonly predecessors: readonly (readonly Lane[])[];
  readonly conflicts: readonly (readonly Conflict[])[];
  readonly forks: readonly (readonly Fork[])[];
  readonly crossingsOnWay: readonly (readonly Crossing['id'][])[];
  readonly crossings: readonly Crossing[];
  /** @throws Error when the site has no such lane */
  lane(id: string): Lane;
}

function buildSite(): Site {
  const lanes = lanesOf([...motorwayLanes, ...streetLanes, ...junctionLanes]);
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const laneNamed = (id: string): Lane => {
    const found = byId.get(id);
    if (!found) throw new Error(`The demo site has no lane "${id}".`);
    return found;
  };
  const successors = lanes.map((lane) => lane.successorIds.map(laneNamed));
  return {
    lanes,
    successors,
    predecessors: lanes.map((lane) => lanes.filter((before) => before.successorIds.includes(lane.id))),
    conflicts: conflictsOf(lanes),
    forks: forksOf(lanes),
    crossingsOnWay: lanes.map((lane) => crossingsOnWay(lane.id)),
    crossings,
    lane: laneNamed,
  };
}

export const demoSite: Site = buildSite();

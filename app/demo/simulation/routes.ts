import type { Lane, Neighbour } from '../site/lane.ts';
import type { Site } from '../site/site.ts';

/** Where a journey ends. */
export const goals = {
  'motorway-east': ['motorway-east-1', 'motorway-east-2', 'motorway-east-3'],
  'motorway-west': ['motorway-west-1', 'motorway-west-2', 'motorway-west-3'],
  'street-east': ['street-east-c-1', 'street-east-c-2'],
  'street-west': ['street-west-c-1', 'street-west-c-2'],
  south: ['cross-south-out'],
  'side-road': ['side-road-out'],
  'cycle-east': ['street-east-c-cycle'],
  'cycle-west': ['street-west-c-cycle'],
} as const;
export type Goal = keyof typeof goals;

/** What a driver in a lane does next on the way to the goal. */
export interface RouteStep {
  /** The lane after this one; undefined at the goal and where a change must come first. */
  readonly next: Lane | undefined;
  readonly change: { readonly side: 'left' | 'right'; readonly to: Neighbour } | undefined;
  /** Lane changes still needed before this lane is left. */
  readonly changes: number;
}

const changeCostM = 300;

/** The cheapest way from every lane to every goal; undefined where there is none. By goal, then by lane index. */
export type Routes = Readonly<Record<Goal, readonly (RouteStep | undefined)[]>>;

export function routesOf(site: Site): Routes {
  const entries = Object.entries(goals).map(([goal, ends]) => [goal, stepsTo(site, ends)]);
  return Object.fromEntries(entries) as Routes;
}

function stepsTo(site: Site, ends: readonly string[]): (RouteStep | undefined)[] {
  const costM = site.lanes.map((lane) => (ends.includes(lane.id) ? 0 : Number.POSITIVE_INFINITY));
  const steps = site.lanes.map((lane): RouteStep | undefined =>
    ends.includes(lane.id) ? { next: undefined, change: undefined, changes: 0 } : undefined,
  );
  const improve = (lane: Lane, cost: number, step: RouteStep) => {
    if (cost >= (costM[lane.index] as number)) return false;
    costM[lane.index] = cost;
    steps[lane.index] = step;
    return true;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const lane of site.lanes) {
      for (const next of site.successors[lane.index] ?? []) {
        const cost = lane.path.lengthM + (costM[next.index] as number);
        if (improve(lane, cost, { next, change: undefined, changes: 0 })) changed = true;
      }
      for (const side of ['left', 'right'] as const) {
        const to = lane[side];
        if (!to) continue;
        const target = site.lane(to.laneId);
        const cost = changeCostM + (costM[target.index] as number);
        const changes = (steps[target.index]?.changes ?? 0) + 1;
        if (improve(lane, cost, { next: undefined, change: { side, to }, changes })) changed = true;
      }
    }
  }
  return steps;
}

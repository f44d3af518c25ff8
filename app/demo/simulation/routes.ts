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
export const goalNames = Object.keys(goals) as [Goal, ...Goal[]];

/** What a driver in a lane does next on the way to the goal. */
export interface RouteStep {
  /** The lane after this one; undefined at the goal and where a change must come first. */
  readonly next: Lane | undefined;
  readonly change: { readonly side: 'left' | 'right'; readonly to: Neighbour } | undefined;
  /** Lane changes still needed before this lane is left. */
  readonly changes: number;
  /** The change must be done by here, so that the changes after it can be done too. */
  readonly lastM: number;
}

const changeCostM = 300;
/** Way for each further change. */
const perChangeM = { motorway: 130, other: 25 } as const;
const anywhere = Number.POSITIVE_INFINITY;

/** The cheapest way from every lane to every goal; undefined where there is none. By goal, then by lane index. */
export type Routes = Readonly<Record<Goal, readonly (RouteStep | undefined)[]>>;

export function routesOf(site: Site): Routes {
  const entries = Object.entries(goals).map(([goal, ends]) => [goal, stepsTo(site, ends)]);
  return Object.fromEntries(entries) as Routes;
}

function stepsTo(site: Site, ends: readonly string[]): (RouteStep | undefined)[] {
  const costM = site.lanes.map((lane) => (ends.includes(lane.id) ? 0 : Number.POSITIVE_INFINITY));
  const steps = site.lanes.map((lane): RouteStep | undefined =>
    ends.includes(lane.id) ? { next: undefined, change: undefined, changes: 0, lastM: anywhere } : undefined,
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
        if (improve(lane, cost, { next, change: undefined, changes: 0, lastM: anywhere })) changed = true;
      }
      for (const side of ['left', 'right'] as const) {
        const to = lane[side];
        if (!to) continue;
        const target = site.lane(to.laneId);
        const after = steps[target.index];
        if (!after) continue;
        const spareM = lane.kind === 'motorway' ? perChangeM.motorway : perChangeM.other;
        const lastM = Math.min(to.toM, after.lastM - to.offsetM - spareM);
        if (lastM < to.fromM + spareM) continue;
        const cost = changeCostM + (costM[target.index] as number);
        const step = { next: undefined, change: { side, to }, changes: after.changes + 1, lastM };
        if (improve(lane, cost, step)) changed = true;
      }
    }
  }
  return steps;
}

import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';

type LaneOrder = ReadonlyMap<string, readonly RoadUser[]>;

/** Of the newest view of each scene alone: by views these would be many, and costly to forget. */
const newest = new WeakMap<CompiledScene, { readonly view: RoadView; readonly order: LaneOrder }>();

/** The vehicles of each lane in the direction of traffic, the last one first; made once a view for all rules. */
export function laneOrderOf(view: RoadView): LaneOrder {
  const known = newest.get(view.scene);
  if (known?.view === view) return known.order;
  const order = new Map<string, RoadUser[]>();
  for (const user of view.users) {
    if (user.group !== 'vehicle' || !user.inLane) continue;
    const there = order.get(user.inLane.lane.id);
    if (there) insert(there, user, user.inLane.atM);
    else order.set(user.inLane.lane.id, [user]);
  }
  newest.set(view.scene, { view, order });
  return order;
}

/** Behind those that are farther on; of two at one place the first stays before. */
function insert(users: RoadUser[], user: RoadUser, atM: number): void {
  let place = users.length;
  while (place > 0 && users[place - 1]!.inLane!.atM > atM) place--;
  users.splice(place, 0, user);
}

/** The next vehicle ahead in the same lane, within `reachM` from foot point to foot point. */
export function vehicleAhead(view: RoadView, user: RoadUser, reachM: number): RoadUser | null {
  if (!user.inLane) return null;
  const { lane, atM } = user.inLane;
  for (const other of laneOrderOf(view).get(lane.id) ?? []) {
    const aheadM = other.inLane!.atM - atM;
    if (aheadM > reachM) return null;
    if (aheadM > 0 && other !== user) return other;
  }
  return null;
}

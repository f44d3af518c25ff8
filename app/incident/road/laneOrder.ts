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
    if (there) there.push(user);
    else order.set(user.inLane.lane.id, [user]);
  }
  for (const users of order.values()) {
    if (users.length > 1) users.sort((a, b) => a.inLane!.atM - b.inLane!.atM);
  }
  newest.set(view.scene, { view, order });
  return order;
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

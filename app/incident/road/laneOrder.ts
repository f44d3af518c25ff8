import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';

const orders = new WeakMap<RoadView, ReadonlyMap<string, readonly RoadUser[]>>();

/** The vehicles of each lane in the direction of traffic, the last one first; made once a view for all rules. */
export function laneOrderOf(view: RoadView): ReadonlyMap<string, readonly RoadUser[]> {
  const known = orders.get(view);
  if (known) return known;
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
  orders.set(view, order);
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

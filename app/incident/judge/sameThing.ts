import type { RoadView } from '../../traffic/road/roadUser.ts';
import type { IncidentType } from '../incident.ts';
import type { Finding } from '../rule.ts';
import type { IncidentCase } from './incidentCase.ts';
import { continuesWithinMs } from './lifeTimes.ts';

const reachM = 10;
/** How far a road user may have got from where its last speed would have brought it. */
const strayShare = 0.3;
/** Without a calibration: within so many sizes of its box. */
const reachInBoxes = 1.5;

/** What a vehicle does at one place in one moment: who does it there next is another one, however soon it comes. */
const doneOnce: readonly IncidentType[] = ['red-light', 'stop-sign', 'illegal-turn', 'lane-change'];

/** Whether a finding under a new name is what an incident, which is not found under its own name, was about. */
export function isSameThing(open: IncidentCase, finding: Finding, view: RoadView): boolean {
  const { incident, velocity } = open;
  const goneMs = view.atMs - incident.lastSeenAtMs;
  if (incident.type !== finding.type || goneMs > continuesWithinMs || doneOnce.includes(finding.type)) return false;
  // Who is still seen has not become somebody else.
  const others = incident.trackIds.filter((id) => !finding.trackIds.includes(id));
  if (finding.trackIds.length > 0 && view.users.some(({ trackId }) => others.includes(trackId))) return false;
  const [was, is] = [incident.place, finding.place];
  if (was.ground && is.ground) {
    const [dx, dy] = velocity ? [(velocity.xM * goneMs) / 1000, (velocity.yM * goneMs) / 1000] : [0, 0];
    const offM = Math.hypot(is.ground.xM - was.ground.xM - dx, is.ground.yM - was.ground.yM - dy);
    return offM <= reachM + strayShare * Math.hypot(dx, dy);
  }
  if (was.image && is.image) {
    const sizePx = Math.max(0, ...incident.boxes.map(([, , , w, h]) => Math.max(w, h)));
    return Math.hypot(is.image.x - was.image.x, is.image.y - was.image.y) <= reachInBoxes * sizePx;
  }
  return false;
}

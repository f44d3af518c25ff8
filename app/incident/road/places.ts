import type { Size } from '../../space/box.ts';
import type { RoadUser } from '../../traffic/road/roadUser.ts';
import type { SceneLane, ZoneKind } from '../../traffic/scene/scene.ts';
import type { IncidentPlace } from '../incident.ts';

export function placeOf(user: RoadUser): IncidentPlace {
  return {
    image: { x: user.footInImage.x, y: user.footInImage.y },
    ground: user.ground && { xM: user.ground.xM, yM: user.ground.yM },
    laneId: user.inLane?.lane.id ?? null,
    ...(user.inLane && { laneAtM: user.inLane.atM }),
    zoneId: user.zones[0]?.id ?? null,
  };
}

export const nowhere: IncidentPlace = { image: null, ground: null, laneId: null, zoneId: null };

export function isInZone(user: RoadUser, kind: ZoneKind): boolean {
  for (const zone of user.zones) if (zone.kind === kind) return true;
  return false;
}

export function isInLane(user: RoadUser, kinds: readonly SceneLane['kind'][]): boolean {
  return user.inLane !== null && kinds.includes(user.inLane.lane.kind);
}

const carriagewayLanes: readonly SceneLane['kind'][] = ['driving', 'turn', 'ramp', 'bus'];

/** Where traffic drives: in a lane for it, or a zone that says so. */
export function isOnCarriageway(user: RoadUser): boolean {
  return isInLane(user, carriagewayLanes) || isInZone(user, 'carriageway') || isInZone(user, 'junction-box');
}

export function isOnShoulder(user: RoadUser): boolean {
  return (user.inLane !== null && user.inLane.lane.kind === 'hard-shoulder') || isInZone(user, 'hard-shoulder');
}

const edgePx = 3;

/** Whether its box ends at the edge of the picture: what is seen there may be one vehicle after the other. */
export function isCutOff({ boxInImage: { cx, cy, w, h } }: RoadUser, picture: Size): boolean {
  return (
    cx - w / 2 < edgePx ||
    cy - h / 2 < edgePx ||
    cx + w / 2 > picture.width - edgePx ||
    cy + h / 2 > picture.height - edgePx
  );
}

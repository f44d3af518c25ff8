import { distanceM } from '../../space/ground.ts';
import type { IncidentType } from '../incident.ts';
import type { IncidentCase } from './incidentCase.ts';
import { incidentName } from './sentences.ts';

/** What explains an incident of a type, the strongest first. */
const explainedBy: Partial<Readonly<Record<IncidentType, readonly IncidentType[]>>> = {
  'stopped-vehicle': ['collision', 'queue', 'congestion', 'illegal-parking', 'wrong-way'],
  'slow-vehicle': ['queue', 'congestion', 'wrong-way', 'stopped-vehicle'],
  'near-miss': ['collision', 'wrong-way'],
  'illegal-parking': ['collision', 'queue', 'congestion'],
  'lane-blocked': ['collision', 'stopped-vehicle', 'debris', 'illegal-parking', 'wrong-way', 'queue', 'congestion'],
  congestion: ['queue'],
  queue: ['congestion'],
};

const nearM = 10;
/** A queue reaches as far beyond its first and last vehicle. */
const spareM = 10;
/** What blocks a lane stands within, or this far before, the stretch that nobody drives on. */
const beforeM = 150;

/** The incident that explains another one; `null` when it stands for itself. */
export function explanationOf(inner: IncidentCase, open: readonly IncidentCase[]): IncidentCase | null {
  for (const type of explainedBy[inner.incident.type] ?? []) {
    for (const outer of open) {
      if (outer === inner || outer.incident.type !== type || outer.incident.partOf === inner.incident.incidentId)
        continue;
      if (explains(outer, inner)) return outer;
    }
  }
  return null;
}

export function foldedText(inner: IncidentCase, outer: IncidentCase): string {
  const kind = incidentName(outer.incident.type).toLowerCase();
  return `${incidentName(inner.incident.type)} is part of the ${kind} of the same place.`;
}

function explains(outer: IncidentCase, inner: IncidentCase): boolean {
  if (outer.incident.type === 'queue' || outer.incident.type === 'congestion') {
    if (inner.stretches.length > 0) return shareLane(outer, inner);
    return isInside(outer, inner);
  }
  if (inner.incident.type === 'lane-blocked') return blocks(outer, inner);
  const sharesTrack = inner.incident.trackIds.some((id) => outer.incident.trackIds.includes(id));
  if (outer.incident.type !== 'collision') return sharesTrack;
  return sharesTrack || isNear(outer, inner);
}

function shareLane(outer: IncidentCase, inner: IncidentCase): boolean {
  return inner.stretches.some(({ laneId }) => outer.stretches.some((stretch) => stretch.laneId === laneId));
}

/** Its first vehicle, which holds up the others, is the cause and no part of a queue. */
function isInside(queue: IncidentCase, { incident }: IncidentCase): boolean {
  const { laneId } = incident.place;
  const atM = incident.place.laneAtM;
  if (laneId === null || atM === undefined) return false;
  return queue.stretches.some(
    (stretch) => stretch.laneId === laneId && atM >= stretch.fromM - spareM && atM <= stretch.toM - 1,
  );
}

function blocks({ incident }: IncidentCase, lane: IncidentCase): boolean {
  const { laneId, laneAtM } = incident.place;
  return lane.stretches.some(
    (stretch) =>
      stretch.laneId === laneId &&
      (laneAtM === undefined || (laneAtM >= stretch.fromM - beforeM && laneAtM <= stretch.toM)),
  );
}

function isNear(a: IncidentCase, b: IncidentCase): boolean {
  const [one, other] = [a.incident.place.ground, b.incident.place.ground];
  return one !== null && other !== null && distanceM(one, other) <= nearM;
}

import type { Incident, IncidentType } from '../../incident/incident.ts';
import { mapped } from '../../space/homography.ts';
import { iou } from '../../space/box.ts';
import type { GroundPoint } from '../../space/ground.ts';
import type { Matrix3 } from '../../space/matrix3.ts';
import type { IncidentType as TrueIncidentType } from '../simulation/incident.ts';
import type { CameraTruth } from './cameraTruth.ts';
import { ignoreRules } from './framePairs.ts';
import type { TruthCamera, TruthIncident } from './truthRecords.ts';

/** What of the product's types tells what happened; the first is the name in the score. */
export const foundTypesOf: Readonly<Record<TrueIncidentType, readonly IncidentType[]>> = {
  breakdown: ['stopped-vehicle'],
  'illegal-parking': ['illegal-parking', 'stopped-vehicle'],
  'wrong-way': ['wrong-way'],
  'slow-vehicle': ['slow-vehicle'],
  speeding: ['speeding'],
  'person-on-carriageway': ['pedestrian'],
  debris: ['debris'],
  collision: ['collision'],
  congestion: ['queue', 'congestion'],
  'lane-closure': ['lane-blocked'],
  'red-light-running': ['red-light'],
  'stop-sign-violation': ['stop-sign'],
  'near-miss': ['near-miss'],
  'solid-line-crossing': ['lane-change'],
  'illegal-turn': ['illegal-turn'],
  'cyclist-on-carriageway': ['cyclist'],
  'unauthorised-entry': ['unauthorised-area'],
};

/** What follows from something that blocks the road is true, although the truth has no record of its own for it. */
const followsFromBlockage: readonly IncidentType[] = [
  'queue',
  'congestion',
  'lane-blocked',
  'stopped-vehicle',
  'slow-vehicle',
];
const blocksTheRoad: readonly TrueIncidentType[] = [
  'breakdown',
  'illegal-parking',
  'wrong-way',
  'slow-vehicle',
  'person-on-carriageway',
  'debris',
  'collision',
  'congestion',
  'lane-closure',
  'cyclist-on-carriageway',
];
/** The truth knows nothing of these. */
const notInTruth: readonly IncidentType[] = ['near-miss', 'camera-tampered', 'low-visibility'];

/** An incident of a result; times in milliseconds of the film. */
export type FoundIncident = Pick<
  Incident,
  'incidentId' | 'type' | 'detectedAtMs' | 'endedAtMs' | 'place' | 'boxes' | 'partOf'
>;

export interface IncidentTypeScore {
  /** That this camera could see. */
  readonly truth: number;
  readonly detected: number;
  readonly missed: number;
  /** From when this camera could see it until it was found, seconds, in the order of the truth. */
  readonly delaysS: readonly number[];
}

export interface IncidentScore {
  /** By the truth's type; those of which there are any. */
  readonly byType: Readonly<Partial<Record<TrueIncidentType, IncidentTypeScore>>>;
  /** Found, and nothing of the kind had happened. */
  readonly false: readonly FoundIncident[];
  /** One thing that was found as several incidents: those beyond the first. */
  readonly repeated: readonly FoundIncident[];
  /** What follows from something that blocks the road, what is part of another incident, and what the truth does not know. */
  readonly notJudged: readonly FoundIncident[];
}

/** How long before and after the truth's times an incident may be found. */
const [earlyMs, lateMs] = [1000, 30_000];
const leastIou = 0.3;
/** Things without a box are found at their place. */
const nearM = 25;

/** Incidents that were found in the film of a camera beside what happened before it. */
export function scoreIncidents(
  truth: Pick<CameraTruth, 'header' | 'camera' | 'seen'>,
  happened: readonly Omit<TruthIncident, 'record'>[],
  found: readonly FoundIncident[],
): IncidentScore {
  const seen = happened.flatMap((incident) => {
    const fromMs = seenFromMs(truth, incident);
    return fromMs === null ? [] : [{ ...incident, type: incident.type as TrueIncidentType, fromMs }];
  });
  const inOrder = [...found].sort((a, b) => a.detectedAtMs - b.detectedAtMs);
  const tellers = new Map(seen.map((incident) => [incident, inOrder.filter((one) => tells(truth, one, incident))]));
  const told = new Set([...tellers.values()].flatMap((all) => all.slice(0, 1)));
  const again = new Set([...tellers.values()].flatMap((all) => all.slice(1)).filter((one) => !told.has(one)));
  const rest = inOrder.filter((one) => !told.has(one) && !again.has(one));
  // A stop becomes part of the illegal parking that is found of the same vehicle: still one thing.
  const explainsTold = ({ incidentId }: FoundIncident) => [...told].some(({ partOf }) => partOf === incidentId);
  const isJudged = (one: FoundIncident) =>
    one.partOf === null && !notInTruth.includes(one.type) && !followsFrom(one, happened);
  return {
    byType: scoresByType(seen, tellers),
    false: rest.filter(isJudged),
    repeated: [...again].filter((one) => one.partOf === null && !explainsTold(one)),
    notJudged: [
      ...rest.filter((one) => !isJudged(one)),
      ...[...again].filter((one) => one.partOf !== null || explainsTold(one)),
    ],
  };
}

interface SeenIncident extends Omit<TruthIncident, 'record' | 'type'> {
  readonly type: TrueIncidentType;
  /** Since when the camera could see it. */
  readonly fromMs: number;
}

function scoresByType(seen: readonly SeenIncident[], tellers: ReadonlyMap<SeenIncident, readonly FoundIncident[]>) {
  const byType: Partial<Record<TrueIncidentType, IncidentTypeScore>> = {};
  for (const type of new Set(seen.map((incident) => incident.type))) {
    const ofType = seen.filter((incident) => incident.type === type);
    const delaysS = ofType.flatMap((incident) => {
      const [first] = tellers.get(incident)!;
      return first ? [(first.detectedAtMs - incident.fromMs) / 1000] : [];
    });
    byType[type] = { truth: ofType.length, detected: delaysS.length, missed: ofType.length - delaysS.length, delaysS };
  }
  return byType;
}

/** When one who took part, or the place of what has no body, could first be seen; `null`: never. */
function seenFromMs(
  { header, camera, seen }: Pick<CameraTruth, 'header' | 'camera' | 'seen'>,
  { type, beginMs, endMs, bodies, place }: Omit<TruthIncident, 'record'>,
): number | null {
  const [first, last] = [Math.ceil(beginMs / header.stepMs), Math.floor((endMs ?? Infinity) / header.stepMs)];
  for (let step = Math.max(0, first); step < Math.min(seen.length, last + 1); step++) {
    const isSeen = seen[step]!.some(
      ({ id, visibleShare, boxInImage }) =>
        bodies.includes(id) &&
        visibleShare >= ignoreRules.leastVisibleShare &&
        boxInImage.h >= ignoreRules.leastHeightPx,
    );
    if (isSeen) return step * header.stepMs;
  }
  return thingsOnly.includes(type as TrueIncidentType) && isInPicture(camera, place) ? beginMs : null;
}

/** The lens is left out: nobody is asked about a thing at the very edge. */
function isInPicture({ imageFromGround, groundFromImage, size }: TruthCamera, { xM, yM }: GroundPoint): boolean {
  const near = mapped(matrixOf(groundFromImage), size.width / 2, size.height);
  const front = mapped(matrixOf(imageFromGround), near.x, near.y).w;
  const { x, y, w } = mapped(matrixOf(imageFromGround), xM, yM);
  return w * front > 0 && x >= 0 && y >= 0 && x <= size.width && y <= size.height;
}

function matrixOf([a, b, c]: TruthCamera['imageFromGround']): Matrix3 {
  return [...a, ...b, ...c];
}

/** They have no box. */
const thingsOnly: readonly TrueIncidentType[] = ['debris', 'lane-closure'];

function tells(
  { header, seen }: Pick<CameraTruth, 'header' | 'seen'>,
  found: FoundIncident,
  { type, fromMs, endMs, bodies, place }: SeenIncident,
): boolean {
  if (!foundTypesOf[type].includes(found.type)) return false;
  const { detectedAtMs } = found;
  if (detectedAtMs < fromMs - earlyMs || (endMs !== null && detectedAtMs > endMs + lateMs)) return false;
  // Who takes part in a jam changes all the while.
  if (type === 'congestion') return true;
  if (found.boxes.length === 0) {
    if (found.place.ground) {
      return Math.hypot(found.place.ground.xM - place.xM, found.place.ground.yM - place.yM) <= nearM;
    }
    return found.place.laneId === place.lane;
  }
  const users = seen[Math.round(detectedAtMs / header.stepMs)] ?? [];
  return users.some(
    ({ id, boxInImage }) =>
      bodies.includes(id) && found.boxes.some(([, cx, cy, w, h]) => iou({ cx, cy, w, h }, boxInImage) >= leastIou),
  );
}

function followsFrom({ type, detectedAtMs }: FoundIncident, happened: readonly Omit<TruthIncident, 'record'>[]) {
  if (!followsFromBlockage.includes(type)) return false;
  return happened.some(
    (incident) =>
      blocksTheRoad.includes(incident.type as TrueIncidentType) &&
      detectedAtMs >= incident.beginMs - (incident.type === 'congestion' ? lateMs : 0) &&
      detectedAtMs <= (incident.endMs ?? Number.POSITIVE_INFINITY) + 2 * lateMs,
  );
}

import type { Scene, ZoneKind } from '../../traffic/scene/scene.ts';

/** A part of a scene that some rules read and others do not. What all of them depend on is its road. */
export type ScenePart = ZoneKind | 'stop-lines' | 'lines' | 'limits' | 'solid-lines';

/** Zones where one waits by right are those of road/waiting.ts; on which one drives, those of road/places.ts. */
const waiting = ['junction-box', 'crossing', 'stop-lines'] as const;
const driving = ['carriageway', 'junction-box'] as const;

/**
 * What each rule reads of a scene beside its road; one that is not named reads everything. `main/replay/readParts.test.ts` holds that
 * nothing is missing.
 */
export const readParts: Readonly<Partial<Record<string, readonly ScenePart[]>>> = {
  'stopped-vehicle': [...waiting, ...driving, 'hard-shoulder', 'parking'],
  'wrong-way': ['junction-box', 'stop-lines'],
  'slow-vehicle': ['junction-box', 'stop-lines', 'limits'],
  speeding: ['limits'],
  congestion: ['stop-lines', 'limits'],
  queue: ['stop-lines'],
  pedestrian: ['carriageway', 'hard-shoulder', 'crossing', 'parking'],
  cyclist: ['limits'],
  debris: [...driving],
  collision: ['limits'],
  'near-miss': [],
  'lane-blocked': [],
  'red-light': ['stop-lines'],
  'stop-sign': ['stop-lines'],
  'illegal-turn': ['lines'],
  'lane-change': ['solid-lines'],
  'illegal-parking': ['no-stopping', ...waiting],
  'unauthorised-area': ['restricted'],
  'low-visibility': [],
  'camera-tampered': [],
};

/** What two scenes with the same road do not have alike; counting lines, sections and names are for no rule. */
export interface SceneChanges {
  readonly parts: ReadonlySet<ScenePart>;
  /** Zones that are elsewhere, of another kind or in one of the scenes alone: rules can be told to look in some alone. */
  readonly zoneIds: ReadonlySet<string>;
}

/** Whether what all rules depend on is the same: the picture, its metres, its masks, and where lanes lie. */
export function haveSameRoad(a: Scene, b: Scene): boolean {
  return a === b || roadOf(a) === roadOf(b);
}

function roadOf({ picture, calibration, masks, lanes }: Scene): string {
  const courses = lanes.map(({ id, kind, course, widthM }) => [id, kind, course, widthM]);
  return JSON.stringify([picture, calibration, masks, courses]);
}

export function sceneChanges(before: Scene, after: Scene): SceneChanges {
  const parts = new Set<ScenePart>();
  const zoneIds = new Set<string>();
  const differ = (of: (scene: Scene) => unknown): boolean => JSON.stringify(of(before)) !== JSON.stringify(of(after));
  if (differ(({ stopLines }) => stopLines)) parts.add('stop-lines');
  if (differ(({ lines }) => lines)) parts.add('lines');
  if (differ(({ lanes }) => lanes.map(({ limitKmh }) => limitKmh))) parts.add('limits');
  if (differ(({ lanes }) => lanes.map(({ solidLeft, solidRight }) => [solidLeft, solidRight])))
    parts.add('solid-lines');
  for (const zoneId of new Set([...before.zones, ...after.zones].map(({ id }) => id))) {
    const zones = [before, after].flatMap((scene) => scene.zones.filter(({ id }) => id === zoneId));
    const [a, b] = zones.map(({ kind, outline }) => JSON.stringify([kind, outline]));
    if (a === b) continue;
    zoneIds.add(zoneId);
    for (const { kind } of zones) parts.add(kind);
  }
  return { parts, zoneIds };
}

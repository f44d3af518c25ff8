import type { Incident, IncidentEntry } from '../../../app/incident/incident.ts';
import type { SiteRulesVersion } from '../../../app/incident/siteRules.ts';
import { type Interval, noSums } from '../../../app/traffic/quantities/interval.ts';
import { emptyScene, type SceneVersion } from '../../../app/traffic/scene/scene.ts';

/** A scene with one lane of this name, as camera `id-1` would get it. */
export function sceneOf(laneName: string, changes: Partial<SceneVersion> = {}): Omit<SceneVersion, 'version'> {
  const course = [
    { x: 100.5, y: 20 },
    { x: 300, y: 400 },
  ];
  const lane = { id: 'lane-1', name: laneName, kind: 'driving' as const, course, widthM: 3.5, limitKmh: 80 };
  return {
    cameraId: 'id-1',
    author: 'Ann',
    savedAtMs: 1_790_000_000_000.5,
    note: `lane ${laneName}`,
    scene: {
      ...emptyScene({ width: 1280, height: 720 }),
      lanes: [{ ...lane, solidLeft: true, solidRight: false }],
      rules: { 'stopped-vehicle': { dwellS: 7 } },
    },
    ...changes,
  };
}

/** Rules of the site as Ann saves them. */
export function siteRulesOf(note: string, changes: Partial<SiteRulesVersion> = {}): Omit<SiteRulesVersion, 'version'> {
  const rules = { 'stopped-vehicle': { dwellS: 12, severity: 'medium' }, debris: { enabled: false } };
  return { author: 'Ann', savedAtMs: 1_790_000_000_000.5, note, rules, ...changes };
}

/** A stopped vehicle that was found at `detectedAtMs` and lasts. */
export function incidentOf(incidentId: string, detectedAtMs: number, changes: Partial<Incident> = {}): Incident {
  return {
    incidentId,
    type: 'stopped-vehicle',
    severity: 'high',
    cameraId: 'a',
    beganAtMs: detectedAtMs - 8000.25,
    detectedAtMs,
    lastSeenAtMs: detectedAtMs,
    endedAtMs: null,
    place: { image: { x: 640.5, y: 360 }, ground: { xM: 3.5, yM: 41 }, laneId: 'north-1', zoneId: null },
    trackIds: [12, 15],
    boxes: [[12, 640.5, 340, 80, 60]],
    confidence: 0.875,
    evidence: [{ what: 'standing for', value: 8, limit: 7, unit: 's' }],
    partOf: null,
    sceneVersion: 3,
    hasPicture: false,
    ...changes,
  };
}

export function entryOf(incidentId: string, atMs: number, what: IncidentEntry['what'], text = ''): IncidentEntry {
  return { incidentId, atMs, what, text };
}

/** Interval number `at` of a length; three cars passed, and half a metre of everything that can be uneven. */
export function intervalOf(id: string, at: number, changes: Partial<Interval> = {}): Interval {
  const lengthMs = changes.lengthMs ?? 60_000;
  return {
    cameraId: 'a',
    element: { kind: 'line', id },
    beginAtMs: at * lengthMs,
    lengthMs,
    sums: {
      ...noSums,
      counts: { car: { forward: 3, backward: 0 }, truck: { forward: 0, backward: 200 } },
      speedN: 3,
      speedSum: 73.1,
      speedSquareSum: 1_782.345_678_901_2,
      slownessSum: 0.123_456_789,
      speedsByKmh: { 87: 2, 90: 1 },
      coveredMs: 1500,
      observedMs: lengthMs,
      delaySumS: -0.5,
      movements: { 'n>s': { car: 2 }, 'n>ö': {} },
      unmatched: 1,
    },
    grade: 'B',
    flags: ['dark', 'low-rate'],
    sceneVersion: 3,
    ...changes,
  };
}

import { describe, expect, it } from 'vitest';
import { CommonCause } from './commonCause.ts';
import type { Incident } from './incident.ts';

function fog(camera: number, atMs: number, change: Partial<Incident> = {}): Incident {
  return {
    incidentId: `fog-${camera}`,
    type: 'low-visibility',
    severity: 'medium',
    cameraId: `camera-${camera}`,
    beganAtMs: atMs - 30_000,
    detectedAtMs: atMs,
    lastSeenAtMs: atMs,
    endedAtMs: null,
    place: { image: null, ground: null, laneId: null, zoneId: null },
    trackIds: [],
    boxes: [],
    confidence: 0.7,
    evidence: [],
    partOf: null,
    sceneVersion: 1,
    hasPicture: false,
    ...change,
  };
}

const taken = (cause: CommonCause, incident: Incident) => cause.take([{ incident, entries: [] }]);
const partsOf = (changes: ReturnType<CommonCause['take']>) =>
  changes.map(({ incident }) => [incident.incidentId, incident.partOf]);

describe('the same disturbance on many cameras', () => {
  it('is one incident from the third camera on, and says how many', () => {
    const cause = new CommonCause();
    expect(partsOf(taken(cause, fog(1, 0)))).toEqual([['fog-1', null]]);
    expect(partsOf(taken(cause, fog(2, 20_000)))).toEqual([['fog-2', null]]);
    const third = taken(cause, fog(3, 40_000));
    expect(partsOf(third)).toEqual([
      ['fog-3', 'fog-1'],
      ['fog-1', null],
      ['fog-2', 'fog-1'],
    ]);
    expect(third[1]!.incident.evidence).toEqual([{ what: 'cameras affected', value: 3, limit: 3, unit: '' }]);
    expect(third[2]!.entries.map(({ what, text }) => [what, text])).toEqual([
      ['folded', 'Low visibility on 3 cameras within a minute: one common cause.'],
    ]);
  });

  it('is not when two cameras are affected, or the third only later', () => {
    const cause = new CommonCause();
    taken(cause, fog(1, 0));
    taken(cause, fog(2, 20_000));
    expect(partsOf(taken(cause, fog(3, 90_000)))).toEqual([['fog-3', null]]);
  });

  it('stays what it is when a judge, which knows nothing of it, tells of the camera again', () => {
    const cause = new CommonCause();
    for (const camera of [1, 2, 3]) taken(cause, fog(camera, camera * 1000));
    expect(partsOf(taken(cause, fog(2, 2000, { lastSeenAtMs: 50_000 })))).toEqual([['fog-2', 'fog-1']]);
  });

  it('goes on under the next camera when the first one is well again', () => {
    const cause = new CommonCause();
    for (const camera of [1, 2, 3]) taken(cause, fog(camera, camera * 1000));
    expect(partsOf(taken(cause, fog(1, 1000, { endedAtMs: 60_000 })))).toEqual([
      ['fog-1', null],
      ['fog-2', null],
      ['fog-3', 'fog-2'],
    ]);
  });

  it('leaves other incidents alone', () => {
    const change = { incident: fog(1, 0, { type: 'stopped-vehicle' }), entries: [] };
    expect(new CommonCause().take([change, change, change])).toEqual([change, change, change]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Incident } from './incident.ts';
import { CameraJudge, type IncidentChange } from './judge.ts';
import type { RulesSettings } from './settings.ts';
import { area, type Moment, px, type Sketch, storyAtMs, toyScene, viewAt, views } from './testing/story.ts';

function judgeOf(rules: RulesSettings = {}, scene = toyScene(), resume: readonly Incident[] = []) {
  let ids = 0;
  const judge = new CameraJudge({ scene, sceneVersion: 3, rules, newId: () => `incident-${++ids}`, resume });
  const changes: IncidentChange[] = [];
  const tell = (untilS: number, story: (s: number) => Moment, hz = 5) => {
    for (const view of views(scene, untilS, story, hz)) changes.push(...judge.step(view));
  };
  return { judge, changes, tell, scene };
}

const stands = (trackId: number, xM: number, stillSinceS: number, more: Partial<Sketch> = {}): Sketch => ({
  ...{ trackId, xM, yM: 50, stillSinceS },
  ...more,
});
const entriesOf = (changes: readonly IncidentChange[]) =>
  changes.flatMap(({ entries }) => entries.map(({ what, text }) => `${what}: ${text}`));
const last = (changes: readonly IncidentChange[], type: Incident['type']) =>
  changes.findLast(({ incident }) => incident.type === type)?.incident;

describe('one physical thing is one incident for as long as it lasts', () => {
  it('opens with what was found and why, and ends when it has been gone for its time', () => {
    const { changes, tell } = judgeOf();
    tell(40, (s) => ({ users: s < 20 ? [stands(1, 100, 0)] : [] }));
    expect(changes[0]).toEqual({
      incident: {
        incidentId: 'incident-1',
        type: 'stopped-vehicle',
        severity: 'high',
        cameraId: 'toy',
        beganAtMs: storyAtMs,
        detectedAtMs: storyAtMs + 7000,
        lastSeenAtMs: storyAtMs + 7000,
        endedAtMs: null,
        place: {
          image: px(100, 50),
          ground: { xM: 100, yM: 50 },
          laneId: 'right',
          laneAtM: expect.any(Number),
          zoneId: 'road',
        },
        trackIds: [1],
        boxes: [[1, 1000, 492, 40, 16]],
        confidence: 0.9,
        evidence: [{ what: 'standing for', value: 7, limit: 7, unit: 's' }],
        partOf: null,
        sceneVersion: 3,
        hasPicture: false,
      },
      entries: [
        { incidentId: 'incident-1', atMs: storyAtMs, what: 'began', text: 'Stopped vehicle began in lane right.' },
        {
          incidentId: 'incident-1',
          atMs: storyAtMs + 7000,
          what: 'detected',
          text: 'Stopped vehicle found: standing for 7 s (limit 7 s).',
        },
      ],
    });
    expect(last(changes, 'stopped-vehicle')).toMatchObject({
      lastSeenAtMs: storyAtMs + 19_800,
      endedAtMs: storyAtMs + 19_800,
    });
    expect(entriesOf(changes).at(-1)).toBe('ended: Stopped vehicle is over after 20 s.');
  });

  it('goes on under another track number, at the same place', () => {
    const { changes, tell } = judgeOf();
    tell(40, (s) => ({
      users: s < 15 ? [stands(1, 100, 0)] : s < 18 ? [] : [stands(2, 102, 18)],
      ended: s === 17 ? [1] : [],
    }));
    expect(new Set(changes.map(({ incident }) => incident.incidentId)).size).toBe(1);
    expect(last(changes, 'stopped-vehicle')).toMatchObject({ trackIds: [1, 2], endedAtMs: null });
    expect(entriesOf(changes)).toContain('changed: Goes on as track 2.');
  });

  it('is another one elsewhere, or when the first is still seen', () => {
    const elsewhere = judgeOf();
    elsewhere.tell(20, (s) => ({ users: s < 10 ? [stands(1, 60, 0)] : [stands(2, 150, 8)] }));
    expect(elsewhere.judge.open.map(({ incidentId }) => incidentId)).toEqual(['incident-1', 'incident-2']);
    const drivesOff = judgeOf();
    drivesOff.tell(25, (s) => ({
      users: s < 12 ? [stands(1, 100, 0)] : [{ trackId: 1, xM: 108 + 25 * (s - 12), yM: 50 }, stands(2, 100, 12)],
    }));
    expect(drivesOff.judge.open.map(({ incidentId }) => incidentId)).toEqual(['incident-1', 'incident-2']);
  });

  it.each([
    ['near', false],
    ['far away, where its movement is not measured', true],
  ])('follows what moves: each wrong-way car is one, also when its number changes on the way, %s', (_, noMotion) => {
    const { changes, tell } = judgeOf();
    const west: Sketch = { trackId: 1, xM: 0, yM: 50, speedMps: 20, headingRad: Math.PI, noMotion };
    const car = (trackId: number, xM: number): Sketch => ({ ...west, trackId, xM });
    tell(15, (s) => ({
      users:
        s < 4
          ? [car(1, 190 - 20 * s)]
          : s > 5 && s < 9
            ? [car(2, 190 - 20 * s)]
            : s > 10
              ? [car(3, 190 - 20 * (s - 10))]
              : [],
    }));
    const found = new Map(changes.map(({ incident }) => [incident.incidentId, incident.trackIds]));
    expect([...found]).toEqual([
      ['incident-1', [1, 2]],
      ['incident-2', [3]],
    ]);
  });

  it('is another one each time that somebody does at once what the one before did there', () => {
    const [right, left] = toyScene().scene.lanes;
    const { changes, tell } = judgeOf({}, toyScene({ lanes: [{ ...right!, solidLeft: true }, left!] }));
    const goesOver = (trackId: number, s: number): Sketch => ({
      ...{ trackId, xM: 25 * s, yM: s < 2 ? 50 : s < 3 ? 50 + 3.5 * (s - 2) : 53.5 },
    });
    tell(10, (s) => ({ users: s < 5 ? [goesOver(1, s)] : [goesOver(2, s - 5)] }));
    const found = changes.filter(({ incident }) => incident.type === 'lane-change');
    expect(new Set(found.map(({ incident }) => incident.trackIds.join()))).toEqual(new Set(['1', '2']));
  });
});

describe('what explains an incident', () => {
  /** Six vehicles come to stand one behind the other; the one at 100 m stood before. */
  const row = (s: number, headXM: number) =>
    Array.from({ length: 6 }, (_, i) => stands(10 + i, headXM - 8 * i, Math.min(s, 12))).filter(() => s >= 12);

  it('is a queue that is found later, for a stop inside it', () => {
    const { changes, tell } = judgeOf();
    tell(50, (s) => ({ users: [stands(1, 100, 0), ...row(s, 124)] }));
    const queue = last(changes, 'queue');
    expect(last(changes, 'stopped-vehicle')).toBeDefined();
    expect(changes.find(({ incident }) => incident.incidentId === 'incident-1')?.incident.partOf).toBeNull();
    expect(changes.findLast(({ incident }) => incident.incidentId === 'incident-1')?.incident.partOf).toBe(
      queue?.incidentId,
    );
    expect(entriesOf(changes)).toContain('folded: Stopped vehicle is part of the queue of the same place.');
  });

  it('is not the queue, for the vehicle at its head that causes it', () => {
    const { changes, tell } = judgeOf();
    tell(50, (s) => ({ users: [stands(1, 100, 0), ...row(s, 92)] }));
    expect(last(changes, 'queue')).toBeDefined();
    expect(changes.findLast(({ incident }) => incident.incidentId === 'incident-1')?.incident.partOf).toBeNull();
  });

  it('is the illegal parking that a stop turns out to be', () => {
    const zones = [{ id: 'z', name: 'z', kind: 'no-stopping' as const, outline: area(90, 48, 110, 52) }];
    const { changes, tell } = judgeOf({}, toyScene({ zones }));
    tell(40, () => ({ users: [stands(1, 100, 0)] }));
    expect(last(changes, 'stopped-vehicle')?.partOf).toBe(last(changes, 'illegal-parking')?.incidentId);
  });

  it('no longer explains when it has ended: what goes on stands for itself again', () => {
    const { changes, tell } = judgeOf();
    tell(120, (s) => ({ users: [stands(1, 100, 0), ...(s < 60 ? row(s, 124) : [])] }));
    expect(last(changes, 'queue')?.endedAtMs).not.toBeNull();
    expect(changes.findLast(({ incident }) => incident.incidentId === 'incident-1')?.incident).toMatchObject({
      partOf: null,
      endedAtMs: null,
    });
  });
});

describe('the judge and its surroundings', () => {
  it('tells of what lasts every ten seconds, not with every frame', () => {
    const { changes, tell } = judgeOf();
    tell(47, () => ({ users: [stands(1, 100, 0)] }));
    expect(changes.map(({ incident }) => (incident.lastSeenAtMs - storyAtMs) / 1000)).toEqual([7, 17, 27, 37, 47]);
  });

  it('takes up incidents that were open when analysis stopped', () => {
    const before = judgeOf();
    before.tell(10, () => ({ users: [stands(1, 100, 0)] }));
    const after = judgeOf({}, toyScene(), before.judge.open);
    for (const view of views(after.scene, 30, () => ({ users: [stands(7, 100, 12)] }), 5)) {
      if (view.atMs >= storyAtMs + 20_000) after.changes.push(...after.judge.step(view));
    }
    expect(after.changes.map(({ incident }) => incident.incidentId)).toContain('incident-1');
    expect(after.judge.open).toMatchObject([
      { incidentId: 'incident-1', trackIds: [1, 7], detectedAtMs: storyAtMs + 7000 },
    ]);
  });

  it('ends what is open when the wall clock steps back, and begins anew', () => {
    const { judge, tell, scene } = judgeOf();
    tell(10, () => ({ users: [stands(1, 100, 0)] }));
    expect(judge.step(viewAt(scene, 8, { users: [] }))).toEqual([]);
    const stepped = judge.step(viewAt(scene, -3600, { users: [] }));
    expect(stepped).toMatchObject([{ incident: { incidentId: 'incident-1', endedAtMs: storyAtMs + 10_000 } }]);
    expect(judge.open).toEqual([]);
  });

  it('ends everything when the camera is taken out', () => {
    const { judge, tell } = judgeOf();
    tell(10, () => ({ users: [stands(1, 100, 0)] }));
    expect(judge.end(storyAtMs + 11_000)).toMatchObject([{ incident: { endedAtMs: storyAtMs + 10_000 } }]);
  });

  it('says which rules cannot run with the scene', () => {
    expect(judgeOf().judge.idleRules).toContainEqual({
      rule: 'red-light',
      lacks: 'It needs a calibration and a stop line with a signal.',
    });
  });
});

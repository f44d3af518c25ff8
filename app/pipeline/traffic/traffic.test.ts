import { describe, expect, it } from 'vitest';
import type { Incident } from '../../incident/incident.ts';
import { carAt, laneAlong } from '../../traffic/road/testing/flatRoad.ts';
import { createWorld } from '../station/testing/world.ts';
import { replayed } from './testing/replayed.ts';
import { drive, north, road, stopsAt60, watched } from './testing/watchedRoad.ts';

describe('a camera with a scene', () => {
  it('finds a car that stops in its lane: committed, told to windows, with a picture and its story', async () => {
    const { world, vision, incidents } = await watched();
    vision.jpeg = new Uint8Array([0xff, 0xd8, 1, 2]);
    await drive(world, vision.observe, 20, stopsAt60(60));
    const [found] = incidents.values();
    expect([
      incidents.size,
      found?.type,
      found?.endedAtMs,
      found?.trackIds,
      found?.place.laneId,
      found?.hasPicture,
    ]).toEqual([1, 'stopped-vehicle', null, [7], 'east', true]);
    expect(world.stores.incidents.read(found!.incidentId)).toEqual(found);
    const { entries } = await world.window.incidentEntries({ incidentId: found!.incidentId });
    expect(entries.map(({ what }) => what)).toEqual(expect.arrayContaining(['detected', 'picture']));
    const { picture } = await world.window.incidentPicture({ incidentId: found!.incidentId });
    expect([...picture!]).toEqual([0xff, 0xd8, 1, 2]);
  });

  it('control: finds nothing of a car that drives through', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 8, (s) => 15 * s);
    expect([...incidents.values()]).toEqual([]);
  });

  it('ends the incident when the car has gone', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 45, stopsAt60(20));
    const [found] = incidents.values();
    expect([incidents.size, found?.type, found?.endedAtMs === null]).toEqual([1, 'stopped-vehicle', false]);
  });

  it('says what it measures, and why it does not: no pictures, another resolution', async () => {
    const { world, vision } = await watched();
    const states: (string | null)[] = [];
    world.window.traffic({}, { item: ([camera]) => states.push(camera?.reason ?? camera?.state ?? null) });
    await world.clock.advance(600);
    await drive(world, vision.observe, 2, (s) => 15 * s);
    const measuring = states.at(-1);
    vision.observe({
      ...{ cameraId: 'id-1', epoch: 1, atMs: world.clock.wallMs(), width: 640, height: 360 },
      ...{ tracks: [], ended: [], signals: {}, view: null },
    });
    await world.clock.advance(600);
    expect([states[0], measuring, states.at(-1)]).toEqual([
      'No analysed pictures come from this camera.',
      'measuring',
      'The scene was drawn on 1280x720 pixels, the camera gives 640x360: open the scene and take it over for the new picture.',
    ]);
  });

  it('counts: an interval of ten seconds is stored with the car in it', async () => {
    const { world, vision } = await watched();
    await drive(world, vision.observe, 30, (s) => 15 * s);
    const span = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER };
    const { intervals } = await world.window.intervals({ ...span, cameraIds: ['id-1'], lengthMs: 10_000 });
    const lane = intervals.filter(({ element }) => element.kind === 'lane' && element.id === 'east');
    expect(lane.reduce((sum, { sums }) => sum + (sums.counts['car']?.forward ?? 0), 0)).toBe(1);
  });
});

describe('an incident that lasts when the station is killed', () => {
  it('is ended at the next start with what was last seen of it', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 20, stopsAt60(60));
    const [found] = incidents.values();
    const next = createWorld(() => world.stores);
    await next.settle();
    const stored = next.stores.incidents.read(found!.incidentId);
    expect(stored.endedAtMs).toBe(stored.lastSeenAtMs);
  });
});

describe('a store that fails', () => {
  it('holds incidents back from windows until they are committed', async () => {
    let broken = true;
    const world = createWorld((stores) => ({
      ...stores,
      incidents: {
        ...stores.incidents,
        save: (...args) => {
          if (broken) throw new Error('the disk is full');
          stores.incidents.save(...args);
        },
      },
    }));
    const vision = world.startVision();
    await world.window.addCamera({ settings: north });
    await world.window.saveScene({ cameraId: 'id-1', baseVersion: null, note: '', scene: road() });
    const told: Incident[] = [];
    world.window.incidents({}, { item: ({ incidents }) => void told.push(...incidents) });
    await drive(world, vision.observe, 20, stopsAt60(60));
    const before = told.length;
    const alert = world.health().alerts.find(({ key }) => key === 'incidents-not-saved');
    expect([alert?.severity, alert?.text.includes('the disk is full')]).toEqual(['critical', true]);
    broken = false;
    await world.clock.advance(3000);
    expect(world.health().alerts.filter(({ key }) => key === 'incidents-not-saved')).toEqual([]);
    expect([before, new Set(told.map(({ type }) => type))]).toEqual([0, new Set(['stopped-vehicle'])]);
  });
});

describe('a scene', () => {
  it('that cannot be used is refused with the reason, and nothing is saved', async () => {
    const { world } = await watched();
    const scene = {
      ...road(),
      lanes: [
        {
          ...laneAlong('east', 30),
          course: [
            { x: 1, y: 1 },
            { x: 1, y: 1 },
          ],
        },
      ],
    };
    const saving = world.window.saveScene({ cameraId: 'id-1', baseVersion: 1, note: '', scene });
    await expect(saving).rejects.toThrow(/east/);
    expect(world.stores.scenes.versions('id-1').map(({ version }) => version)).toEqual([1]);
  });

  it('that was edited by two at once is saved by the first; the other is told', async () => {
    const { world } = await watched();
    const edit = { cameraId: 'id-1', baseVersion: 1, note: '', scene: road() };
    expect(await world.window.saveScene(edit)).toEqual({ version: 2 });
    await expect(world.window.saveScene(edit)).rejects.toMatchObject({ code: 'aborted' });
  });

  it('that is not saved is tried on stored tracks: other rules find less', async () => {
    const { world, vision } = await watched();
    const [start] = [world.clock.wallMs()];
    const path = Array.from({ length: 200 }, (_, i): [number, number, number, number, number] => {
      const { cx, cy, w, h } = carAt(stopsAt60(60)(i / 5), 30);
      return [200 * i, cx, cy, w, h];
    });
    vision.finish({
      ...{ cameraId: 'id-1', epoch: 1, trackId: 3, className: 'car', score: 0.8, firstAtMs: start },
      ...{ width: 1280, height: 720, path },
    });
    await world.clock.advance(1000);
    const scene = { ...road(), rules: { 'stopped-vehicle': { enabled: false } } };
    const cameras = [{ cameraId: 'id-1', scene }];
    const asked = replayed(world.window, { cameras, fromAtMs: start, toAtMs: start + 3_600_000 });
    await world.clock.advance(1000);
    const report = await asked;
    expect([report.tracks, report.lost.map(({ type }) => type), report.fresh, report.unchanged]).toEqual([
      1,
      ['stopped-vehicle'],
      [],
      0,
    ]);
  });
});

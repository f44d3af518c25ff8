import { describe, expect, it } from 'vitest';
import type { RulesSettings } from '../../incident/settings.ts';
import { carAt } from '../../traffic/road/testing/flatRoad.ts';
import { createWorld } from '../station/testing/world.ts';
import { replayed } from './testing/replayed.ts';
import { drive, road, stopsAt60, watched } from './testing/watchedRoad.ts';

const off = { 'stopped-vehicle': { enabled: false } };
const save = (baseVersion: number | null, rules: Record<string, Record<string, unknown>>) =>
  ({ baseVersion, note: 'tried out', rules }) as const;

describe('rules of the site', () => {
  it('are kept by version with author and time, and told to every window', async () => {
    const { world } = await watched();
    const told: unknown[] = [];
    world.window.siteRules({}, { item: (version) => told.push(version?.version ?? null) });
    await world.settle();
    const savedAtMs = world.clock.wallMs();
    await world.window.saveSiteRules(save(null, off));
    await world.window.saveSiteRules({ ...save(1, { queue: { onKmh: 8 } }), author: ' Ann ' });
    await world.settle();
    const { versions } = await world.window.siteRulesVersions({});
    expect([told.at(0), told.at(-1), versions]).toEqual([
      null,
      2,
      [
        { version: 2, author: 'Ann', savedAtMs, note: 'tried out', rules: { queue: { onKmh: 8 } } },
        { version: 1, author: 'window-1', savedAtMs, note: 'tried out', rules: off },
      ],
    ]);
  });

  it('are in use from the next picture on, without a new start', async () => {
    const { world, vision, incidents } = await watched();
    await world.window.saveSiteRules(save(null, off));
    await drive(world, vision.observe, 20, stopsAt60(60));
    const whileOff = incidents.size;
    await world.window.saveSiteRules(save(1, { 'stopped-vehicle': { severity: 'low' } }));
    await drive(world, vision.observe, 10, () => 60);
    expect([whileOff, [...incidents.values()].map(({ type, severity }) => [type, severity])]).toEqual([
      0,
      [['stopped-vehicle', 'low']],
    ]);
  });

  it('end what a rule found that they switch off, while the numbers go on', async () => {
    const { world, vision, incidents } = await watched();
    await drive(world, vision.observe, 20, stopsAt60(60));
    const open = [...incidents.values()].map(({ endedAtMs }) => endedAtMs);
    await world.window.saveSiteRules(save(null, off));
    await drive(world, vision.observe, 20, () => 60);
    const [found] = incidents.values();
    const { entries } = await world.window.incidentEntries({ incidentId: found!.incidentId });
    const span = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER, cameraIds: ['id-1'], lengthMs: 10_000 };
    const { intervals } = await world.window.intervals(span);
    const begins = new Set(intervals.map(({ beginAtMs }) => beginAtMs));
    expect([open, incidents.size, entries.at(-1)?.text, begins.size]).toEqual([
      [null],
      1,
      'Stopped vehicle: the rule was switched off.',
      (Math.max(...begins) - Math.min(...begins)) / 10_000 + 1,
    ]);
  });

  it('give way to what a camera sets on its own', async () => {
    const { world, vision, version, incidents } = await watched();
    await world.window.saveSiteRules(save(null, off));
    const scene = { ...road(), rules: { 'stopped-vehicle': { enabled: true } } };
    await world.window.saveScene({ cameraId: 'id-1', baseVersion: version, note: '', scene });
    await drive(world, vision.observe, 20, stopsAt60(60));
    expect([...incidents.values()].map(({ type }) => type)).toEqual(['stopped-vehicle']);
  });

  it('hold after the next start too', async () => {
    const { world } = await watched();
    await world.window.saveSiteRules(save(null, off));
    const next = await createWorld(() => world.stores);
    const vision = next.startVision();
    const found: unknown[] = [];
    next.window.incidents({}, { item: ({ incidents }) => found.push(...incidents) });
    await drive(next, vision.observe, 20, stopsAt60(60));
    expect(found).toEqual([]);
  });

  it('of an earlier version, with settings that no rule has any more, hold without them', async () => {
    const { world } = await watched();
    const rules = { collision: { fromKmh: 30 }, 'stopped-vehicle': { severity: 'low' } };
    world.stores.siteRules.save({ author: 'Ann', savedAtMs: 0, note: '', rules }, null);
    const next = await createWorld(() => world.stores);
    const vision = next.startVision();
    const found: unknown[] = [];
    next.window.incidents({}, { item: ({ incidents }) => found.push(...incidents.map(({ severity }) => severity)) });
    await drive(next, vision.observe, 20, stopsAt60(60));
    const { versions } = await next.window.siteRulesVersions({});
    const refused = next.window.saveSiteRules(save(1, { collision: { fromKmh: 30 } }));
    await expect(refused).rejects.toThrow('The rule "collision" has no setting "fromKmh"; leave it out.');
    expect([new Set(found), versions[0]?.rules]).toEqual([
      new Set(['low']),
      { collision: {}, 'stopped-vehicle': { severity: 'low' } },
    ]);
  });

  it.each([
    [{ hover: {} }, 'There is no rule "hover"'],
    [{ pedestrian: { zones: ['road'] } }, 'The rule "pedestrian" names zones of one camera'],
    [
      { queue: { onKmh: 40, offKmh: 50 } },
      'Camera 1, North, has settings of its own that do not go with these. The rule "queue" contradicts itself',
    ],
  ])('that cannot be are refused, and nothing is saved: %j', async (rules, reason) => {
    const { world, version } = await watched();
    const scene = { ...road(), rules: { queue: { offKmh: 30 } } };
    await world.window.saveScene({ cameraId: 'id-1', baseVersion: version, note: '', scene });
    await expect(world.window.saveSiteRules(save(null, rules))).rejects.toThrow(reason);
    expect([world.stores.siteRules.newest(), await world.window.saveSiteRules(save(null, off))]).toEqual([
      null,
      { version: 1 },
    ]);
  });

  it('that others changed meanwhile are not written over', async () => {
    const { world } = await watched();
    await world.window.saveSiteRules(save(null, off));
    await expect(world.window.saveSiteRules(save(null, {}))).rejects.toThrow('were saved meanwhile');
    expect(world.stores.siteRules.newest()?.rules).toEqual(off);
  });

  it('refuse a scene that contradicts them', async () => {
    const { world, version } = await watched();
    await world.window.saveSiteRules(save(null, { queue: { onKmh: 18, offKmh: 20 } }));
    const sceneWith = (offKmh: number) => ({ ...road(), rules: { queue: { offKmh } } });
    const saveScene = (offKmh: number) =>
      world.window.saveScene({ cameraId: 'id-1', baseVersion: version, note: '', scene: sceneWith(offKmh) });
    await expect(saveScene(15)).rejects.toThrow('The rule "queue" contradicts itself');
    expect(await saveScene(25)).toEqual({ version: version + 1 });
  });
});

describe('a replay', () => {
  it('judges by the rules of the site, and by others of them to see what those would change', async () => {
    const { world, vision } = await watched();
    const fromAtMs = world.clock.wallMs();
    const path = Array.from({ length: 200 }, (_, i): [number, number, number, number, number] => {
      const { cx, cy, w, h } = carAt(stopsAt60(60)(i / 5), 30);
      return [200 * i, cx, cy, w, h];
    });
    vision.finish({
      ...{ cameraId: 'id-1', epoch: 1, trackId: 3, className: 'car', score: 0.8, firstAtMs: fromAtMs },
      ...{ width: 1280, height: 720, path },
    });
    await world.clock.advance(1000);
    const compared = async (siteRules?: RulesSettings) => {
      const span = { fromAtMs, toAtMs: fromAtMs + 3_600_000 };
      const asked = replayed(world.window, { cameras: [{ cameraId: 'id-1', scene: road() }], ...span, siteRules });
      await world.clock.advance(1000);
      const { lost, fresh, unchanged } = await asked;
      return [lost.map(({ type }) => type), fresh.map(({ type }) => type), unchanged];
    };
    const asTheyAre = await compared();
    const changedForBuses = await compared({ 'stopped-vehicle': { busDwellS: 90 } });
    const switchedOff = await compared(off);
    await world.window.saveSiteRules(save(null, off));
    expect([asTheyAre, changedForBuses, switchedOff, await compared(), await compared({})]).toEqual([
      [[], [], 0],
      [[], [], 1],
      [['stopped-vehicle'], [], 0],
      [[], [], 0],
      [[], ['stopped-vehicle'], 0],
    ]);
  });
});

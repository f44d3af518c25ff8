import { describe, expect, it } from 'vitest';
import { emptyScene } from '../../traffic/scene/scene.ts';
import { imported, north, site, south } from './testing/siteFiles.ts';
import { createWorld } from './testing/world.ts';

describe('a site file', () => {
  it('brings cameras, settings and credentials, which leave the URL', async () => {
    const world = createWorld();
    const text = JSON.stringify({
      schemaVersion: 1,
      name: 'Ring road',
      allowLoopback: true,
      allowedCidrs: ['10.0.0.0/8'],
      cameras: [
        { ...north, sourceUrl: 'rtsp://admin:secret1@10.0.0.1:554/live', analysisFps: 2 },
        { ...south, credentials: { user: 'u', password: 'secret2' }, enabled: false },
      ],
    });
    const { report } = await imported(world, text);
    expect({
      report,
      cameras: world.stores.cameras.list(),
      credentials: ['id-1', 'id-2'].map((id) => world.stores.cameras.credentialsOf(id)),
      settings: world.stores.settings.read(),
    }).toMatchObject({
      report: { added: 2, updated: 0, problems: [] },
      cameras: [
        { ...north, enabled: true, analysisFps: 2, playback: { pace: 'realTime', loop: true }, hasCredentials: true },
        { ...south, enabled: false, analysisFps: 5, hasCredentials: true },
      ],
      credentials: [
        { user: 'admin', password: 'secret1' },
        { user: 'u', password: 'secret2' },
      ],
      settings: { siteName: 'Ring road', addressRules: { allowLoopback: true, allowedCidrs: ['10.0.0.0/8'] } },
    });
  });

  it('changes cameras that are there already, by their URL, and keeps what it does not name', async () => {
    const world = createWorld();
    await imported(world, site({ ...north, credentials: { user: 'a', password: 'b' } }, south));
    const { report, cameras } = await imported(world, site({ name: 'North', sourceUrl: 'rtsp://10.0.0.1:554/live' }));
    expect([report, cameras, world.stores.cameras.credentialsOf('id-1')]).toEqual([
      { added: 0, updated: 1, problems: [] },
      ['1 North id-1', '2 South gate id-2'],
      { user: 'a', password: 'b' },
    ]);
  });

  it('gives cameras without a number the lowest that is free', async () => {
    const world = createWorld();
    await imported(world, site({ ...north, number: 2 }));
    const { cameras } = await imported(
      world,
      site(
        { name: 'A', sourceUrl: '/a.mp4' },
        { name: 'B', sourceUrl: '/b.mp4', number: 3 },
        { name: 'C', sourceUrl: '/c.mp4' },
      ),
    );
    expect(cameras).toEqual(['2 North gate id-1', '1 A id-2', '3 B id-3', '4 C id-4']);
  });

  it('may swap the numbers of two cameras, and give one the number that another had', async () => {
    const world = createWorld();
    await imported(world, site(north, south));
    const swapped = await imported(world, site({ ...north, number: 2 }, { ...south, number: 1 }));
    const pushed = await imported(
      world,
      site({ ...north, number: 1 }, { name: 'South gate', sourceUrl: south.sourceUrl }),
    );
    expect([swapped.cameras, pushed.cameras]).toEqual([
      ['2 North gate id-1', '1 South gate id-2'],
      ['1 North gate id-1', '2 South gate id-2'],
    ]);
  });

  it('comes back from an export as it was, and never with a secret', async () => {
    const world = createWorld();
    await imported(world, site({ ...north, credentials: { user: 'canaryUser', password: 'canaryPass' } }, south));
    const { text } = await world.window.exportSite({});
    const other = createWorld();
    const again = await imported(other, text);
    expect([
      again.report,
      (await other.window.exportSite({})).text,
      /canary/.test(text),
      /North gate/.test(text),
    ]).toEqual([{ added: 2, updated: 0, problems: [] }, text, false, true]);
  });

  it('brings the scenes of its cameras, once', async () => {
    const scene = emptyScene({ width: 640, height: 360 });
    const world = createWorld();
    await imported(world, site({ ...north, scene }));
    await imported(world, site({ ...north, scene }));
    const { text } = await world.window.exportSite({});
    expect([
      world.stores.scenes.newest().map(({ version, author }) => [version, author]),
      JSON.parse(text).cameras[0].scene,
    ]).toEqual([[[1, 'site file']], scene]);
  });

  it('brings the rules of the whole site as a version, once, and takes them along', async () => {
    const rules = { 'stopped-vehicle': { dwellS: 12 } };
    const world = createWorld();
    const told: unknown[] = [];
    world.window.siteRules({}, { item: (version) => told.push(version?.rules ?? null) });
    await world.settle();
    await imported(world, JSON.stringify({ schemaVersion: 1, rules, cameras: [north] }));
    await imported(world, JSON.stringify({ schemaVersion: 1, rules, cameras: [north] }));
    await imported(world, site(north));
    await world.settle();
    const { text } = await world.window.exportSite({});
    const other = createWorld();
    await imported(other, text);
    expect([
      told.at(0),
      told.at(-1),
      world.stores.siteRules.versions().map(({ version, author, note }) => [version, author, note]),
      other.stores.siteRules.newest()?.rules,
    ]).toEqual([null, rules, [[1, 'site file', 'Taken from a site file.']], rules]);
  });

  it('must not contradict itself, nor a scene that stays: rules and scenes go together', async () => {
    const drawn = { ...emptyScene({ width: 640, height: 360 }), rules: { queue: { offKmh: 20 } } };
    const strict = { queue: { onKmh: 25, offKmh: 30 } };
    const world = createWorld();
    const withRules = (...cameras: object[]) => JSON.stringify({ schemaVersion: 1, rules: strict, cameras });
    const together = await imported(world, withRules({ ...north, scene: drawn }));
    await imported(world, site({ ...north, scene: drawn }));
    const beside = await imported(world, withRules(north, south));
    const replaced = await imported(world, withRules({ ...north, scene: { ...drawn, rules: {} } }));
    const fault = 'The rule "queue" contradicts itself: offKmh must not be below onKmh.';
    expect([together.report.problems, beside.report.problems, replaced.report.problems]).toEqual([
      [`Camera entry 1 ("North gate"): "scene": ${fault}`],
      [`Camera 1, North gate, has settings of its own that do not go with these. ${fault}`],
      [],
    ]);
    expect(world.stores.siteRules.newest()?.rules).toEqual(strict);
  });

  it('with a byte order mark is read', async () => {
    const world = createWorld();
    expect((await imported(world, `\uFEFF${site(north)}`)).report.added).toBe(1);
  });
});

import { emptyScene } from '../../traffic/scene/scene.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateKeys } from './duplicateKeys.ts';
import { readSiteFile } from './siteFileReader.ts';
import { createWorld, type World } from './testing/world.ts';

const north = { number: 1, name: 'North gate', sourceUrl: 'rtsp://10.0.0.1/live' };
const south = { number: 2, name: 'South gate', sourceUrl: 'rtsp://10.0.0.2/live' };

function site(...cameras: object[]): string {
  return JSON.stringify({ schemaVersion: 1, cameras });
}

async function imported(world: World, text: string) {
  const report = await world.window.importSite({ text });
  const cameras = world.stores.cameras.list().map(({ number, name, cameraId }) => `${number} ${name} ${cameraId}`);
  return { report, cameras };
}

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

describe('a scene in a site file that cannot be used', () => {
  it('is told by its camera and field, and nothing is imported', async () => {
    const world = createWorld();
    const scene = { ...emptyScene({ width: 640, height: 360 }), lanes: [{ id: 'a' }] };
    const { report } = await imported(world, site({ ...north, scene }, south));
    expect([report.added, report.problems[0], world.stores.cameras.list()]).toEqual([
      0,
      'Camera entry 1 ("North gate"): The scene: "lanes.0.name" is missing.',
      [],
    ]);
  });
});

describe('a site file with faults (F58)', () => {
  const outline = [
    { x: 64, y: 36 },
    { x: 320, y: 180 },
    { x: 320, y: 36 },
    { x: 64, y: 180 },
  ];
  const crossed = { id: 'z', name: 'Bus bay', kind: 'no-stopping', outline };
  const long = 'x'.repeat(81);
  it.each<[string, string, string[]]>([
    ['nothing', '', ['The site file is empty.']],
    ['spaces', ' \n', ['The site file is empty.']],
    [
      'half of a file',
      site(north, south).slice(0, 90),
      ['The site file is no JSON: it is cut off or has a typing error. Export it again or correct it.'],
    ],
    [
      'a picture',
      '\u0089PNG\r\n\u001a\n',
      ['The site file is no JSON: it is cut off or has a typing error. Export it again or correct it.'],
    ],
    ['a list', '[]', ['The site file: it must be an object in { }.']],
    ['null', 'null', ['The site file: it must be an object in { }.']],
    [
      'a name that stands twice',
      '{"schemaVersion":1,"cameras":[{"name":"a","number":1,"number":2,"sourceUrl":"/a.mp4"}]}',
      ['The site file names "number" twice in one place. Remove one of them.'],
    ],
    [
      'another version and no cameras',
      '{"schemaVersion":2}',
      ['The site file: "schemaVersion" must be 1; "cameras" is missing.'],
    ],
    ['no version', '{"cameras":[]}', ['The site file: "schemaVersion" must be 1.']],
    [
      'cameras that are no list',
      '{"schemaVersion":1,"cameras":{}}',
      ['The site file: "cameras" must be a list in [ ].'],
    ],
    [
      'a camera that is no object',
      site('rtsp://a/' as unknown as object),
      ['Camera entry 1: it must be an object in { }.'],
    ],
    [
      'unknown fields',
      JSON.stringify({ schemaVersion: 1, fps: 5, cameras: [{ ...north, fps: 5, url: 'x' }] }),
      [
        'Camera entry 1 ("North gate"): "fps" is no known field; "url" is no known field.',
        'The site file: "fps" is no known field.',
      ],
    ],
    [
      'wrong kinds of values',
      site({ number: '1', name: 7, sourceUrl: true, enabled: 'yes', analysisFps: null, playback: 'fast' }),
      [
        'Camera entry 1: "number" must be a number; "name" must be text in quotes; "sourceUrl" must be text in quotes; ' +
          '"enabled" must be true or false; "analysisFps" must be a number; "playback" must be an object in { }.',
      ],
    ],
    [
      'values out of range, one sentence an entry',
      site(
        { ...north, number: 0, analysisFps: 31 },
        { ...south, name: '', number: 1.5 },
        { ...south, name: long, number: 10_000, playback: { pace: 'slow' } },
      ),
      [
        'Camera entry 1 ("North gate"): "number" must be at least 1; "analysisFps" must be at most 30.',
        'Camera entry 2: "number" must be a whole number; "name" must not be empty.',
        `Camera entry 3 ("${long.slice(0, 80)}"): "number" must be at most 9999; "name" may have at most 80 characters; ` +
          '"playback.pace" must be "realTime" or "fast".',
      ],
    ],
    ['missing fields', site({}, north), ['Camera entry 1: "name" is missing; "sourceUrl" is missing.']],
    [
      'the same number and the same URL twice',
      site(north, { ...south, number: 1 }, { ...south, number: 9, sourceUrl: 'rtsp://x:y@10.0.0.1:554/live' }),
      [
        'Camera entry 2 ("South gate"): "number" 1 stands in camera entry 1 ("North gate") already.',
        'Camera entry 3 ("South gate"): "sourceUrl" is that of camera entry 1 ("North gate").',
      ],
    ],
    [
      'rules that are none, and settings that no rule has',
      JSON.stringify({
        schemaVersion: 1,
        rules: { hover: {}, collision: { fromKmh: 20 }, pedestrian: { zones: ['road'] } },
        cameras: [],
      }),
      [
        expect.stringContaining('The site file: "rules": There is no rule "hover"; the known ones are '),
        'The site file: "rules": The rule "collision" has no setting "fromKmh"; leave it out.',
        'The site file: "rules": The rule "pedestrian" names zones of one camera\'s scene, which other cameras do not have; set it for that camera.',
      ],
    ],
    [
      'a scene with a zone whose outline crosses itself',
      site({ ...north, scene: { ...emptyScene({ width: 640, height: 360 }), zones: [crossed] } }),
      ['Camera entry 1 ("North gate"): "scene": Zone Bus bay crosses itself; move its corners apart.'],
    ],
    [
      'a scene with a setting that no rule has',
      site({ ...north, scene: { ...emptyScene({ width: 640, height: 360 }), rules: { collision: { fromKmh: 20 } } } }),
      ['Camera entry 1 ("North gate"): "scene": The rule "collision" has no setting "fromKmh"; leave it out.'],
    ],
    [
      'rules that are no object',
      JSON.stringify({ schemaVersion: 1, rules: [], cameras: [] }),
      ['The site file: "rules" must be an object in { }.'],
    ],
    [
      'a network that is none',
      JSON.stringify({ schemaVersion: 1, allowedCidrs: ['10.0.0.0/8', 'ten'], cameras: [] }),
      ['The site file: "allowedCidrs": "ten" is not a network.'],
    ],
  ])('%s: says what is wrong and takes nothing', async (_, text, problems) => {
    const world = createWorld();
    const before = [world.stores.settings.read(), world.stores.cameras.list()];
    const { report } = await imported(world, text);
    expect(report).toEqual({ added: 0, updated: 0, problems });
    expect([world.stores.settings.read(), world.stores.cameras.list()]).toEqual(before);
  });

  it('names a URL that cannot be used without repeating the password in it', async () => {
    const world = createWorld();
    const { report } = await imported(world, site({ ...north, sourceUrl: 'rtsp://admin:canaryPass@10.0.0.1:99999/x' }));
    expect(report.problems).toEqual([
      expect.stringMatching(/^Camera entry 1 \("North gate"\): "sourceUrl" cannot be used\. .*port/i),
    ]);
    expect(JSON.stringify(report)).not.toContain('canaryPass');
  });

  it('does not take the number of a camera that it does not name', async () => {
    const world = createWorld();
    await imported(world, site(north));
    const { report, cameras } = await imported(
      world,
      site({ ...south, number: 1 }, { name: 'B', sourceUrl: '/b.mp4' }),
    );
    expect([report.problems, cameras]).toEqual([
      ['Camera entry 1 ("South gate"): "number" 1 belongs to the camera "North gate", which is not in the file.'],
      ['1 North gate id-1'],
    ]);
  });

  it('of a size beyond all measure is refused before it is read', () => {
    expect(readSiteFile(' '.repeat(4_000_001), () => null).problems).toEqual([
      'The site file is too large: at most 4 million characters are read.',
    ]);
  });

  it('never throws, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const reading = readSiteFile(text, () => null);
        expect(reading.problems.length > 0 || reading.site !== null).toBe(true);
      }),
    );
  });
});

describe('names that stand twice', () => {
  it.each<[string, string[]]>([
    ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', []],
    ['{"a":1,"a":2}', ['a']],
    ['[{"x":{"y":1,"y":2}}]', ['y']],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
    ['{"a":"a:a","b":"a"}', []],
    ['{"\\u0061":1,"a":2}', ['a']],
  ])('%s: %j', (text, names) => {
    expect(duplicateKeys(text)).toEqual(names);
  });

  it('are none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(duplicateKeys(JSON.stringify(value))).toEqual([]);
      }),
    );
  });
});

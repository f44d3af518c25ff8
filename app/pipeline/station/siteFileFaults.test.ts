import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyScene } from '../../traffic/scene/scene.ts';
import { readSiteFile } from './siteFileReader.ts';
import { imported, north, site, south } from './testing/siteFiles.ts';
import { createWorld } from './testing/world.ts';

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

import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openConsole, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';
import type { RoadPosition, TrafficState } from '../../../app/contracts/trafficCalls.ts';
import type { Incident, IncidentEntry } from '../../../app/incident/incident.ts';
import type { EarthPoint, GeoFrame } from '../../../app/space/geo.ts';
import { emptyScene, type Scene } from '../../../app/traffic/scene/scene.ts';
import { MapPage } from './MapPage.tsx';
import type { MapContent, MapEvents, OpenRoadMap } from './roadMap.ts';

/** A map that draws nothing and remembers what it was told. */
function drawnMap() {
  const told = {
    content: null as MapContent | null,
    levels: {} as Record<string, string>,
    shown: [] as string[],
    frames: [] as [string, GeoFrame][],
    fitted: [] as number[],
    users: [] as readonly RoadPosition[],
    placing: false,
    closed: false,
  };
  let events: MapEvents | null = null;
  const open: OpenRoadMap = async (_container, given) => {
    events = given;
    return {
      show: (content) => void (told.content = content),
      setLevels: (levels) => void (told.levels = Object.fromEntries(levels)),
      setFrames: (frames) => void (told.frames = [...frames]),
      setShown: (shown) => void (told.shown = [...shown]),
      putUsers: (users) => void (told.users = users),
      fit: (places) => void told.fitted.push(places.length),
      zoomBy: () => undefined,
      setPlacing: (on) => void (told.placing = on),
      close: () => void (told.closed = true),
    };
  };
  return { told, open, happen: (what: (events: MapEvents) => void) => act(async () => events && what(events)) };
}

const geo: GeoFrame = { latDeg: 48, lonDeg: 11, yBearingDeg: 0 };
const pair = (x: number, y: number, xM: number, yM: number) => ({ image: { x, y }, ground: { xM, yM } });
/** A road that lies straight before the camera: 10 m wide at the lower edge of the picture, 40 m long. */
const road: Scene = {
  ...emptyScene({ width: 1000, height: 1000 }),
  geo,
  calibration: {
    method: 'points',
    pairs: [pair(0, 1000, -5, 10), pair(1000, 1000, 5, 10), pair(800, 400, 9, 50), pair(200, 400, -9, 50)],
    controlPoints: [],
    controlLengths: [],
    lens: null,
  },
  lanes: [
    {
      id: 'north',
      name: 'Northbound',
      kind: 'driving',
      course: [
        { x: 500, y: 1000 },
        { x: 500, y: 400 },
      ],
      widthM: 3.5,
      limitKmh: 50,
      solidLeft: false,
      solidRight: false,
    },
  ],
};
const traffic = (more: Partial<TrafficState> = {}): TrafficState => ({
  cameraId: 'id-1',
  state: 'measuring',
  reason: null,
  sceneVersion: 1,
  idleRules: [],
  lanes: [{ laneId: 'north', levelOfService: 'D', flowVehH: 1200, speedKmh: 41, queueM: 0 }],
  ...more,
});

async function openMapPage(hash = '#/map', scene: Scene | null = road) {
  const map = drawnMap();
  const page = await openConsole(hash, {
    map: <MapPage openMap={map.open} picture={({ camera }) => <p>Picture of {camera.name}</p>} />,
  });
  const caller = { name: 'window-2' };
  if (scene) {
    await page.station.implementation.saveScene({ cameraId: 'id-1', baseVersion: null, note: '', scene }, caller);
    await page.advance(100);
  }
  return { ...page, ...map };
}
const listed = (group: string): string[] => {
  const section = screen.getByRole('heading', { name: new RegExp(`^${group}`) }).parentElement;
  return within(section as HTMLElement)
    .getAllByRole('button')
    .map(readText);
};
const press = (name: string | RegExp): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

describe('the cameras beside the map', () => {
  it('are those on the map, and those that are not yet', async () => {
    await openMapPage();
    expect([listed('On the map'), listed('Not on the map yet').length, listed('Not on the map yet')[0]]).toEqual([
      ['1 Junction 7 north Live'],
      7,
      '2 Junction 7 south Stalled',
    ]);
  });

  it('open a card with picture and ways to the wall and the scene, and bring the map there', async () => {
    const { told } = await openMapPage();
    const before = told.fitted.length;
    await press(/^1 Junction/);
    const card = screen.getByRole('region', { name: 'Camera 1, Junction 7 north' });
    expect({
      text: readText(card.querySelector('p')),
      links: within(card)
        .getAllByRole('link')
        .map((link) => [readText(link), link.getAttribute('href')]),
      hash: window.location.hash,
      moved: told.fitted.length - before,
    }).toEqual({
      text: 'Picture of Junction 7 north',
      links: [
        ['Wall', '#/wall/id-1'],
        ['Scene', '#/scene/id-1'],
      ],
      hash: '#/map/id-1',
      moved: 1,
    });
  });

  it('say why the analytics of one rest', async () => {
    const page = await openMapPage('#/map/id-1');
    page.station.traffic.setTraffic([traffic({ state: 'paused', reason: 'The camera was moved.' })]);
    await page.advance(100);
    expect(readText(screen.getByRole('region', { name: /^Camera 1/ }))).toContain('The camera was moved.');
  });
});

describe('the map', () => {
  it('gets each camera, its field of view and its lanes where they lie on earth', async () => {
    const { told } = await openMapPage();
    const [camera] = told.content?.cameras.features ?? [];
    const lane = told.content?.lanes.features[0];
    const field = told.content?.fields.features[0];
    const ends =
      lane?.geometry.type === 'LineString'
        ? lane.geometry.coordinates.map(([lon = 0, lat = 0]) => [
            round((lon - 11) * 1e4, 1),
            round((lat - 48) * 1e4, 1),
          ])
        : [];
    expect({ camera: camera?.properties, lane: lane?.properties?.['key'], ends, field: field?.geometry.type }).toEqual({
      camera: { cameraId: 'id-1', icon: 'camera/live/usual/1', order: 0 },
      lane: 'id-1/north',
      // 10 and 50 m north: 1e-4 degrees are 11.1 m.
      ends: [
        [0, 0.9],
        [0, 4.5],
      ],
      field: 'Polygon',
    });
  });

  it('colours lanes by level of service while the camera measures, and not while it rests', async () => {
    const { told, station, advance } = await openMapPage();
    station.traffic.setTraffic([traffic()]);
    await advance(600);
    const measuring = told.levels;
    station.traffic.setTraffic([traffic({ state: 'paused', reason: 'It is dark.' })]);
    await advance(600);
    expect([measuring, told.levels]).toEqual([{ 'id-1/north': 'D' }, {}]);
  });

  it('gets the road users of calibrated cameras past the page, and none when nobody wants to see them', async () => {
    const { told, station, advance } = await openMapPage();
    const at = (xM: number): RoadPosition[] => [
      { cameraId: 'id-1', trackId: 7, className: 'car', xM, yM: 20, headingRad: 1.57, speedKmh: 40 },
    ];
    station.traffic.setRoadUsers(at(1));
    await advance(100);
    const seen = told.users.map(({ trackId, xM }) => [trackId, xM]);
    await act(async () => void fireEvent.click(screen.getByRole('checkbox', { name: 'Road users' })));
    station.traffic.setRoadUsers(at(2));
    await advance(100);
    expect({ seen, after: told.users.map(({ xM }) => xM), shown: told.shown, frames: told.frames }).toEqual({
      seen: [[7, 1]],
      after: [1],
      shown: ['fields', 'lanes', 'incidents'],
      frames: [['id-1', geo]],
    });
  });

  it('opens on the whole site once, and does not move by itself afterwards', async () => {
    const { told, station, advance } = await openMapPage();
    const first = told.fitted.length;
    station.become(1, { state: 'failed' });
    await advance(600);
    expect([first, told.fitted.length, told.content?.cameras.features[0]?.properties?.['icon']]).toEqual([
      1,
      1,
      'camera/failed/usual/1',
    ]);
  });

  it('leads from a camera and from an incident on it to theirs', async () => {
    const { happen } = await openMapPage();
    await happen((events) => events.camera('id-1'));
    const camera = window.location.hash;
    await happen((events) => events.incident('i-9'));
    expect([camera, window.location.hash]).toEqual(['#/map/id-1', '#/incidents/i-9']);
  });

  it('is closed when the operator goes to another page', async () => {
    const { told, advance } = await openMapPage();
    window.location.hash = '#/health';
    await act(async () => void window.dispatchEvent(new HashChangeEvent('hashchange')));
    await advance();
    expect(told.closed).toBe(true);
  });

  it('says what is wrong with the map file, and goes on', async () => {
    const { happen } = await openMapPage();
    await happen((events) => events.problem('The site’s map file is cut off.'));
    expect([screen.getByText('The site’s map file is cut off.') !== null, listed('On the map').length]).toEqual([
      true,
      1,
    ]);
  });

  it('that cannot be drawn leaves the list of cameras', async () => {
    const failing: OpenRoadMap = () => Promise.reject(new Error('This window has no WebGL 2.'));
    await openConsole('#/map', { map: <MapPage openMap={failing} picture={() => null} /> });
    expect([readText(screen.getByRole('alert')), listed('Not on the map yet').length]).toEqual([
      'The map cannot be drawnThis window has no WebGL 2.',
      8,
    ]);
  });
});

describe('an incident', () => {
  it('shows where it is on the road while it lasts, and not as part of another one', async () => {
    const { told, station, advance } = await openMapPage();
    const incident: Incident = {
      ...{ incidentId: 'i-1', type: 'stopped-vehicle', severity: 'high', cameraId: 'id-1', beganAtMs: startAtMs },
      ...{ detectedAtMs: startAtMs, lastSeenAtMs: startAtMs, endedAtMs: null, trackIds: [], boxes: [], evidence: [] },
      ...{ place: { image: null, ground: { xM: 0, yM: 30 }, laneId: null, zoneId: null }, confidence: 1 },
      ...{ partOf: null, sceneVersion: 1, hasPicture: false },
    };
    const entry: IncidentEntry = { incidentId: 'i-1', atMs: startAtMs, what: 'detected', text: 'Found.' };
    station.traffic.happen(
      { incident, entries: [entry] },
      { incident: { ...incident, incidentId: 'i-2', partOf: 'i-1' }, entries: [{ ...entry, incidentId: 'i-2' }] },
    );
    await advance(600);
    expect(told.content?.incidents.features.map(({ properties }) => properties)).toEqual([
      { incidentId: 'i-1', icon: 'incident/high', order: 2 },
    ]);
  });
});

describe('placing a camera', () => {
  const point = (eastM: number, northM: number): EarthPoint => ({
    latDeg: 48 + northM / 111_200,
    lonDeg: 11 + eastM / 74_600,
  });

  it('takes two clicks on the map, shows at once what it sees, and is a new version of its scene', async () => {
    const { told, happen, station, advance } = await openMapPage('#/map/id-1', { ...road, geo: null });
    await press('Place on map');
    const isPlacing = told.placing;
    await happen((events) => events.place(point(0, 0)));
    await happen((events) => events.place(point(100, 0)));
    const preview = told.content?.fields.features.length;
    await press('Save');
    await advance(600);
    const [, args] = station.asked.findLast(([call]) => call === 'saveScene') ?? [];
    const saved = args as { baseVersion: number | null; note: string; scene: Scene };
    expect({
      isPlacing,
      preview,
      base: saved.baseVersion,
      note: saved.note,
      bearing: saved.scene.geo && round(saved.scene.geo.yBearingDeg, 0),
      lanes: saved.scene.lanes.length,
      after: [told.placing, listed('On the map')],
    }).toEqual({
      isPlacing: true,
      preview: 1,
      base: 1,
      note: 'Placed on the map',
      bearing: 90,
      lanes: 1,
      after: [false, ['1 Junction 7 north Live']],
    });
  });

  it('begins a scene for a camera that has none yet', async () => {
    const { happen, station, advance } = await openMapPage('#/map/id-3', null);
    await press('Place on map');
    await happen((events) => events.place(point(0, 0)));
    await press('Save');
    await advance(600);
    const [, args] = station.asked.findLast(([call]) => call === 'saveScene') ?? [];
    const { scene, baseVersion } = args as { scene: Scene; baseVersion: number | null };
    expect([scene.picture, scene.geo, baseVersion]).toEqual([
      { width: 1920, height: 1080 },
      { latDeg: 48, lonDeg: 11, yBearingDeg: 0 },
      null,
    ]);
  });

  it('works by figures alone, and refuses a place that is nowhere', async () => {
    await openMapPage('#/map/id-3', null);
    await press('Place on map');
    const write = (label: string, text: string): Promise<void> =>
      act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value: text } }));
    await write('Latitude, degrees', '91');
    await write('Longitude, degrees', '11.5');
    const refused = [
      readText(screen.getByRole('alert')),
      screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled'),
    ];
    await write('Latitude, degrees', '48.1');
    expect([...refused, screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')]).toEqual([
      'Latitudes lie between -90 and 90, longitudes between -180 and 180 degrees.',
      true,
      false,
    ]);
  });

  it('keeps what was placed when the station refuses, and says why', async () => {
    const { happen, station, advance } = await openMapPage('#/map/id-3', null);
    await press('Place on map');
    await happen((events) => events.place(point(0, 0)));
    station.refuse('The scene was changed meanwhile.');
    await press('Save');
    await advance(600);
    expect([
      readText(screen.getByRole('alert')),
      (screen.getByLabelText('Latitude, degrees') as HTMLInputElement).value,
    ]).toEqual(['The scene was changed meanwhile.', '48']);
  });

  it('says what is missing for a camera that never sent a picture', async () => {
    await openMapPage('#/map/id-4', null);
    await press('Place on map');
    expect(readText(screen.getByRole('alert'))).toMatch(/^This camera has not sent a picture yet/);
  });
});

import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole, readTable, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';
import type { Incident, IncidentEntry } from '../../../app/incident/incident.ts';
import { type SceneLane, emptyScene } from '../../../app/traffic/scene/scene.ts';

const minuteMs = 60_000;
const stop: Incident = {
  incidentId: 'stop',
  type: 'stopped-vehicle',
  severity: 'high',
  cameraId: 'id-1',
  beganAtMs: startAtMs - 2 * minuteMs,
  detectedAtMs: startAtMs - 2 * minuteMs + 9000,
  lastSeenAtMs: startAtMs,
  endedAtMs: null,
  place: { image: null, ground: { xM: 3.25, yM: 41 }, laneId: 'l1', zoneId: null },
  trackIds: [12],
  boxes: [[12, 960, 540, 200, 100]],
  confidence: 0.93,
  evidence: [{ what: 'standing for', value: 9, limit: 8, unit: 's' }],
  partOf: 'queue',
  sceneVersion: 1,
  hasPicture: false,
};
const queue: Incident = {
  ...stop,
  incidentId: 'queue',
  type: 'queue',
  severity: 'low',
  partOf: null,
  evidence: [{ what: 'queue length', value: 84, limit: 50, unit: 'm' }],
};
const wrongWay: Incident = {
  ...stop,
  incidentId: 'wrong',
  type: 'wrong-way',
  severity: 'critical',
  cameraId: 'id-3',
  beganAtMs: startAtMs - 40 * minuteMs,
  detectedAtMs: startAtMs - 40 * minuteMs + 2000,
  endedAtMs: startAtMs - 37 * minuteMs,
  place: { image: null, ground: null, laneId: null, zoneId: null },
  partOf: null,
};
const entryOf = ({ incidentId, detectedAtMs }: Incident): IncidentEntry => ({
  incidentId,
  atMs: detectedAtMs,
  what: 'detected',
  text: 'A vehicle stands in Lane 1.',
});

const rows = (): string[][] => readTable('List of incidents', 'grid').slice(1);
const detail = (): HTMLElement => screen.getByRole('region', { name: 'Selected incident' });
const facts = (): string[] => [...detail().querySelectorAll('dt, dd')].map(readText);

async function openWith(incidents: readonly Incident[], hash = '#/incidents'): Promise<OpenConsole> {
  const page = await openConsole(hash);
  const lane: SceneLane = {
    ...{ id: 'l1', name: 'Lane 1', kind: 'driving', widthM: 3.5, limitKmh: null, solidLeft: false, solidRight: false },
    course: [
      { x: 0, y: 0 },
      { x: 9, y: 9 },
    ],
  };
  await page.station.implementation.saveScene(
    {
      ...{ cameraId: 'id-1', baseVersion: null, note: '' },
      scene: { ...emptyScene({ width: 1920, height: 1080 }), lanes: [lane] },
    },
    { name: 'window-1' },
  );
  page.station.traffic.happen(...incidents.map((incident) => ({ incident, entries: [entryOf(incident)] })));
  await page.advance(500);
  return page;
}

async function press(page: OpenConsole, key: string): Promise<void> {
  fireEvent.keyDown(screen.getByRole('grid'), { key });
  await page.advance();
}

async function choose(page: OpenConsole, label: string, value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText(label, { exact: true }), { target: { value } });
  await page.advance();
}

describe('the list of incidents', () => {
  it('has the gravest that lasts first, and what is over at the end', async () => {
    await openWith([wrongWay, queue, stop]);
    expect(rows()).toEqual([
      ['High', 'Stopped vehicleLane 1', '1 · Junction 7 north', '09:28:09', 'LastingPart of another'],
      ['Low', 'QueueLane 1', '1 · Junction 7 north', '09:28:09', 'Lasting'],
      ['Critical', 'Wrong way–', '3 · Ring road west, km 12.4', '08:50:02', 'Ended after 3 min'],
    ]);
  });

  it('follows an incident to its end', async () => {
    const page = await openWith([stop]);
    const before = rows()[0]?.at(-1);
    page.station.traffic.happen({ incident: { ...stop, partOf: null, endedAtMs: startAtMs }, entries: [] });
    await page.advance(500);
    expect([before, rows()[0]?.at(-1)]).toEqual(['LastingPart of another', 'Ended after 2 min']);
  });

  it('goes by arrows, and Enter reads on beside it', async () => {
    const page = await openWith([wrongWay, queue, stop]);
    const titles: string[] = [];
    for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
      await press(page, key);
      titles.push(readText(within(detail()).getByRole('heading', { level: 2 })));
    }
    await press(page, 'Enter');
    expect([titles, document.activeElement === detail()]).toEqual([
      ['Queue Low', 'Wrong way Critical', 'Wrong way Critical', 'Queue Low', 'Stopped vehicle High'],
      true,
    ]);
  });

  it('is narrowed by what the operator asks, and says when nothing is left', async () => {
    const page = await openWith([wrongWay, queue, stop]);
    const types = (): string[] => rows().map((row) => row[1] ?? '');
    await choose(page, 'State', 'lasting');
    const lasting = types();
    await choose(page, 'Search incidents', '84 junction');
    const searched = types();
    await choose(page, 'Severity', 'critical');
    const none = screen.getByText('No incident fits the filters.').textContent;
    fireEvent.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
    await page.advance();
    expect({ lasting, searched, none, cleared: types().length }).toEqual({
      lasting: ['Stopped vehicleLane 1', 'QueueLane 1'],
      searched: ['QueueLane 1'],
      none: 'No incident fits the filters.',
      cleared: 3,
    });
  });

  it('draws of hundreds only what is in sight', async () => {
    await openWith(Array.from({ length: 200 }, (_, n) => ({ ...stop, incidentId: `stop-${n}`, partOf: null })));
    const grid = screen.getByRole('grid');
    expect([grid.getAttribute('aria-rowcount'), grid.querySelectorAll('tr[id]').length]).toEqual(['201', 12]);
  });

  it('is empty for a reason: nothing happened, or nothing is watched', async () => {
    await openWith([]);
    const quiet = readText(screen.getByRole('main'));
    await openConsole('#/incidents');
    const unwatched = readText(screen.getByRole('main'));
    expect([
      quiet.includes('The rules found nothing so far.'),
      quiet.includes('Draw a scene'),
      unwatched.includes('no camera has one yet.Draw a scene'),
    ]).toEqual([true, false, true]);
  });

  it('asks the station for a day that is long ago', async () => {
    const page = await openWith([]);
    const longAgo = new Date(2025, 5, 1, 12).getTime();
    const old = {
      ...wrongWay,
      beganAtMs: longAgo,
      detectedAtMs: longAgo,
      endedAtMs: longAgo + 4000,
      lastSeenAtMs: longAgo,
    };
    page.station.stores.incidents.save(old, []);
    const empty = screen.getByText('No incidents', { selector: 'h2' }).textContent;
    await choose(page, 'Day', '2025-06-01');
    expect([empty, rows(), page.station.asked.find(([call]) => call === 'findIncidents')]).toEqual([
      'No incidents',
      [['Critical', 'Wrong way–', '3 · Ring road west, km 12.4', '1 Jun, 12:00', 'Ended after 4.0 s']],
      ['findIncidents', { fromAtMs: new Date(2025, 5, 1).getTime(), toAtMs: new Date(2025, 5, 2).getTime() }],
    ]);
  });

  it('looks further back when asked, and says how far', async () => {
    const page = await openWith([]);
    const before = startAtMs - 20 * 86_400_000;
    page.station.stores.incidents.save({ ...wrongWay, beganAtMs: before, detectedAtMs: before, endedAtMs: before }, []);
    fireEvent.click(screen.getByRole('button', { name: 'Older incidents' }));
    await page.advance();
    expect([rows().length, readText(screen.getByText(/^Shown back to/))]).toEqual([
      1,
      'Shown back to Sat, 6 Dec 2025.',
    ]);
  });

  it('says why the station did not answer', async () => {
    const page = await openWith([stop]);
    page.station.refuse('The store is being repaired. Try again in a minute.');
    await choose(page, 'Day', '2025-06-01');
    expect(screen.getAllByRole('alert').map(readText)).toContain('The store is being repaired. Try again in a minute.');
  });
});

describe('the selected incident', () => {
  it('says why it was reported, where, when, what it is part of and what happened', async () => {
    const page = await openWith([wrongWay, queue, stop]);
    const one = { why: within(detail()).getAllByRole('listitem').map(readText), facts: facts() };
    fireEvent.click(within(detail()).getByRole('button', { name: /^Queue, / }));
    await page.advance();
    expect({
      ...one,
      hash: window.location.hash,
      part: within(detail()).getByRole('button', { name: /^Stop/ }).textContent,
    }).toEqual({
      why: [
        'Standing for 9 s, limit 8 s',
        'Queue, 1 · Junction 7 north, 09:28:09',
        '09:28:09DetectedA vehicle stands in Lane 1.',
      ],
      facts: [
        ...['Camera', '1 · Junction 7 north', 'Lane', 'Lane 1', 'Zone', '–', 'On the road', 'x 3.3 m, y 41.0 m'],
        ...['Began', '09:28:00', 'Detected', '09:28:09, 9.0 s after it began'],
        ...['Ended', 'Lasting, last seen 09:30:00', 'Scene', 'Version 1'],
      ],
      hash: '#/incidents/queue',
      part: 'Stopped vehicle, 1 · Junction 7 north, 09:28:09',
    });
  });

  it('shows its picture with boxes and the way of its tracks, in pixels of the source', async () => {
    const page = await openWith([]);
    const { stores } = page.station;
    stores.tracks.append([
      {
        ...{ cameraId: 'id-1', epoch: 1, trackId: 12, className: 'car', score: 0.9, width: 1280, height: 720 },
        firstAtMs: stop.detectedAtMs - 4000,
        path: [
          [0, 400, 300, 200, 100],
          [4000, 600, 300, 200, 100],
        ],
      },
    ]);
    page.station.traffic.happen({ incident: { ...stop, hasPicture: true }, entries: [] });
    stores.incidents.savePicture('stop', new Uint8Array([0xff, 0xd8, 0xff, 0xd9]));
    await page.advance(500);
    const image = within(detail()).getByRole('img', { name: 'Stopped vehicle, 1 · Junction 7 north, 09:28:09' });
    const drawing = image.parentElement?.querySelector('svg');
    expect({
      view: drawing?.getAttribute('viewBox'),
      box: ['x', 'y', 'width', 'height'].map((name) => drawing?.querySelector('rect')?.getAttribute(name)),
      tail: drawing?.querySelector('polyline')?.getAttribute('points'),
    }).toEqual({ view: '0 0 1280 720', box: ['860', '490', '200', '100'], tail: '400,350 600,350' });
  });

  it('says that it has no picture', async () => {
    await openWith([stop]);
    expect(within(detail()).getByText('No picture was kept of this incident.')).toBeDefined();
  });

  it('leads to the wall, the scene and the map of its camera, by key too', async () => {
    await openWith([stop]);
    const links = within(detail())
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'));
    fireEvent.keyDown(document.body, { key: 'w' });
    expect([links, window.location.hash]).toEqual([['#/wall/id-1', '#/scene/id-1', '#/map/id-1'], '#/wall/id-1']);
  });
});

import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenConsole, openConsole, readTable, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';
import type { Incident } from '../../../app/incident/incident.ts';
import {
  type Interval,
  type IntervalSums,
  type MeasuredElement,
  noSums,
} from '../../../app/traffic/quantities/interval.ts';
import { quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import { type Scene, emptyScene } from '../../../app/traffic/scene/scene.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const points = { from: { x: 0, y: 0 }, to: { x: 9, y: 0 } };
const scene: Scene = {
  ...emptyScene({ width: 1920, height: 1080 }),
  lines: [
    { id: 'n', name: 'North', ...points },
    { id: 's', name: 'South', ...points },
  ],
  sections: [{ id: 'sec', name: 'Bridge', fromLineId: 'n', toLineId: 's' }],
};
const line: MeasuredElement = { kind: 'line', id: 'n' };
const view: MeasuredElement = { kind: 'camera', id: 'id-1' };

/** 60 vehicles of which a tenth are buses, at 20 m/s, within a fully watched interval. */
const busy = (lengthMs: number): IntervalSums => ({
  ...noSums,
  counts: { car: { forward: 54, backward: 0 }, bus: { forward: 4, backward: 2 } },
  ...{ speedN: 60, speedSum: 1200, speedSquareSum: 24_000, slownessSum: 3, speedVarianceSum: 6 },
  ...{ coveredMs: lengthMs / 10, observedMs: lengthMs },
});

function interval(
  element: MeasuredElement,
  beginAtMs: number,
  lengthMs: number,
  rest: Partial<Interval> = {},
): Interval {
  return {
    ...{ cameraId: 'id-1', element, beginAtMs, lengthMs },
    ...{ sums: busy(lengthMs), grade: 'A', flags: [], sceneVersion: 1, ...rest },
  };
}

/** jsdom knows no layout, and charts draw nothing into a box without size: it gives them one, which costs time. */
function givingSize(): void {
  const box = { ...{ x: 0, y: 0, left: 0, top: 0, right: 560, bottom: 210 }, width: 560, height: 210 };
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
}

// Elsewhere the charts complain that their box has no size.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

async function openWith(intervals: readonly Interval[], incidents: readonly Incident[] = []): Promise<OpenConsole> {
  const page = await openConsole('#/analytics');
  await page.station.implementation.saveScene(
    { cameraId: 'id-1', baseVersion: null, note: '', scene },
    { name: 'window-1' },
  );
  page.station.stores.intervals.append(intervals);
  for (const incident of incidents) page.station.stores.incidents.save(incident, []);
  await settle(page);
  fireEvent.click(screen.getByRole('radio', { name: 'Day' }));
  await settle(page);
  return page;
}

/** The page's code and the answers come one after the other. */
async function settle(page: OpenConsole): Promise<void> {
  await vi.dynamicImportSettled();
  for (let round = 0; round < 3; round++) await page.advance(200);
}

async function open(page: OpenConsole, tab: string): Promise<void> {
  fireEvent.click(screen.getByRole('tab', { name: tab }));
  await settle(page);
}

async function choose(page: OpenConsole, label: string, value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText(label, { exact: true }), { target: { value } });
  await settle(page);
}

/** Whether the first chart marks some time this way: the outline of the marked times leaves the ground then. */
function isMarked(mark: string): boolean {
  const [chart] = screen.getAllByRole('img', { name: /over time/ });
  const outline = chart?.querySelector(`[class*=mark-${mark}] path`)?.getAttribute('d') ?? '';
  return new Set([...outline.matchAll(/,([\d.]+)/g)].map(([, y]) => y)).size > 1;
}

/** The text of the file that a button offers. */
async function saved(name: string): Promise<string[]> {
  const blobs: Blob[] = [];
  const made = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:csv';
  });
  const followed = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  fireEvent.click(screen.getByRole('button', { name }));
  followed.mockRestore();
  made.mockRestore();
  return ((await blobs[0]?.text()) ?? '').split('\r\n');
}

const lengthMs = 5 * minuteMs;
const fiveMinutes = [
  interval(line, startAtMs - 3 * lengthMs, lengthMs),
  interval(line, startAtMs - 2 * lengthMs, lengthMs, { grade: 'D', flags: ['view-changed'] }),
  interval(line, startAtMs - lengthMs, lengthMs, { grade: 'B', flags: ['dark', 'low-rate'] }),
];

describe('the analytics page', () => {
  it('leads to the scene while nothing can be measured', async () => {
    const page = await openConsole('#/analytics');
    await settle(page);
    expect([
      readText(screen.getByRole('heading', { level: 2 })),
      screen.getByRole('link', { name: 'Draw a scene' }).getAttribute('href'),
    ]).toEqual(['Nothing is measured yet', '#/scene']);
  });

  it('says why a chosen camera does not measure now, and nothing of others', async () => {
    const page = await openWith([]);
    const reason = 'The camera was moved. Turn it back, or draw its scene anew.';
    page.station.traffic.setTraffic(
      ['id-1', 'id-3'].map((cameraId) => ({
        ...{ cameraId, state: 'paused', reason, sceneVersion: 1, idleRules: [], lanes: [] },
      })),
    );
    await settle(page);
    const notes = within(screen.getByRole('main')).getAllByRole('status').map(readText);
    expect(notes.filter((note) => note !== '')).toEqual([`1 · Junction 7 north is not measured now${reason}`]);
  });

  it('says that a time has no figures', async () => {
    await openWith([]);
    expect(screen.getByText('No figures in this time')).toBeDefined();
  });

  it('says in words what its charts show, and which kinds of worse times are marked', async () => {
    givingSize();
    await openWith(fiveMinutes);
    expect({
      charts: screen.getAllByRole('img', { name: /over time/ }).map((chart) => chart.getAttribute('aria-label')),
      marked: ['bad', 'none', 'doubtful'].filter(isMarked),
      none: screen.queryAllByText('Not measured at this kind of element.').length,
      legend: [...document.querySelectorAll('[class*=legend] li')].map(readText),
    }).toEqual({
      charts: [
        'Flow (veh/h) over time. 1 · North: 720 to 720 veh/h. 1 · South: no values.',
        'Speed (km/h) over time. 1 · North: 72 to 72 km/h. 1 · South: no values.',
        'Density (veh/km) over time. 1 · North: 10 to 10 veh/km. 1 · South: no values.',
        'Occupancy (%) over time. 1 · North: 10 to 10 %. 1 · South: no values.',
      ],
      marked: ['bad', 'none'],
      none: 0,
      legend: ['1 · North', '1 · South', '95 % interval', 'Grade D: not to be used', 'Not measured or paused'],
    });
  });

  it('saves what it shows, gaps, limits, grades and flags included', async () => {
    await openWith(fiveMinutes);
    const [head, ...rows] = await saved('Flow (veh/h) as CSV');
    const measured = rows.filter((row) => row.includes('North') && !row.includes(',,,'));
    const { value = 0, low = 0, high = 0 } = quantitiesOf(interval(line, 0, lengthMs)).flow ?? {};
    const flow = [value, low, high].map((each) => Number(each.toPrecision(6))).join(',');
    const iso = (atMs: number): string => new Date(atMs).toISOString();
    expect({
      head,
      rows: rows.length - 1,
      times: measured.map((row) => iso(new Date(row.split(',')[0] ?? '').getTime())),
      values: measured.map((row) => row.split(',').slice(1).join(',')),
    }).toEqual({
      head: 'Begin,Length (s),Element,Flow (veh/h),"Flow, low 95 % (veh/h)","Flow, high 95 % (veh/h)",Grade,Flags',
      rows: 2 * 288,
      times: [3, 2, 1].map((back) => iso(startAtMs - back * lengthMs)),
      values: [
        `300,1 · North,${flow},A,`,
        `300,1 · North,${flow},D,the camera’s view had changed`,
        `300,1 · North,${flow},B,dark; too few pictures a second`,
      ],
    });
  });

  describe('says what is unusual', () => {
    const quarterMs = 15 * minuteMs;
    const nineMs = startAtMs - 30 * minuteMs;
    /** The quarter from nine of so many Mondays before, 58 to 62 vehicles each, and of today. */
    function mondays(weeks: number, vehicles: number): Interval[] {
      const quarter = (atMs: number, forward: number): Interval => {
        const sums = { ...busy(quarterMs), counts: { car: { forward, backward: 0 } } };
        return interval(line, atMs, quarterMs, { sums });
      };
      const past = Array.from({ length: weeks }, (_, at) =>
        quarter(nineMs - (at + 1) * 7 * 24 * hourMs, 58 + (at % 5)),
      );
      return [...past, quarter(nineMs, vehicles), interval(line, nineMs, lengthMs)];
    }
    const panel = (): HTMLElement => screen.getByRole('region', { name: 'Unusual in this time' });

    it('with the figure, what is usual and since when; in the chart and in the CSV too', async () => {
      await openWith(mondays(6, 20));
      expect(readTable('Unusual in this time')[1]).toEqual([
        'Now',
        '1 · North',
        'Flow, below',
        '80 veh/h (49 to 124)',
        '238 veh/h (126 to 350)',
        '5 Jan, 09:00',
        'goes on',
      ]);
      const [head, first] = await saved('Unusual in this time as CSV');
      const rows = await saved('Flow (veh/h) as CSV');
      expect([
        head?.split(',').slice(0, 3),
        first?.split(',').slice(2, 7),
        rows[0]?.endsWith(',Unusual,Grade,Flags'),
        rows
          .find((row) => row.includes('T09:00:00'))
          ?.split(',')
          .slice(6, 10)
          .at(-1),
        screen.getByText('Unusual, in the colour of its element').tagName,
      ]).toEqual([['Since', 'Until', 'Lasts'], ['yes', '1 · North', 'Flow', 'veh/h', '80'], true, 'yes', 'LI']);
    });

    it('and that nothing is', async () => {
      await openWith(mondays(6, 61));
      expect(readText(panel())).toBe(
        'Unusual in this timeNothing unusual: every value lies within what is usual at its hour of the week.',
      );
    });

    it('and how much history it needs where there is too little', async () => {
      await openWith(mondays(3, 20));
      expect(readText(panel())).toBe(
        'Unusual in this time1 · North: too little history. It takes the same hour of 4 earlier weeks, of the last eight, to say what is usual.',
      );
    });

    it('not for a year, which is drawn by days', async () => {
      const page = await openWith([...mondays(6, 20), interval(line, nineMs - hourMs, hourMs)]);
      fireEvent.click(screen.getByRole('radio', { name: 'Year' }));
      await settle(page);
      expect(readText(panel())).toBe(
        'Unusual in this timeWhat is usual at an hour is shown for up to a month. Choose a shorter time.',
      );
    });
  });

  it('reads the length of intervals that fits the time, and another one for the weeks before', async () => {
    const page = await openWith(fiveMinutes);
    const lengths: unknown[] = [];
    for (const span of ['Hour', 'Week', 'Year']) {
      const before = page.station.asked.length;
      fireEvent.click(screen.getByRole('radio', { name: span }));
      await settle(page);
      const asked = page.station.asked.slice(before).filter(([call]) => call === 'intervals');
      lengths.push([...new Set(asked.map(([, query]) => (query as { lengthMs: number }).lengthMs / minuteMs))]);
    }
    expect(lengths).toEqual([[1, 15], [15, 60], [60]]);
  });

  it('asks for a time that is one', async () => {
    const page = await openWith(fiveMinutes);
    fireEvent.click(screen.getByRole('radio', { name: 'From–to' }));
    await choose(page, 'To', '2020-01-01T00:00');
    expect(screen.getAllByRole('status').map(readText)).toContain(
      'Give a time to begin and a later one to end, at most three years apart.',
    );
  });

  it('leads to the scene where a camera has none of the kind', async () => {
    const page = await openWith(fiveMinutes);
    await choose(page, 'Element', 'lane');
    expect([
      screen.getByText('The chosen cameras have no lane in their scenes.').tagName,
      screen.getByRole('link', { name: 'Open the scene' }).getAttribute('href'),
    ]).toEqual(['H2', '#/scene/id-1']);
  });

  it('shows the hours of the week from sums, without what must not be used', async () => {
    const page = await openWith(fiveMinutes);
    await open(page, 'Patterns');
    const [head, monday] = readTable('Flow by hour and weekday (veh/h)');
    // Two of the three intervals are usable, and both lie in the hour from nine.
    expect([head?.[10], monday?.[10], monday?.[9], screen.getByText(/are of grade D/).textContent]).toEqual([
      '09:00',
      '720 veh/h (597 to 861)',
      'not measured',
      '720 to 720 veh/h, darker is less. 1 of 3 intervals are of grade D and left out.',
    ]);
    expect(screen.getByRole('img', { name: 'Flow over density, 3 intervals.' })).toBeDefined();
  });

  it('counts classes, and who went from which line to which', async () => {
    const movements = { 'n>s': { car: 30, bus: 2 }, 's>n': { car: 8 } };
    const sums = { ...busy(lengthMs), movements, unmatched: 10 };
    const page = await openWith([...fiveMinutes, interval(view, startAtMs - lengthMs, lengthMs, { sums })]);
    await open(page, 'Classes and movements');
    expect({
      mix: readTable('Class mix, 1 · North'),
      od: readTable('From line to line, 1 · Junction 7 north'),
      complete: screen.getByText(/movements, /).textContent,
    }).toEqual({
      mix: [
        ['Class', 'Forward', 'Backward', 'Share', ''],
        ['car', '108', '0', '90.0 %', ''],
        ['bus', '8', '4', '10.0 %', ''],
      ],
      od: [
        ['From ↓ to →', 'North', 'South'],
        ['North', '0', '32'],
        ['South', '8', '0'],
      ],
      complete: '40 movements, 80.0 % of those seen at a first line; 10 were not seen at a second one.',
    });
  });

  it('compares two days', async () => {
    const half = { ...busy(lengthMs), counts: { car: { forward: 30, backward: 0 } } };
    const weekAgo = interval(line, startAtMs - 7 * 24 * hourMs, lengthMs, { sums: half });
    const page = await openWith([weekAgo, interval(line, startAtMs, lengthMs)]);
    await open(page, 'Comparison');
    const [head, volume] = readTable('In all');
    expect([head, volume]).toEqual([
      ['In all', 'Mon, 29 Dec 2025', 'Mon, 5 Jan 2026', 'Change'],
      ['Volume', '30 veh (20 to 43)', '60 veh (46 to 77)', '+100.0 %'],
    ]);
  });

  it('says how often what happened, and where most', async () => {
    const stop: Incident = {
      ...{
        incidentId: 'i',
        type: 'stopped-vehicle',
        severity: 'high',
        cameraId: 'id-1',
        beganAtMs: startAtMs - hourMs,
      },
      ...{ detectedAtMs: startAtMs - hourMs, lastSeenAtMs: startAtMs, endedAtMs: startAtMs, trackIds: [], boxes: [] },
      ...{ confidence: 1, evidence: [], partOf: null, sceneVersion: 1, hasPicture: false },
      place: { image: null, ground: null, laneId: null, zoneId: null },
    };
    const page = await openWith(fiveMinutes, [stop, { ...stop, incidentId: 'j' }]);
    await open(page, 'Incidents');
    const [, byHour] = readTable('By type and hour of day');
    expect([byHour?.[0], byHour?.[9], readTable('Hot spots').at(-1)]).toEqual([
      'Stopped vehicle (2)',
      '2',
      ['1 · Junction 7 north, elsewhere in the view', 'Stopped vehicle', '2', ''],
    ]);
  });

  it('says why the station did not answer, and keeps what it has', async () => {
    const page = await openWith(fiveMinutes);
    page.station.refuse('The store is being repaired. Try again in a minute.');
    fireEvent.click(screen.getByRole('radio', { name: 'Week' }));
    await settle(page);
    expect([
      within(screen.getByRole('tabpanel')).getAllByRole('alert').map(readText),
      screen.getAllByRole('img', { name: /over time/ }).length,
    ]).toEqual([['The store is being repaired. Try again in a minute.'], 4]);
  });
});

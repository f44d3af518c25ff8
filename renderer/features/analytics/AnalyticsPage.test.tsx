import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { quantitiesOf } from '../../../app/traffic/quantities/quantitiesOf.ts';
import {
  choose,
  fiveMinutes,
  interval,
  lengthMs,
  line,
  minuteMs,
  openWith,
  saved,
  settle,
} from '../../../e2e/fixtures/analyticsPage.ts';
import { openConsole, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';

/** jsdom knows no layout, and charts draw nothing into a box without size: it gives them one, which costs time. */
function givingSize(): void {
  const box = { ...{ x: 0, y: 0, left: 0, top: 0, right: 560, bottom: 210 }, width: 560, height: 210 };
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
}

/** Whether the first chart marks some time this way: the outline of the marked times leaves the ground then. */
function isMarked(mark: string): boolean {
  const [chart] = screen.getAllByRole('img', { name: /over time/ });
  const outline = chart?.querySelector(`[class*=mark-${mark}] path`)?.getAttribute('d') ?? '';
  return new Set([...outline.matchAll(/,([\d.]+)/g)].map(([, y]) => y)).size > 1;
}

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

import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openConsole, readTable, readText, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';
import { linesOf, rangeOf } from '../../ui/sparklinePath.ts';

const facts = (title: string): string[] => [...screen.getByLabelText(title).querySelectorAll('dt, dd')].map(readText);

/** A trend is an image; its title is in the text of its cell. */
const withoutTrends = (rows: string[][]): string[][] =>
  rows.map((row) => row.map((cell) => cell.replace(/^.* (over the last 10 minutes.*|no history yet)$/, '(trend)')));

describe('the health page', () => {
  it('shows every hop of every camera', async () => {
    await openConsole('#/health');
    const [groups, heads, first, second, ...rest] = withoutTrends(readTable('Cameras, hop by hop'));
    expect({ groups, heads, first, second, others: rest.map((row) => row.slice(0, 4)) }).toEqual({
      groups: ['Camera', 'Stream', 'Analysis', 'Dropped at', 'Picture'],
      heads: [
        ...[
          'No.',
          'Camera',
          'State',
          'fps in',
          'fps in, 10 min',
          'Keyframes',
          'Gaps',
          'Restarts',
          'Analysed',
          'Latency',
        ],
        ...['Slot', 'Overlay', 'Video', 'Bright.', 'Contrast', 'Sharpn.'],
      ],
      first: [
        ...['1', 'Junction 7 north', 'Live', '25.2', '(trend)', '2.0 s', '0', '0', '5.0', '129 ms'],
        ...['0', '0', '0', '104', '46', '640'],
      ],
      second: [
        ...['2', 'Junction 7 south', 'Stalled', '0.0', '(trend)', '2.0 s', '4', '3', '0.0', '–'],
        ...['0', '0', '0', '92', '43', '598'],
      ],
      others: [
        ['3', 'Ring road west, km 12.4', 'Live', '24.8'],
        ['4', 'Tunnel east portal', 'Not working', '–'],
        ['5', 'Tunnel east, niche 3', 'Not working', '–'],
        ['7', 'Car park overview', 'Live', '5.9'],
        ['8', 'Bridge, emergency lane', 'Opening', '–'],
        ['12', 'School crossing, Lindenstraße', 'Off', '–'],
      ],
    });
  });

  it('shows the processes, the detection, the storage and the alerts', async () => {
    const page = await openConsole('#/health');
    page.station.setAlerts([
      { key: 'disk', severity: 'warning', text: 'The disk is nearly full.', tip: 'Free 20 GB.', sinceAtMs: startAtMs },
    ]);
    await page.advance(500);
    expect({
      processes: withoutTrends(readTable('Processes')),
      detection: facts('Detection').map((text) => text.replace(/(One run|Frames a second).*$/, '$1')),
      store: facts('Storage'),
      alerts: readText(screen.getByLabelText('Alerts')),
    }).toEqual({
      processes: [
        ['Process', 'State', 'PID', 'Memory', 'Memory, 10 min', 'CPU', 'CPU, 10 min', 'Last sign of work', 'Restarts'],
        ['host', 'Running', '4101', '85 MB', '(trend)', '0.7 %', '(trend)', '100 ms ago', '0'],
        ['console', 'Running', '4112', '133 MB', '(trend)', '1.7 %', '(trend)', '100 ms ago', '0'],
        ['vision', 'Running', '4188', '604 MB', '(trend)', '134.5 %', '(trend)', '100 ms ago', '1'],
        ['', 'Last problem: An inference took longer than 10 s; the thread was replaced.'],
      ],
      detection: [
        ...['State', 'Running', 'Model', 'yolo11n', 'Backend', 'cpu', 'One run', '56 msOne run'],
        ...['Frames a second', '15.0Frames a second', 'Restarts', '0'],
      ],
      store: ['Database', '215 MB', 'Tracks stored', '166,204', 'Per track', '1,290 bytes', 'Free disk', '48 GB'],
      alerts: 'AlertsWarningsince 09:30:00The disk is nearly full.Free 20 GB.',
    });
  });

  it('says when figures are from before', async () => {
    const page = await openConsole('#/health');
    const measured = readText(screen.getByText(/measured at/));
    await page.connectionIs('reconnecting');
    expect([measured, readText(screen.getByText(/measured at/))]).toEqual([
      'measured at 09:30:00',
      'These figures are from before: the station is not reporting. measured at 09:30:00',
    ]);
  });

  it('draws trends that can also be read', async () => {
    const page = await openConsole('#/health');
    await page.advance(60_000);
    const trend = screen.getByRole('img', { name: /^fps in, Junction 7 north/ });
    const points = trend.querySelector('polyline')?.getAttribute('points')?.split(' ') ?? [];
    expect([readText(trend), points.length, points.at(-1)?.split(',')[0]]).toEqual([
      'fps in, Junction 7 north over the last 10 minutes, between 24.8 and 25.2',
      13,
      '120.0',
    ]);
  });
});

describe('a sparkline', () => {
  const nan = Number.NaN;

  it.each([
    ['values from 0 up', [0, 1, 2], ['0.0,9.0 5.0,5.0 10.0,1.0']],
    ['a gap stays a gap', [2, 2, nan, 2, 2], ['0.0,1.0 2.5,1.0', '7.5,1.0 10.0,1.0']],
    ['one point alone is no line', [nan, 1, nan], []],
    ['only zeros lie on the ground', [0, 0], ['0.0,9.0 10.0,9.0']],
  ])('draws %s', (_, values, lines) => {
    const points = Float32Array.from(values);
    const range = rangeOf(points);
    expect(range && linesOf(points, range, 10, 10)).toEqual(lines);
  });

  it('has no range where nothing was measured', () => {
    expect(rangeOf(Float32Array.of(nan, nan))).toBeNull();
  });
});

import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../app/incident/incident.ts';
import { openConsole, readText, startAtMs } from '../../e2e/fixtures/openConsole.tsx';
import { healthOf } from '../../e2e/fixtures/believableHealth.ts';
import { detectionText } from './StatusBar.tsx';
import { hashOf, isBare, pageOf } from './routes.ts';

const statusBar = (): string[] =>
  [...screen.getByLabelText('Status').children].map(readText).filter((text) => text !== '');

describe('the status bar', () => {
  it('says how the station, the cameras and the detection are, and what time it is', async () => {
    const { advance } = await openConsole('#/models');
    await advance(1000);
    expect(statusBar()).toEqual([
      'Station connected',
      '3 live · 3 ill · 1 opening · 1 off',
      'Detection running, 15.0 frames/s',
      'No incidents',
      'No alerts',
      'Mon, 5 Jan 2026 09:30:01',
    ]);
  });

  it('counts the incidents that last, each with its parts once, and leads to them', async () => {
    const { station, advance } = await openConsole('#/models');
    const queue: Incident = {
      ...{ incidentId: 'q', type: 'queue', severity: 'low', cameraId: 'id-1', beganAtMs: startAtMs, trackIds: [] },
      ...{ detectedAtMs: startAtMs, lastSeenAtMs: startAtMs, endedAtMs: null, boxes: [], confidence: 1, evidence: [] },
      ...{ partOf: null, sceneVersion: null, hasPicture: false },
      place: { image: null, ground: null, laneId: null, zoneId: null },
    };
    const changes = [
      queue,
      { ...queue, incidentId: 'part', partOf: 'q' },
      { ...queue, incidentId: 'r', severity: 'high' },
    ];
    station.traffic.happen(...changes.map((incident) => ({ incident: incident as Incident, entries: [] })));
    await advance(500);
    const two = screen.getByRole('link', { name: '2 incidents' }).getAttribute('href');
    station.traffic.happen({ incident: { ...queue, endedAtMs: startAtMs }, entries: [] });
    await advance(500);
    expect([two, screen.getByRole('link', { name: '1 incident' }).textContent]).toEqual(['#/incidents', '1 incident']);
  });

  it('says that figures are from before when the link is lost, and that they are not when it is back', async () => {
    const { advance, connectionIs } = await openConsole('#/models');
    await advance(2000);
    await connectionIs('reconnecting');
    const lost = statusBar()[0];
    await connectionIs('connected');
    expect([lost, statusBar()[0]]).toEqual([
      'No connection to the station since 09:30:02; figures are from before',
      'Station connected',
    ]);
  });

  it('notices a station that is connected and silent', async () => {
    const { advance, station } = await openConsole('#/models');
    await advance(4000);
    const talking = statusBar()[0];
    station.stop();
    await advance(7000);
    expect([talking, statusBar()[0]]).toEqual(['Station connected', 'The station is silent; figures are from before']);
  });

  const inference = {
    ...healthOf([], { modelId: 'm', alerts: [], tracksStored: 0 }, 0, 0).inference,
    framesPerS: 9.96,
  };
  it.each([
    ['running', { ...inference }, 'Detection running, 10.0 frames/s'],
    ['no model', { ...inference, state: 'none' }, 'Detection off: no model chosen'],
    ['starting', { ...inference, state: 'loading' }, 'Detection is starting'],
    ['off', { ...inference, state: 'failed', offSinceAtMs: startAtMs }, 'Detection off since 09:30:00'],
    ['off, since unknown', { ...inference, state: 'failed' }, 'Detection off'],
  ] as const)('reads the detection: %s', (_, status, text) => {
    expect(detectionText(status, startAtMs)).toBe(text);
  });
});

describe('the alerts', () => {
  it('are counted on every page and listed by gravity and age, with what to do', async () => {
    const { station, advance } = await openConsole('#/models');
    station.setAlerts([
      {
        key: 'disk',
        severity: 'warning',
        text: 'The disk is nearly full.',
        tip: 'Free 20 GB.',
        sinceAtMs: startAtMs - 1000,
      },
      { key: 'cam', severity: 'critical', text: 'Camera 4 is ill.', tip: 'Check it.', sinceAtMs: startAtMs },
      { key: 'old', severity: 'warning', text: 'ffmpeg is old.', tip: 'Update it.', sinceAtMs: startAtMs - 60_000 },
    ]);
    await advance(1000);
    fireEvent.click(screen.getByRole('button', { name: '3 alerts' }));
    await advance();
    const items = within(screen.getByRole('dialog', { name: 'Alerts' })).getAllByRole('listitem');
    expect(items.map((item) => [...item.querySelectorAll('span, p')].map(readText))).toEqual([
      ['Critical', 'since 09:30:00', 'Camera 4 is ill.', 'Check it.'],
      ['Warning', 'since 09:29:00', 'ffmpeg is old.', 'Update it.'],
      ['Warning', 'since 09:29:59', 'The disk is nearly full.', 'Free 20 GB.'],
    ]);
  });
});

describe('pages', () => {
  it.each([
    ['', 'wall'],
    ['#/cameras', 'cameras'],
    ['#/health/anything', 'health'],
    ['#/nonsense', 'wall'],
  ] as const)('the address %j is the page %s', (hash, page) => {
    expect(pageOf(hash)).toBe(page);
  });

  it('follows the address and marks the page in the navigation', async () => {
    const { advance } = await openConsole('#/models');
    window.location.hash = hashOf('health');
    window.dispatchEvent(new Event('hashchange'));
    await advance();
    const current = screen.getAllByRole('link').filter((link) => link.getAttribute('aria-current') === 'page');
    expect([current.map(readText), readText(screen.getByRole('heading', { level: 1 }))]).toEqual([
      ['Health'],
      'Health',
    ]);
  });

  it('keeps the shell when a page breaks, says so plainly, and opens it again', async () => {
    let broken = true;
    function Wall() {
      if (broken) throw new Error('tile 3 has no camera');
      return <p>The wall</p>;
    }
    // React writes every caught error to the console.
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { advance } = await openConsole('#/wall', { wall: <Wall /> });
    const message = readText(screen.getByRole('alert'));
    const bar = statusBar()[0];
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Open the page again' }));
    await advance();
    silenced.mockRestore();
    expect({ message, bar, after: readText(screen.getByRole('main')) }).toEqual({
      message:
        'This page stopped working' +
        'The other pages, the cameras and the detection go on. Open the page again; if it stops again, note the text below for support.' +
        'tile 3 has no camera' +
        'Open the page again',
      bar: 'Station connected',
      after: 'The wall',
    });
  });

  const safeMode = {
    key: 'safe-mode',
    severity: 'critical' as const,
    text: 'Safe mode: no camera is shown or analysed. The station crashed 3 times within a minute.',
    tip: '',
    sinceAtMs: startAtMs,
  };
  it.each(['', '?bare=1'])(
    'F50: says above the page (%s) that it is safe mode, and starts normally',
    async (search) => {
      const { station, advance } = await openConsole('#/wall', { search, wall: <p>The wall</p> });
      expect(screen.queryByRole('button', { name: 'Start normally' })).toBeNull();
      station.setAlerts([safeMode]);
      await advance(1000);
      const banner = readText(screen.getByRole('alert'));
      station.refuse('The station does not answer.');
      fireEvent.click(screen.getByRole('button', { name: 'Start normally' }));
      await advance();
      const refused = readText(screen.getByRole('alert'));
      station.refuse(null);
      fireEvent.click(screen.getByRole('button', { name: 'Start normally' }));
      station.setAlerts([]);
      await advance(1000);
      expect({ banner, refused, asked: station.asked, after: screen.queryByRole('alert') }).toEqual({
        banner: `${safeMode.text}Start normally`,
        refused: 'The station does not answer.Start normally',
        asked: [
          ['startNormally', {}],
          ['startNormally', {}],
        ],
        after: null,
      });
    },
  );

  it('says above the page that cameras are simulated, and leaves the demo for real ones with one click', async () => {
    const { station, advance } = await openConsole('#/wall', { wall: <p>The wall</p> });
    const before = screen.queryByRole('button', { name: 'Use real cameras' });
    const simulated = { number: 77, name: 'Simulated', sourceUrl: 'demo:north', enabled: true, analysisFps: 5 };
    const { addCamera } = station.implementation;
    const caller = { name: 'window-2' };
    await addCamera({ settings: { ...simulated, playback: { pace: 'realTime', loop: true } } }, caller);
    await advance();
    fireEvent.click(screen.getByRole('button', { name: 'Use real cameras' }));
    await advance();
    expect([before, screen.queryByRole('button', { name: 'Use real cameras' }), window.location.hash]).toEqual([
      null,
      null,
      '#/cameras',
    ]);
  });

  it('shows the wall alone in a window for a second monitor', async () => {
    await openConsole('#/cameras', { search: '?bare=1', wall: <p>The wall</p> });
    expect([isBare('?bare=1'), isBare('?bare=0'), isBare(''), readText(document.body)]).toEqual([
      true,
      false,
      false,
      'The wall',
    ]);
  });
});

import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../app/incident/incident.ts';
import {
  busy,
  fiveMinutes,
  hourMs,
  interval,
  lengthMs,
  line,
  open,
  openWith,
  view,
} from '../../../e2e/fixtures/analyticsPage.ts';
import { readTable, startAtMs } from '../../../e2e/fixtures/openConsole.tsx';

describe('the analytics page', () => {
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
});

import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../app/incident/incident.ts';
import { evidenceText } from '../../text/incidents.ts';
import { type IncidentFilter, daySpan, everything, fits } from './incidentFilter.ts';
import { ordered } from './incidentOrder.ts';
import { tailsOf } from './trackTails.ts';

const noonMs = new Date(2026, 0, 5, 12).getTime();
const stop: Incident = {
  incidentId: 'stop',
  type: 'stopped-vehicle',
  severity: 'high',
  cameraId: 'c1',
  beganAtMs: noonMs - 12_000,
  detectedAtMs: noonMs,
  lastSeenAtMs: noonMs,
  endedAtMs: null,
  place: { image: null, ground: null, laneId: 'l1', zoneId: null },
  trackIds: [12],
  boxes: [],
  confidence: 0.9,
  evidence: [{ what: 'standing for', value: 12, limit: 10, unit: 's' }],
  partOf: null,
  sceneVersion: 1,
  hasPicture: false,
};
const names = { camera: () => '3 Ring road west', place: () => 'lane Overtaking' };

it('what lasts comes before what is over, the graver before the lighter, the newer before the older', () => {
  const incidents: Incident[] = [
    { ...stop, incidentId: 'over', severity: 'critical', endedAtMs: noonMs + 5000 },
    { ...stop, incidentId: 'light', severity: 'low', detectedAtMs: noonMs + 9000 },
    { ...stop, incidentId: 'older', detectedAtMs: noonMs - 1000 },
    { ...stop, incidentId: 'newer' },
    { ...stop, incidentId: 'grave', severity: 'critical', detectedAtMs: noonMs - 9000 },
  ];
  const ids = (order: 'priority' | 'time') => ordered(incidents, order).map(({ incidentId }) => incidentId);
  expect([ids('priority'), ids('time')]).toEqual([
    ['grave', 'newer', 'older', 'light', 'over'],
    ['light', 'newer', 'over', 'older', 'grave'],
  ]);
});

describe('a filter', () => {
  it.each<[string, Partial<IncidentFilter>, boolean]>([
    ['nothing asked', {}, true],
    ['its type', { type: 'stopped-vehicle' }, true],
    ['another type', { type: 'queue' }, false],
    ['its severity', { severity: 'high' }, true],
    ['another severity', { severity: 'low' }, false],
    ['its camera', { cameraId: 'c1' }, true],
    ['another camera', { cameraId: 'c2' }, false],
    ['lasting', { state: 'lasting' }, true],
    ['ended', { state: 'ended' }, false],
    ['its day', { day: '2026-01-05' }, true],
    ['the day before it began', { day: '2026-01-04' }, false],
    ['a later day it still lasts on', { day: '2026-01-07' }, true],
    ['words from camera, lane and reason in any order', { words: 'OVERTAKING standing ring 12' }, true],
    ['one word that is nowhere', { words: 'overtaking tunnel' }, false],
  ])('%s', (_, asked, found) => {
    expect(fits(stop, { ...everything, ...asked }, names)).toBe(found);
  });

  it('has no day in what is no day', () => {
    expect([daySpan(''), daySpan('5.1.2026'), daySpan('2026-01-05')]).toEqual([
      null,
      null,
      { fromAtMs: new Date(2026, 0, 5).getTime(), toAtMs: new Date(2026, 0, 6).getTime() },
    ]);
  });
});

it.each([
  [{ what: 'standing for', value: 12.34, limit: 10, unit: 's' }, 'Standing for 12.3 s, limit 10 s'],
  [{ what: 'speed', value: 131.6, limit: null, unit: 'km/h' }, 'Speed 132 km/h'],
  [{ what: 'time to collision', value: 0.4567, limit: 1.5, unit: 's' }, 'Time to collision 0.457 s, limit 1.5 s'],
  [{ what: 'vehicles', value: 7, limit: 5, unit: '' }, 'Vehicles 7, limit 5'],
])('evidence is read as a sentence', (evidence, text) => {
  expect(evidenceText(evidence)).toBe(text);
});

it('a tail is the way of the foot point in the 10 s before, of the incident’s own tracks', () => {
  const track = {
    cameraId: 'c1',
    epoch: 1,
    className: 'car',
    score: 0.8,
    width: 1920,
    height: 1080,
    firstAtMs: noonMs - 20_000,
    path: [0, 11_000, 19_000, 21_000].map((at): [number, number, number, number, number] => [
      500 + at,
      at,
      100,
      40,
      20,
    ]),
  };
  expect(
    tailsOf(stop, [
      { ...track, trackId: 12 },
      { ...track, trackId: 13 },
    ]),
  ).toEqual([
    {
      trackId: 12,
      points: [
        { x: 11_000, y: 110 },
        { x: 19_000, y: 110 },
      ],
    },
  ]);
});

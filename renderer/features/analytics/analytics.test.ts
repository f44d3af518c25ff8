import { describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../app/incident/incident.ts';
import { type Interval, noSums } from '../../../app/traffic/quantities/interval.ts';
import { classMix } from './classMix.ts';
import { csvText, isoWithOffset } from './csv.ts';
import { type ElementOption, keyOf } from './elements.ts';
import { byTypeAndHour, hotSpots, readIncidents } from './incidentStatistics.ts';
import { originDestination } from './movements.ts';
import { readIntervals } from './readIntervals.ts';
import { customSpan, drawnLengthMs, fieldTime, readLengthMs, spanUpTo } from './span.ts';
import { timeTicks } from './timeTicks.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const noonMs = new Date(2026, 0, 5, 12).getTime();

describe('a span', () => {
  it.each([
    ['an hour', hourMs, '60 points of 1 min read, 60 drawn'],
    ['a day', dayMs, '288 points of 5 min read, 288 drawn'],
    ['a week', 7 * dayMs, '672 points of 15 min read, 672 drawn'],
    ['a month', 31 * dayMs, '744 points of 60 min read, 744 drawn'],
    ['a year', 366 * dayMs, '8784 points of 60 min read, 366 drawn'],
    ['three years', 1098 * dayMs, '26352 points of 60 min read, 157 drawn'],
  ])('of %s is read finely and drawn with at most 800 points', (_, spanMs, text) => {
    const [read, drawn] = [readLengthMs(spanMs), drawnLengthMs(spanMs)];
    const points = (lengthMs: number): number => Math.round(spanMs / lengthMs);
    expect(`${points(read)} points of ${read / 60_000} min read, ${points(drawn)} drawn`).toBe(text);
  });

  it('ends with the interval that is not yet over', () => {
    const { fromAtMs, toAtMs } = spanUpTo('hour', noonMs + 90_500);
    expect([fromAtMs - noonMs, toAtMs - noonMs]).toEqual([-hourMs + 120_000, 120_000]);
  });

  it('is taken from two fields only when both are there, in order and not years apart', () => {
    const field = fieldTime(noonMs);
    expect([
      field,
      customSpan(field, fieldTime(noonMs + dayMs)),
      customSpan(field, ''),
      customSpan(field, field),
      customSpan(fieldTime(noonMs + dayMs), field),
      customSpan('1990-01-01T00:00', field),
    ]).toEqual(['2026-01-05T12:00', { fromAtMs: noonMs, toAtMs: noonMs + dayMs }, null, null, null, null]);
  });
});

it.each([
  ['an hour', hourMs, ['12:00', '12:05', '13:00'], 13],
  ['a day', dayMs, ['12:00', '14:00', '12:00'], 13],
  ['a week', 7 * dayMs, ['Tue 6', 'Wed 7', 'Mon 12'], 7],
  ['a month', 31 * dayMs, ['10 Jan', '15 Jan', '4 Feb'], 6],
  ['a year', 365 * dayMs, ['Feb 2026', 'Mar 2026', 'Jan 2027'], 12],
])('the marks of %s fall on what people call it', (_, spanMs, shown, count) => {
  const { ticks, text } = timeTicks({ fromAtMs: noonMs, toAtMs: noonMs + spanMs });
  expect([[ticks[0], ticks[1], ticks.at(-1)].map((atMs) => text(atMs ?? 0)), ticks.length]).toEqual([shown, count]);
});

describe('CSV', () => {
  it('quotes what would break it, leaves out what is not known, and arms no formula', () => {
    expect(
      csvText(
        ['name', 'flow (veh/h)'],
        [
          ['Lane 1, "fast"', 1234.56789],
          ['=1+1', null],
          ['a\nb', Number.NaN],
        ],
      ),
    ).toBe('name,flow (veh/h)\r\n"Lane 1, ""fast""",1234.57\r\n\'=1+1,\r\n"a\nb",\r\n');
  });

  it('writes times that mean the same everywhere', () => {
    const text = isoWithOffset(noonMs);
    expect([text.slice(0, 19), new Date(text).getTime(), /[+-]\d\d:\d\d$/.test(text)]).toEqual([
      '2026-01-05T12:00:00',
      noonMs,
      true,
    ]);
  });
});

describe('reading intervals', () => {
  const option = (id: string): ElementOption => ({
    key: keyOf('c1', { kind: 'lane', id }),
    cameraId: 'c1',
    element: { kind: 'lane', id },
    name: id,
    label: id,
  });
  const stored: Interval[] = Array.from({ length: 10 }, (_, hour) =>
    ['a', 'b'].map(
      (id): Interval => ({
        ...{ cameraId: 'c1', element: { kind: 'lane', id }, beginAtMs: hour * hourMs, lengthMs: hourMs },
        ...{ sums: noSums, grade: 'A', flags: [], sceneVersion: 1 },
      }),
    ),
  ).flat();
  const stationOf = (most: number) => ({
    intervals: vi.fn(({ fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number }) => {
      const all = stored.filter(({ beginAtMs }) => beginAtMs >= fromAtMs && beginAtMs < toAtMs);
      return Promise.resolve({ intervals: all.slice(0, most), truncated: all.length > most });
    }),
  });
  const span = { fromAtMs: 0, toAtMs: 10 * hourMs };

  it.each([
    ['at once', 100, 1],
    ['in pieces that cut through an hour', 7, 4],
  ])('gives every interval once, %s', async (_, most, calls) => {
    const station = stationOf(most);
    const { byKey, cut } = await readIntervals(station, [option('a'), option('b')], span, hourMs);
    expect({ begins: [...byKey.values()].map((all) => all.map(({ beginAtMs }) => beginAtMs / hourMs)), cut }).toEqual({
      begins: [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      ],
      cut: false,
    });
    expect(station.intervals).toHaveBeenCalledTimes(calls);
  });

  it('asks for long spans in pieces, and no further once nobody waits', async () => {
    const [waiting, year] = [new AbortController(), { fromAtMs: 0, toAtMs: 366 * dayMs }];
    const asked: number[] = [];
    const station = {
      intervals: ({ fromAtMs, toAtMs }: { fromAtMs: number; toAtMs: number }) => {
        asked.push((toAtMs - fromAtMs) / hourMs);
        if (asked.length === 6) waiting.abort(new Error('overtaken'));
        return Promise.resolve({ intervals: [], truncated: false });
      },
    };
    await readIntervals(station, [option('a'), option('b')], { ...year, toAtMs: 90 * dayMs }, hourMs);
    const whole = [...asked];
    await expect(readIntervals(station, [option('a'), option('b')], year, hourMs, waiting.signal)).rejects.toThrow(
      'overtaken',
    );
    expect([whole, asked.slice(whole.length)]).toEqual([
      [1000, 1000, 160],
      [1000, 1000, 1000],
    ]);
  });

  it('says that something is missing where the pieces do not get on', async () => {
    const { cut } = await readIntervals(stationOf(1), [option('a')], span, hourMs);
    expect(cut).toBe(true);
  });
});

describe('incidents', () => {
  const stop: Incident = {
    ...{ incidentId: 'i', type: 'stopped-vehicle', severity: 'high', cameraId: 'c1', beganAtMs: noonMs },
    ...{ detectedAtMs: noonMs, lastSeenAtMs: noonMs, endedAtMs: noonMs, trackIds: [], boxes: [], confidence: 1 },
    ...{ evidence: [], partOf: null, sceneVersion: 1, hasPicture: false },
    place: { image: null, ground: null, laneId: 'l1', zoneId: null },
  };
  const incidents: Incident[] = [
    { ...stop, incidentId: 'late', detectedAtMs: noonMs + 2 * hourMs },
    { ...stop, incidentId: 'queue', type: 'queue', place: { ...stop.place, laneId: null, zoneId: 'z1' } },
    stop,
    { ...stop, incidentId: 'part', partOf: 'queue' },
  ];

  it('are counted by type and hour, parts with their whole', () => {
    expect(byTypeAndHour(incidents).map(({ type, count, byHour }) => [type, count, byHour[12], byHour[14]])).toEqual([
      ['stopped-vehicle', 2, 1, 1],
      ['queue', 1, 1, 0],
    ]);
  });

  it('have hot spots by lane and zone', () => {
    expect(hotSpots(incidents, 5)).toEqual([
      { cameraId: 'c1', laneId: 'l1', zoneId: null, count: 2, commonType: 'stopped-vehicle' },
      { cameraId: 'c1', laneId: null, zoneId: 'z1', count: 1, commonType: 'queue' },
    ]);
  });

  it('are read piece by piece, each once', async () => {
    const station = {
      findIncidents: ({ toAtMs }: { toAtMs: number }) => {
        const all = incidents.filter(({ detectedAtMs }) => detectedAtMs < toAtMs);
        return Promise.resolve({ incidents: all.slice(0, 3), truncated: all.length > 3 });
      },
    };
    const span = { fromAtMs: noonMs - hourMs, toAtMs: noonMs + 3 * hourMs };
    const { incidents: found, cut } = await readIncidents(station, span, ['c1']);
    expect([found.map(({ incidentId }) => incidentId), cut]).toEqual([['late', 'queue', 'i', 'part'], false]);
  });
});

it('movements become a matrix in the order of the scene, and what left unseen is told', () => {
  const movements = { 'n>s': { car: 7, bus: 1 }, 'n>old': { car: 2 }, 's>n': { car: 3 } };
  const lines = ['s', 'n', 'w'].map((id) => ({ id, name: id.toUpperCase() }));
  expect(originDestination({ movements, unmatched: 4 }, lines)).toEqual({
    lines: [
      { id: 's', name: 'S' },
      { id: 'n', name: 'N' },
      { id: 'old', name: 'old' },
    ],
    counts: [
      [0, 3, 0],
      [8, 0, 2],
      [0, 0, 0],
    ],
    matched: 13,
    unmatched: 4,
  });
});

it('a class mix has the most frequent first and leaves out what was not seen', () => {
  const counts = {
    bus: { forward: 1, backward: 1 },
    car: { forward: 6, backward: 0 },
    truck: { forward: 0, backward: 0 },
  };
  expect(classMix(counts)).toEqual([
    { className: 'car', forward: 6, backward: 0, share: 0.75 },
    { className: 'bus', forward: 1, backward: 1, share: 0.25 },
  ]);
});

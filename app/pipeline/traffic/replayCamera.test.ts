import { describe, expect, it } from 'vitest';
import type { JudgedBy } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import { carAt } from '../../traffic/road/testing/flatRoad.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
import { storedTrackOf } from '../../track/storedTrack.ts';
import { replayCamera } from './replayCamera.ts';
import { road } from './testing/watchedRoad.ts';

type WayM = (s: number) => number;

/** A car of the lane east, from its begin on; metres along the lane by seconds. */
function drive(trackId: number, beginS: number, forS: number, wayM: WayM): FinishedTrack {
  const path = Array.from({ length: 5 * forS }, (_, i): FinishedTrack['path'][number] => {
    const { cx, cy, w, h } = carAt(wayM(i / 5), 30);
    return [200 * i, cx, cy, w, h];
  });
  const firstAtMs = Date.UTC(2026, 4, 4, 6) + 1000 * beginS;
  return { cameraId: 'a', epoch: 1, trackId, className: 'car', score: 0.8, firstAtMs, width: 1280, height: 720, path };
}

/** One that stops, one that goes the wrong way, one that crawls, one that drives through. */
const tracks = [
  drive(1, 0, 40, (s) => Math.min(60, 15 * s)),
  drive(2, 60, 8, (s) => 110 - 14 * s),
  drive(3, 90, 40, (s) => 2 * s),
  drive(4, 150, 8, (s) => 14 * s),
];

function found(before: JudgedBy | null, after: JudgedBy) {
  const run = replayCamera({ cameraId: 'a', before, after }, tracks.map(storedTrackOf));
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}
const by = (rules: RulesSettings, siteRules: RulesSettings = {}): JudgedBy => ({
  scene: { ...road(), rules },
  siteRules,
});
const typesOf = (incidents: readonly Incident[] | null) => incidents?.map(({ type }) => type).sort();

/** What a scene alone finds of some rules: ids are counted among what is found, and a part is known with its whole alone. */
function alone(judged: JudgedBy, rules: readonly string[]) {
  return found(null, judged)
    .after.filter(({ type }) => rules.includes(type))
    .map(asPlain);
}
const asPlain = (incident: Incident) => ({ ...incident, incidentId: null, partOf: null });

describe('two scenes that differ in rules alone', () => {
  it.each<[what: string, after: JudgedBy, rules: readonly string[]]>([
    ['one rule off', by({ 'stopped-vehicle': { enabled: false } }), ['stopped-vehicle']],
    ['one rule later', by({ 'stopped-vehicle': { dwellS: 20 } }), ['stopped-vehicle']],
    ['a rule without a sieve', by({ 'slow-vehicle': { dwellS: 6 } }), ['slow-vehicle']],
    [
      'a rule with a sieve and one without',
      by({ 'wrong-way': { leastM: 12 }, 'slow-vehicle': { dwellS: 6 } }),
      ['wrong-way', 'slow-vehicle'],
    ],
    ['a rule of the site off', by({}, { 'wrong-way': { enabled: false } }), ['wrong-way']],
    [
      'a rule of the site that the scene switches on again',
      by({ 'wrong-way': { enabled: true } }, { 'wrong-way': { enabled: false } }),
      [],
    ],
    ['no difference', by({}), []],
  ])('run the rules that differ alone, and find by these what each finds alone: %s', (_, after, rules) => {
    const { before, ...rest } = found(by({}), after);
    expect({ before: before!.map(asPlain), after: rest.after.map(asPlain), rules: rest.rules }).toEqual({
      before: alone(by({}), rules),
      after: alone(after, rules),
      rules,
    });
  });

  it('find different things: what is compared is not one and the same', () => {
    const { before, after } = found(by({}), by({ 'stopped-vehicle': { enabled: false } }));
    expect([typesOf(before), typesOf(after)]).toEqual([['stopped-vehicle'], []]);
    expect(typesOf(found(null, by({})).after)).toEqual(['stopped-vehicle', 'wrong-way']);
  });

  it('read all tracks all the same: those that were compared are counted', () => {
    let read = 0;
    const counted = (function* () {
      for (const track of tracks) {
        read++;
        yield storedTrackOf(track);
      }
    })();
    const run = replayCamera({ cameraId: 'a', before: by({}), after: by({}) }, counted);
    while (!run.next().done);
    expect(read).toBe(tracks.length);
  });
});

describe('two scenes with the same road', () => {
  const [right, bottom] = [1280, 720];
  const wholePicture = [
    { x: 0, y: 0 },
    { x: right, y: 0 },
    { x: right, y: bottom },
    { x: 0, y: bottom },
  ];
  const scene = road();
  const line = { id: 'new', name: 'new', from: { x: 1, y: 1 }, to: { x: 9, y: 1 } };
  const zoned = (kind: 'no-stopping' | 'junction-box'): JudgedBy => ({
    scene: { ...scene, zones: [...scene.zones, { id: 'new', name: 'new', kind, outline: wholePicture }] },
    siteRules: {},
  });
  const limits = (limitKmh: number | null): JudgedBy => ({
    scene: { ...scene, lanes: scene.lanes.map((lane) => ({ ...lane, limitKmh })) },
    siteRules: {},
  });

  it.each<[what: string, before: JudgedBy, after: JudgedBy, rules: readonly string[]]>([
    [
      'a counting line',
      by({}),
      { scene: { ...scene, lines: [...scene.lines, line] }, siteRules: {} },
      ['illegal-turn'],
    ],
    ['a zone without stopping', by({}), zoned('no-stopping'), ['illegal-parking']],
    ['a junction', by({}), zoned('junction-box'), ['stopped-vehicle', 'wrong-way', 'slow-vehicle', 'debris']],
    ['a limit', limits(80), limits(30), ['slow-vehicle', 'speeding', 'congestion', 'cyclist', 'collision']],
    [
      'a limit and a rule',
      limits(80),
      { ...limits(30), siteRules: { queue: { dwellS: 9 } } },
      ['slow-vehicle', 'speeding', 'congestion', 'queue', 'cyclist', 'collision'],
    ],
  ])('run the rules alone that %s is something to, and find what each finds alone', (_, before, after, rules) => {
    const { rules: run, ...both } = found(before, after);
    const plain = { before: both.before!.map(asPlain), after: both.after.map(asPlain) };
    expect({ ...plain, run }).toEqual({ before: alone(before, rules), after: alone(after, rules), run: rules });
  });

  it('find different things: what is compared is not one and the same', () => {
    const lost = found(by({}), zoned('junction-box'));
    const fresh = found(by({}), zoned('no-stopping'));
    const faster = found(limits(80), limits(30));
    expect([lost, fresh, faster].map(({ before, after }) => [typesOf(before), typesOf(after)])).toEqual([
      [['stopped-vehicle', 'wrong-way'], []],
      [[], ['illegal-parking']],
      [[], ['speeding', 'speeding', 'speeding']],
    ]);
  });
});

describe('two scenes with different roads', () => {
  it('find, run together, what each finds alone', () => {
    const other: JudgedBy = { scene: { ...road(), lanes: [] }, siteRules: {} };
    const together = found(by({}), other);
    expect(together).toEqual({ before: found(null, by({})).after, after: found(null, other).after, rules: null });
  });
});

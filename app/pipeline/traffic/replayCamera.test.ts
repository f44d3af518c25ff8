import { describe, expect, it } from 'vitest';
import type { JudgedBy } from '../../contracts/replayJob.ts';
import type { Incident } from '../../incident/incident.ts';
import type { RulesSettings } from '../../incident/settings.ts';
import { carAt } from '../../traffic/road/testing/flatRoad.ts';
import type { FinishedTrack } from '../../track/finishedTrack.ts';
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
  const run = replayCamera({ cameraId: 'a', before, after }, tracks);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}
const by = (rules: RulesSettings, siteRules: RulesSettings = {}): JudgedBy => ({
  scene: { ...road(), rules },
  siteRules,
});
const typesOf = (incidents: readonly Incident[] | null) => incidents?.map(({ type }) => type).sort();

describe('two scenes that differ in rules alone', () => {
  it.each<[what: string, after: JudgedBy]>([
    ['one rule off', by({ 'stopped-vehicle': { enabled: false } })],
    ['one rule later', by({ 'stopped-vehicle': { dwellS: 20 } })],
    ['a rule of the site off', by({}, { 'wrong-way': { enabled: false } })],
    [
      'a rule of the site that the scene switches on again',
      by({ 'wrong-way': { enabled: true } }, { 'wrong-way': { enabled: false } }),
    ],
    ['no difference', by({})],
  ])('find, judged together, what each finds alone: %s', (_, after) => {
    const together = found(by({}), after);
    expect(together).toEqual({ before: found(null, by({})).after, after: found(null, after).after });
    expect(typesOf(together.before)).toEqual(expect.arrayContaining(['stopped-vehicle', 'wrong-way']));
  });

  it('find different things: what is compared is not one and the same', () => {
    const { before, after } = found(by({}), by({ 'stopped-vehicle': { enabled: false } }));
    expect(typesOf(after)).toEqual(typesOf(before)!.filter((type) => type !== 'stopped-vehicle'));
  });
});

describe('two scenes with different roads', () => {
  it('find, run together, what each finds alone', () => {
    const other: JudgedBy = { scene: { ...road(), lanes: [] }, siteRules: {} };
    expect(found(by({}), other)).toEqual({ before: found(null, by({})).after, after: found(null, other).after });
  });
});

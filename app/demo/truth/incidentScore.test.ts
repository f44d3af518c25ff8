import { describe, expect, it } from 'vitest';
import { CameraTruthBuilder } from './cameraTruth.ts';
import { type FoundIncident, scoreIncidents } from './incidentScore.ts';
import { toyBody, toyTruth } from './testing/toyRoad.ts';

/** A car stands 30 m away for 40 s; another one passes. */
const truth = (() => {
  const builder = new CameraTruthBuilder('toy');
  const steps = Array.from({ length: 500 }, (_, step) => [
    toyBody(1, 'car', 30, 0, { speedMps: 0 }),
    ...(step < 60 ? [toyBody(2, 'car', 15 + step, 3)] : []),
  ]);
  for (const record of toyTruth(steps)) builder.add(record);
  return builder.build();
})();

const breakdown = { type: 'breakdown', beginMs: 4000, endMs: null, place: { xM: 30, yM: 0, lane: 'one' }, bodies: [1] };
const boxOf = (id: number, step: number) => {
  const { cx, cy, w, h } = truth.seen[step]!.find((user) => user.id === id)!.boxInImage;
  return [id, cx, cy, w, h] as [number, number, number, number, number];
};
const found = (incidentId: string, atS: number, change: Partial<FoundIncident> = {}): FoundIncident => ({
  ...{ incidentId, type: 'stopped-vehicle', detectedAtMs: atS * 1000, endedAtMs: null, partOf: null },
  place: { image: null, ground: null, laneId: null, zoneId: null },
  boxes: [boxOf(1, Math.round((atS * 1000) / 80))],
  ...change,
});
const ids = (incidents: readonly FoundIncident[]) => incidents.map(({ incidentId }) => incidentId);

describe('the score of incidents', () => {
  it('counts what was found, with the time it took', () => {
    const score = scoreIncidents(truth, [breakdown], [found('a', 11)]);
    expect(score).toEqual({
      byType: { breakdown: { truth: 1, detected: 1, missed: 0, delaysS: [7] } },
      ...{ false: [], repeated: [], notJudged: [] },
    });
  });

  it('counts what was missed, and does not ask for what the camera could not see', () => {
    expect(scoreIncidents(truth, [breakdown], []).byType).toEqual({
      breakdown: { truth: 1, detected: 0, missed: 1, delaysS: [] },
    });
    expect(scoreIncidents(truth, [{ ...breakdown, bodies: [77] }], []).byType).toEqual({});
    const behind = { ...breakdown, type: 'debris', bodies: [], place: { xM: -30, yM: 0, lane: 'one' } };
    expect(scoreIncidents(truth, [behind], []).byType).toEqual({});
    const before = { ...behind, place: { xM: 40, yM: 0, lane: 'one' } };
    expect(scoreIncidents(truth, [before], []).byType).toMatchObject({ debris: { truth: 1, missed: 1 } });
  });

  it('calls false what did not happen, or happened to somebody else', () => {
    expect(ids(scoreIncidents(truth, [], [found('a', 11)]).false)).toEqual(['a']);
    const elsewhere = found('b', 4.5, { type: 'wrong-way', boxes: [boxOf(2, 56)] });
    expect(ids(scoreIncidents(truth, [breakdown], [found('a', 11), elsewhere]).false)).toEqual(['b']);
  });

  it('calls repeated what was one thing and found as two', () => {
    const score = scoreIncidents(truth, [breakdown], [found('a', 11), found('b', 30)]);
    expect([ids(score.repeated), ids(score.false)]).toEqual([['b'], []]);
  });

  it('does not judge what is part of another incident, follows from a blockage, or is not in the truth', () => {
    const part = found('b', 30, { partOf: 'a' });
    const behind = found('c', 20, { type: 'queue', boxes: [] });
    const near = found('d', 20, { type: 'near-miss', boxes: [] });
    const score = scoreIncidents(truth, [breakdown], [found('a', 11), part, behind, near]);
    expect([ids(score.notJudged).sort(), ids(score.false), ids(score.repeated)]).toEqual([['b', 'c', 'd'], [], []]);
    expect(ids(scoreIncidents(truth, [], [behind]).false)).toEqual(['c']);
  });
});

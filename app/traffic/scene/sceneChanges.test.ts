import { describe, expect, it } from 'vitest';
import { sceneSchema } from './scene.ts';
import { sceneChanges } from './sceneChanges.ts';
import { street } from './testing/street.ts';

describe('the difference of two versions of a scene', () => {
  it('is nothing between equal ones, whatever the order of their fields', () => {
    const again = sceneSchema.parse(JSON.parse(JSON.stringify(street())));
    const { rules, ...rest } = again;
    expect(sceneChanges(street(), { rules, ...rest })).toEqual([]);
  });

  it('is told of a first version as such', () => {
    expect(sceneChanges(null, street())).toEqual(['First version.']);
  });

  it('names what was added, removed and changed, in the order of the scene', () => {
    const before = street();
    const [east, west] = before.lanes as [(typeof before.lanes)[number], (typeof before.lanes)[number]];
    const [line, out] = before.lines as [(typeof before.lines)[number], (typeof before.lines)[number]];
    const after = street({
      lanes: [
        { ...east, limitKmh: 30, widthM: 3, solidRight: true },
        { ...west, name: 'town', kind: 'hard-shoulder', limitKmh: 50, solidLeft: false },
        { ...east, id: 'bus', name: 'bus', kind: 'bus' },
      ],
      zones: [],
      lines: [{ ...line, from: { x: 320, y: 660 }, to: { x: 320, y: 540 } }, out],
      signalHeads: before.signalHeads.map((head) => ({ ...head, outline: null, source: 'external' as const })),
    });
    expect(sceneChanges(before, after)).toEqual([
      'Lane east: width 3.5 m became 3 m, limit 50 km/h became 30 km/h, solid line on the right added.',
      'Lane west: renamed town, driving became hard shoulder, limit none became 50 km/h, solid line on the left removed.',
      'Lane bus added.',
      'Zone box removed.',
      'Line in: redrawn.',
      'Signal head head: redrawn, state now from outside.',
    ]);
  });

  it('tells the fit of a calibration from what verifies it', () => {
    const { calibration } = street();
    if (calibration?.method !== 'points') throw new Error('the street is calibrated by points');
    const moved = { ...calibration, pairs: calibration.pairs.toReversed() };
    expect(sceneChanges(street(), street({ calibration: moved }))).toEqual(['Calibration changed.']);
    const fewer = { ...calibration, controlPoints: calibration.controlPoints.slice(1) };
    expect(sceneChanges(street(), street({ calibration: fewer }))).toEqual(['Control points or lengths changed.']);
    expect(sceneChanges(street(), street({ calibration: null, geo: null }))).toEqual([
      'Calibration removed.',
      'Place on the map removed.',
    ]);
    expect(sceneChanges(street({ calibration: null }), street())).toEqual(['Calibration added.']);
  });
});

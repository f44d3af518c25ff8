import { describe, expect, it } from 'vitest';
import { type Scene, sceneSchema } from '../../../app/traffic/scene/scene.ts';
import { foreignIds, freeId, idsOf, idsOfVersions, noIds, withFreshIds } from './elementIds.ts';

const [a, b] = [
  { x: 10, y: 10 },
  { x: 90, y: 10 },
];
const c = { x: 90, y: 90 };

const scene: Scene = sceneSchema.parse({
  schemaVersion: 1,
  picture: { width: 100, height: 100 },
  lanes: [{ id: 'lane-1', name: 'north', kind: 'driving', course: [a, b] }],
  zones: [{ id: 'zone-1', name: 'box', kind: 'junction-box', outline: [a, b, c] }],
  lines: [
    { id: 'line-1', name: 'in', from: a, to: b },
    { id: 'line-2', name: 'out', from: b, to: c },
  ],
  signalHeads: [{ id: 'signal-1', name: 'K1', outline: null, source: 'external' }],
  stopLines: [
    { id: 'stop-line-1', name: 'stop', from: a, to: b, control: { kind: 'signal', signalHeadId: 'signal-1' } },
  ],
  sections: [{ id: 'section-1', name: 'through', fromLineId: 'line-1', toLineId: 'line-2' }],
  masks: [{ id: 'mask-1', outline: [a, b, c] }],
  rules: {
    'stopped-vehicle': { zones: ['zone-1'], dwellS: 5 },
    'illegal-turn': { forbidden: [{ fromLineId: 'line-2', toLineId: 'line-1' }] },
  },
});

describe('ids of what is drawn', () => {
  it('are given once: what any version had is not free', () => {
    const versions = [
      { version: 2, scene: { ...scene, lanes: [] } },
      { version: 1, scene },
    ];
    expect([freeId('lane', noIds), freeId('lane', idsOfVersions(versions)), freeId('line', idsOf(scene))]).toEqual([
      { id: 'lane-1', number: 1 },
      { id: 'lane-2', number: 2 },
      { id: 'line-3', number: 3 },
    ]);
  });

  it('are those of somebody else where a version has them that the draft does not come from', () => {
    const [lane] = scene.lanes;
    const versions = [
      { version: 3, scene: { ...scene, lanes: [...scene.lanes, { ...lane!, id: 'lane-2' }] } },
      { version: 2, scene: { ...scene, masks: [] } },
      { version: 1, scene },
    ];
    expect([
      [...foreignIds(versions, [1, 2])],
      [...foreignIds(versions, [2])],
      [...foreignIds(versions, [])].length,
    ]).toEqual([['lane lane-2'], ['lane lane-2', 'mask mask-1'], 9]);
  });

  it('made fresh are made so in all that names them, and nothing else is touched', () => {
    const fresh = withFreshIds(scene, idsOf(scene), noIds);
    expect([
      [...idsOf(fresh)],
      fresh.stopLines[0]?.control,
      fresh.sections[0],
      fresh.rules,
      { ...fresh.lanes[0], id: 'lane-1' },
      withFreshIds(scene, new Set(['lane lane-7']), noIds) === scene,
    ]).toEqual([
      [
        ...['lane lane-2', 'zone zone-2', 'line line-3', 'line line-4', 'stopLine stop-line-2', 'signalHead signal-2'],
        ...['section section-2', 'mask mask-2'],
      ],
      { kind: 'signal', signalHeadId: 'signal-2' },
      { id: 'section-2', name: 'through', fromLineId: 'line-3', toLineId: 'line-4' },
      {
        'stopped-vehicle': { zones: ['zone-2'], dwellS: 5 },
        'illegal-turn': { forbidden: [{ fromLineId: 'line-4', toLineId: 'line-3' }] },
      },
      scene.lanes[0],
      true,
    ]);
  });
});

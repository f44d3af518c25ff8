import { z } from 'zod';
import type { RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledLane } from '../../traffic/scene/compiledScene.ts';
import { carriagewaysOf } from '../road/carriageways.ts';
import { LanePassages } from '../road/lanePassages.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM } from '../scope/commonSettings.ts';

const settings = z.strictObject({
  ...commonSettings,
  /** Nobody has passed for so long, at least. */
  dwellS: dwellS(45),
  /** How likely it may be at most that the lane is empty by chance, as full as it usually is beside the others. */
  chance: z.number().min(1e-9).max(0.1).default(0.0001),
  /** Vehicles of the lane that must have passed before, so that its usual share is known. */
  learnVehicles: z.int().min(3).max(1000).default(10),
  /** Over so much of its length, metres. */
  leastLengthM: lengthM(20),
});
type Limits = z.output<typeof settings>;

/** A lane on which nobody drives any more while the lanes beside it are used. */
export const laneBlocked: Rule<typeof settings> = {
  name: 'lane-blocked',
  what: 'Nobody passes a stretch of a lane any more, while so many pass beside it that this is no chance.',
  settings,
  lacks: (scene) =>
    carriagewaysOf(scene).some(({ lanes }) => lanes.length > 1)
      ? null
      : 'It needs a calibration and two lanes side by side.',
  start(scene, limits) {
    const watches = carriagewaysOf(scene)
      .filter(({ lanes }) => lanes.length > 1)
      .map((carriageway) => ({ carriageway, passages: new LanePassages(carriageway) }));
    return {
      step(view) {
        const findings: Finding[] = [];
        for (const { carriageway, passages } of watches) {
          passages.step(view);
          for (const lane of carriageway.lanes) {
            const finding = blockedStretch(view, lane, passages, limits);
            if (finding) findings.push(finding);
          }
        }
        return findings;
      },
    };
  },
};

function blockedStretch(view: RoadView, lane: CompiledLane, passages: LanePassages, limits: Limits): Finding | null {
  const empty = passages.emptyStations(lane.id, view.atMs, limits);
  if (empty.length === 0) return null;
  const [fromM, toM] = [empty[0]!.atM, empty.at(-1)!.atM];
  if (toM - fromM < limits.leastLengthM) return null;
  const lastAtMs = Math.max(...empty.map((station) => station.lastAtMs));
  const beside = Math.min(...empty.map((station) => station.besideSince));
  return {
    type: 'lane-blocked',
    thing: `lane ${lane.id}`,
    severity: 'medium',
    beganAtMs: lastAtMs,
    place: { image: null, ground: null, laneId: lane.id, laneAtM: fromM, zoneId: null },
    trackIds: [],
    confidence: 0.9,
    evidence: [
      { what: 'nobody passed for', value: (view.atMs - lastAtMs) / 1000, limit: limits.dwellS, unit: 's' },
      { what: 'passed beside it meanwhile', value: beside, limit: empty[0]!.besideLimit, unit: '' },
      { what: 'length', value: toM - fromM, limit: limits.leastLengthM, unit: 'm' },
    ],
    stretches: [{ laneId: lane.id, fromM, toM }],
  };
}

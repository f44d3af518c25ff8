import { z } from 'zod';
import type { RoadUser, RoadView } from '../../traffic/road/roadUser.ts';
import { type Carriageway, carriagewaysOf } from '../road/carriageways.ts';
import { laneOrderOf } from '../road/laneOrder.ts';
import { placeOf } from '../road/places.ts';
import { Spell } from '../road/spell.ts';
import { leadsToStop } from '../road/stopLines.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** Space-mean speed as a share of the limit: congested below, over above. */
    onSpeedShare: z.number().min(0.05).max(0.9).default(0.4),
    offSpeedShare: z.number().min(0.05).max(1).default(0.55),
    /** Vehicles per kilometre and lane: congested above, over below. Level of service E begins at 22, F at 28. */
    onVehKmLane: z.number().min(1).max(200).default(25),
    offVehKmLane: z.number().min(1).max(200).default(18),
    dwellS: dwellS(300),
  })
  .refine(({ onSpeedShare, offSpeedShare }) => offSpeedShare >= onSpeedShare, {
    message: 'offSpeedShare must not be below onSpeedShare',
  })
  .refine(({ onVehKmLane, offVehKmLane }) => offVehKmLane <= onVehKmLane, {
    message: 'offVehKmLane must not be above onVehKmLane',
  });
type Limits = z.output<typeof settings>;

const releaseMs = 30_000;
/** Speed and density are smoothed over this, so that a gap in the stream ends nothing. */
const smoothS = 20;
const unlimitedKmh = 100;

/** Dense and slow traffic that lasts. */
export const congestion: Rule<typeof settings> = {
  name: 'congestion',
  what: 'A carriageway is dense and slow for longer than the dwell; not before signals, where that is ordinary.',
  settings,
  lacks: ({ lanes }) => (lanes.length > 0 ? null : 'It needs a calibration and lanes in the scene.'),
  start(scene, limits) {
    const watches = carriagewaysOf(scene)
      .filter(({ lanes }) => lanes[0]!.kind !== 'turn' && !lanes.some((lane) => leadsToStop(scene, lane)))
      .map((carriageway) => new CarriagewayState(carriageway, limits));
    return {
      step(view) {
        const findings: Finding[] = [];
        for (const watch of watches) {
          const finding = watch.step(view);
          if (finding) findings.push(finding);
        }
        return findings;
      },
    };
  },
};

class CarriagewayState {
  readonly #carriageway: Carriageway;
  readonly #limits: Limits;
  readonly #laneKm: number;
  readonly #spell = new Spell(releaseMs);
  #speedMps: number | null = null;
  #vehKm = 0;
  #isCongested = false;
  #lastAtMs: number | null = null;
  #users: readonly RoadUser[] = [];

  constructor(carriageway: Carriageway, limits: Limits) {
    this.#carriageway = carriageway;
    this.#limits = limits;
    this.#laneKm = carriageway.lanes.reduce((sum, lane) => sum + lane.courseOnGround.lengthM / 1000, 0);
  }

  step(view: RoadView): Finding | null {
    const order = laneOrderOf(view);
    const users: RoadUser[] = [];
    for (const { id } of this.#carriageway.lanes) users.push(...(order.get(id) ?? []));
    this.#smooth(view.atMs, users);
    if (users.length > 0) this.#users = users;
    const { onSpeedShare, offSpeedShare, onVehKmLane, offVehKmLane, dwellS: leastS } = this.#limits;
    const limitMps = (this.#carriageway.lanes[0]!.limitKmh ?? unlimitedKmh) / 3.6;
    const speedShare = this.#speedMps === null ? 1 : this.#speedMps / limitMps;
    this.#isCongested = this.#isCongested
      ? speedShare < offSpeedShare && this.#vehKm > offVehKmLane
      : speedShare < onSpeedShare && this.#vehKm > onVehKmLane;
    const sinceAtMs = this.#spell.step(view.atMs, this.#isCongested);
    if (sinceAtMs === null || view.atMs - sinceAtMs < leastS * 1000) return null;
    return this.#finding(view.atMs, sinceAtMs, limitMps);
  }

  #smooth(atMs: number, users: readonly RoadUser[]): void {
    const passedS = this.#lastAtMs === null ? 0 : (atMs - this.#lastAtMs) / 1000;
    const weight = 1 - Math.exp(-passedS / smoothS);
    this.#lastAtMs = atMs;
    this.#vehKm += weight * (users.length / this.#laneKm - this.#vehKm);
    let [sum, known] = [0, 0];
    for (const { motion, stillSinceAtMs } of users) {
      if (stillSinceAtMs === null && !motion) continue;
      sum += stillSinceAtMs === null ? motion!.speedMps : 0;
      known += 1;
    }
    if (known === 0) return;
    const mean = sum / known;
    this.#speedMps = this.#speedMps === null ? mean : this.#speedMps + weight * (mean - this.#speedMps);
  }

  #finding(atMs: number, beganAtMs: number, limitMps: number): Finding {
    const { onSpeedShare, onVehKmLane, dwellS: leastS } = this.#limits;
    const users = this.#users;
    const [first] = users;
    return {
      type: 'congestion',
      thing: `lanes ${this.#carriageway.name}`,
      severity: 'low',
      beganAtMs,
      place: placeOf(first!),
      trackIds: users.map(({ trackId }) => trackId),
      confidence: users.reduce((sum, { score }) => sum + score, 0) / users.length,
      evidence: [
        { what: 'space-mean speed', value: this.#speedMps! * 3.6, limit: onSpeedShare * limitMps * 3.6, unit: 'km/h' },
        { what: 'density', value: this.#vehKm, limit: onVehKmLane, unit: 'veh/km/lane' },
        { what: 'lasting for', value: (atMs - beganAtMs) / 1000, limit: leastS, unit: 's' },
      ],
      stretches: this.#carriageway.lanes.map(({ id, courseOnGround }) => ({
        laneId: id,
        fromM: 0,
        toM: courseOnGround.lengthM,
      })),
    };
  }
}

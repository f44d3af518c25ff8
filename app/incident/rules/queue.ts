import { z } from 'zod';
import type { RoadView } from '../../traffic/road/roadUser.ts';
import type { CompiledScene } from '../../traffic/scene/compiledScene.ts';
import { type Carriageway, carriagewaysOf } from '../road/carriageways.ts';
import { laneOrderOf } from '../road/laneOrder.ts';
import { placeOf } from '../road/places.ts';
import { type Chain, SlowUsers, slowChain } from '../road/slowChains.ts';
import { Spell } from '../road/spell.ts';
import { laneStopsOf } from '../road/stopLines.ts';
import type { Finding, Rule } from '../rule.ts';
import { commonSettings, dwellS, lengthM, speedKmh } from '../scope/commonSettings.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    /** A vehicle joins the queue below, and leaves it above. */
    onKmh: speedKmh(20),
    offKmh: speedKmh(30),
    /** From foot point to foot point, metres. */
    spacingM: lengthM(25),
    leastVehicles: z.int().min(2).max(100).default(5),
    dwellS: dwellS(20),
    /** Before a signal or a stop sign rows are ordinary: one is an incident when several have waited in it for so long. */
    beforeStopDwellS: dwellS(180),
  })
  .refine(({ onKmh, offKmh }) => offKmh >= onKmh, { message: 'offKmh must not be below onKmh' });
type Limits = z.output<typeof settings>;

const releaseMs = 15_000;
const severalWaiting = 3;

/** Vehicles that stand or crawl one behind the other. */
export const queue: Rule<typeof settings> = {
  name: 'queue',
  what: 'Vehicles stand or crawl one behind the other for longer than the dwell; says how far back the queue reaches.',
  settings,
  lacks: ({ lanes }) => (lanes.length > 0 ? null : 'It needs a calibration and lanes in the scene.'),
  start(scene, limits) {
    const slow = new SlowUsers(limits.onKmh, limits.offKmh);
    const watches = carriagewaysOf(scene)
      .filter(({ lanes }) => lanes[0]!.kind !== 'turn')
      .map((carriageway) => new CarriagewayQueue(scene, carriageway, limits, slow));
    return {
      step(view) {
        slow.step(view);
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

class CarriagewayQueue {
  readonly #carriageway: Carriageway;
  readonly #limits: Limits;
  readonly #slow: SlowUsers;
  readonly #spell = new Spell(releaseMs);
  readonly #dwellS: number;
  readonly #endsAtStop: boolean;
  readonly #isSlow: SlowUsers['isSlow'];
  #chains: readonly Chain[] = [];

  constructor(scene: CompiledScene, carriageway: Carriageway, limits: Limits, slow: SlowUsers) {
    const stops = laneStopsOf(scene);
    const endsAtStop = carriageway.lanes.some(({ id }) => (stops.get(id)?.length ?? 0) > 0);
    this.#carriageway = carriageway;
    this.#limits = limits;
    this.#slow = slow;
    this.#isSlow = (user) => slow.isSlow(user);
    this.#endsAtStop = endsAtStop;
    this.#dwellS = endsAtStop ? Math.max(limits.dwellS, limits.beforeStopDwellS) : limits.dwellS;
  }

  step(view: RoadView): Finding | null {
    const order = laneOrderOf(view);
    const chains: Chain[] = [];
    let vehicles = 0;
    for (const lane of this.#carriageway.lanes) {
      const users = order.get(lane.id);
      const chain = users ? slowChain(lane, users, this.#isSlow, this.#limits.spacingM) : null;
      if (!chain || chain.users.length < 2) continue;
      chains.push(chain);
      vehicles += chain.users.length;
    }
    const isQueue = vehicles >= this.#limits.leastVehicles;
    if (isQueue) this.#chains = chains;
    const sinceAtMs = this.#spell.step(view.atMs, isQueue);
    if (sinceAtMs === null || view.atMs - sinceAtMs < this.#dwellS * 1000) return null;
    if (this.#endsAtStop && this.#longWaitMs() < this.#dwellS * 1000) return null;
    return this.#finding(view.atMs, sinceAtMs);
  }

  /**
   * How long several of those in it have waited: a row that forms anew at every red light has none who waits for long, and
   * a number that goes over from who drives off to who stands behind takes its wait along.
   */
  #longWaitMs(): number {
    const waits = this.#chains.flatMap(({ users }) => users.map((user) => this.#slow.slowForMs(user)));
    return waits.toSorted((a, b) => b - a)[severalWaiting - 1] ?? 0;
  }

  #finding(atMs: number, beganAtMs: number): Finding {
    const { leastVehicles } = this.#limits;
    const stretches = this.#chains.map(({ lane, users }) => ({
      laneId: lane.id,
      fromM: users[0]!.inLane!.atM,
      toM: users.at(-1)!.inLane!.atM,
    }));
    const lengths = stretches.map(({ fromM, toM }) => toM - fromM);
    const longest = this.#chains[lengths.indexOf(Math.max(...lengths))]!;
    const members = this.#chains.flatMap(({ users }) => users);
    return {
      type: 'queue',
      thing: `lanes ${this.#carriageway.name}`,
      severity: 'medium',
      beganAtMs,
      place: placeOf(longest.users[0]!),
      trackIds: members.map(({ trackId }) => trackId),
      confidence: members.reduce((sum, { score }) => sum + score, 0) / members.length,
      evidence: [
        { what: 'vehicles in the queue', value: members.length, limit: leastVehicles, unit: '' },
        { what: 'queue length to its tail', value: Math.max(...lengths), limit: null, unit: 'm' },
        { what: 'lasting for', value: (atMs - beganAtMs) / 1000, limit: this.#dwellS, unit: 's' },
      ],
      stretches,
    };
  }
}

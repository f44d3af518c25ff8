import type { TrafficState } from '../../contracts/trafficCalls.ts';
import type { Interval } from '../../traffic/quantities/interval.ts';
import { quantitiesOf } from '../../traffic/quantities/quantitiesOf.ts';
import { rollUp } from '../../traffic/quantities/rollUp.ts';
import type { SceneLane } from '../../traffic/scene/scene.ts';

const minuteMs = 60_000;

/** What the lanes of a camera carried over the newest minute. */
export class LaneStates {
  readonly #lanes: readonly SceneLane[];
  #recent: Interval[] = [];

  constructor(lanes: readonly SceneLane[]) {
    this.#lanes = lanes;
  }

  add(intervals: readonly Interval[]): void {
    const ofLanes = intervals.filter(({ element }) => element.kind === 'lane');
    const newest = ofLanes.at(-1);
    if (!newest) return;
    this.#recent = [...this.#recent, ...ofLanes].filter(({ beginAtMs }) => beginAtMs > newest.beginAtMs - minuteMs);
  }

  read(): TrafficState['lanes'] {
    return this.#lanes.map(({ id }) => {
      const parts = this.#recent.filter(({ element }) => element.id === id);
      // One interval of the length of all its parts: their sums, wherever the minute begins.
      const [sum] = rollUp(
        parts.map((part) => ({ ...part, beginAtMs: 0 })),
        minuteMs,
      );
      if (!sum || sum.grade === 'D') return { laneId: id, ...unknown };
      const found = quantitiesOf(sum);
      return {
        laneId: id,
        levelOfService: found.levelOfService,
        flowVehH: found.flow?.value ?? null,
        speedKmh: found.spaceMeanSpeed?.value ?? null,
        queueM: sum.sums.queueMaxM,
      };
    });
  }
}

const unknown = { levelOfService: null, flowVehH: null, speedKmh: null, queueM: null } as const;

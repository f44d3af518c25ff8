import type { SpeedZone } from './driving.ts';
import type { ActionOf } from './scenario.ts';
import { type Actor, beginIncident, removeItem, type Stage } from './stage.ts';
import type { Vehicle } from './vehicle.ts';

const slowMps = 5;
const queueOf = 4;
const lookBackM = 350;

/** A bottleneck: traffic through it is slow, and a queue grows back from it. */
export function congestionActor(scenario: string, { stretches, limitMps }: ActionOf<'congestion'>): Actor {
  let zones: SpeedZone[] = [];
  let incident: number | undefined;
  const members = new Set<number>();
  let over = false;
  const queue = (stage: Stage): Vehicle[] =>
    stage.traffic.vehicles.filter(({ own, speedMps }) =>
      stretches.some(
        ({ laneId, fromM, toM }) =>
          own.lane.id === laneId && own.sM > fromM - lookBackM && own.sM < toM && speedMps < slowMps,
      ),
    );
  return {
    step(stage, active) {
      if (over) return;
      if (active && zones.length === 0) {
        zones = stretches.map(({ laneId, fromM, toM }) => ({
          lane: stage.traffic.site.lane(laneId),
          fromM,
          toM,
          limitMps,
        }));
        stage.traffic.zones.push(...zones);
      }
      if (zones.length === 0) return;
      if (!active) for (const zone of zones) removeItem(stage.traffic.zones, zone);
      const slow = queue(stage);
      for (const { id } of slow) members.add(id);
      const [first] = slow;
      if (!incident && active && slow.length >= queueOf && first) {
        incident = beginIncident(stage, 'congestion', scenario, first.own.lane, first.own.sM, [...members]);
      }
      if (active || slow.length >= queueOf) return;
      if (incident) stage.incidents.end(incident, stage.timeMs, [...members]);
      over = true;
    },
  };
}

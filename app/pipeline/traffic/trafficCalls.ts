import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { trafficCalls as contract } from '../../contracts/trafficCalls.ts';
import type { StationCore } from '../station/core.ts';
import type { IncidentDesk } from './incidentDesk.ts';
import { replayCalls } from './replayCalls.ts';
import { sceneCalls } from './sceneCalls.ts';
import { siteRulesCalls } from './siteRulesCalls.ts';

type TrafficCalls = Pick<Implementation<typeof consoleContract>, keyof typeof contract>;

const mostIntervals = 20_000;
const mostIncidents = 500;
const mostTracks = 2000;

/** What windows may ask of scenes, quantities and incidents. */
export function trafficCalls(core: StationCore, incidents: IncidentDesk): TrafficCalls {
  const { stores } = core.ports;
  return {
    ...sceneCalls(core),
    ...siteRulesCalls(core),
    ...replayCalls(core.ports),
    traffic: core.traffic.states.serve,
    roadUsers: core.traffic.roadUsers,
    tellSignals({ cameraId, states }) {
      core.traffic.tellSignals(cameraId, states);
      return {};
    },
    intervals({ fromAtMs, toAtMs, cameraIds, elements, lengthMs }) {
      const query = { fromAtMs, toAtMs, cameraIds, elements, lengthMs, limit: mostIntervals + 1 };
      const found = stores.intervals.find(query);
      return { intervals: found.slice(0, mostIntervals), truncated: found.length > mostIntervals };
    },
    incidents: incidents.serve,
    findIncidents({ fromAtMs, toAtMs, cameraIds, types }) {
      const found = stores.incidents.find({ fromAtMs, toAtMs, cameraIds, types, limit: mostIncidents + 1 });
      return { incidents: found.slice(0, mostIncidents), truncated: found.length > mostIncidents };
    },
    incidentEntries: ({ incidentId }) => ({ entries: stores.incidents.entries(incidentId) }),
    incidentPicture: ({ incidentId }) => ({ picture: stores.incidents.picture(incidentId) }),
    tracks({ cameraId, fromAtMs, toAtMs }) {
      const tracks = [];
      for (const track of stores.tracks.between(cameraId, fromAtMs, toAtMs)) {
        if (tracks.length === mostTracks) return { tracks, truncated: true };
        tracks.push(track);
      }
      return { tracks, truncated: false };
    },
  };
}

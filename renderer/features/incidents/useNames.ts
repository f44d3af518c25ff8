import { useMemo } from 'react';
import type { Incident } from '../../../app/incident/incident.ts';
import { useFact } from '../../state/context.tsx';
import { nothing } from '../../text/format.ts';
import { incidentsText } from '../../text/incidents.ts';
import type { IncidentNames } from './incidentFilter.ts';

/** Something at a lane or zone of a camera, both by id. */
export interface PlacedThing {
  readonly cameraId: string;
  readonly laneId: string | null;
  readonly zoneId: string | null;
}

export interface PlaceNames {
  readonly lane: string | null;
  readonly zone: string | null;
}

/** Names of cameras, lanes and zones. A scene that was changed since may have lost a lane; its id is shown then. */
export function useNames(): IncidentNames & { placeNames(of: PlacedThing): PlaceNames } {
  const cameras = useFact((facts) => facts.cameras);
  const scenes = useFact((facts) => facts.scenes);
  return useMemo(() => {
    const byCamera = new Map(
      cameras?.map(({ cameraId, number, name }) => [cameraId, incidentsText.camera(number, name)]),
    );
    const sceneOf = new Map(scenes?.map(({ cameraId, scene }) => [cameraId, scene]));
    const placeNames = ({ cameraId, laneId, zoneId }: PlacedThing): PlaceNames => {
      const scene = sceneOf.get(cameraId);
      return {
        lane: laneId && (scene?.lanes.find(({ id }) => id === laneId)?.name ?? laneId),
        zone: zoneId && (scene?.zones.find(({ id }) => id === zoneId)?.name ?? zoneId),
      };
    };
    return {
      camera: (cameraId) => byCamera.get(cameraId) ?? incidentsText.unknownCamera,
      placeNames,
      place(incident) {
        const { lane, zone } = placeNames(placed(incident));
        return [lane, zone].filter((name) => name !== null).join(', ') || nothing;
      },
    };
  }, [cameras, scenes]);
}

export const placed = ({ cameraId, place }: Incident): PlacedThing => ({
  cameraId,
  laneId: place.laneId,
  zoneId: place.zoneId,
});

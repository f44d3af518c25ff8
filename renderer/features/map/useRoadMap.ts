import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { failureText } from '../../text/shell.ts';
import type { MapEvents, OpenRoadMap, RoadMap } from './roadMap.ts';

export interface OpenedMap {
  /** `null` while it is being drawn, and where it cannot be. */
  readonly map: RoadMap | null;
  /** Why there is none, one sentence. */
  readonly problem: string | null;
}

/** A map in an element for as long as the component stands. */
export function useRoadMap(
  open: OpenRoadMap,
  container: RefObject<HTMLDivElement | null>,
  events: MapEvents,
): OpenedMap {
  const [opened, setOpened] = useState<OpenedMap>({ map: null, problem: null });
  const onCamera = useEffectEvent(events.camera);
  const onIncident = useEffectEvent(events.incident);
  const onPlace = useEffectEvent(events.place);
  const onProblem = useEffectEvent(events.problem);
  const onAttribution = useEffectEvent(events.attribution);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    let map: RoadMap | null = null;
    let isGone = false;
    const told: MapEvents = {
      camera: (cameraId) => onCamera(cameraId),
      incident: (incidentId) => onIncident(incidentId),
      place: (earth) => onPlace(earth),
      problem: (text) => isGone || onProblem(text),
      attribution: (text) => isGone || onAttribution(text),
    };
    open(element, told).then(
      (came) => {
        if (isGone) return came.close();
        map = came;
        setOpened({ map, problem: null });
      },
      (thrown: unknown) => isGone || setOpened({ map: null, problem: failureText(thrown) }),
    );
    return () => {
      isGone = true;
      map?.close();
      setOpened({ map: null, problem: null });
    };
  }, [open, container]);
  return opened;
}

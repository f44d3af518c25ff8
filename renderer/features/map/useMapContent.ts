import { useEffect, useMemo, useRef } from 'react';
import type { GeoFrame } from '../../../app/space/geo.ts';
import { useConsole, useFact } from '../../state/context.tsx';
import type { RoadMap } from './roadMap.ts';
import {
  cameraFeatures,
  extentOf,
  fieldFeatures,
  incidentFeatures,
  laneFeatures,
  levelsOf,
  type SiteCamera,
} from './siteFeatures.ts';
import type { MapLayerName } from './siteLayers.ts';

/** A feed of road users is asked for at most so many cameras. */
const mostCameras = 100;

/** Keeps the map showing what the station says. */
export function useMapContent(
  map: RoadMap | null,
  site: readonly SiteCamera[],
  selectedId: string | null,
  shown: ReadonlySet<MapLayerName>,
): void {
  const incidents = useFact((facts) => facts.incidents);
  const traffic = useFact((facts) => facts.traffic);
  const cameras = useMemo(() => cameraFeatures(site, selectedId), [site, selectedId]);
  const fields = useMemo(() => fieldFeatures(site, selectedId), [site, selectedId]);
  const lanes = useMemo(() => laneFeatures(site), [site]);
  const incidentPoints = useMemo(() => incidentFeatures(incidents ?? [], site), [incidents, site]);
  useEffect(
    () => map?.show({ cameras, fields, lanes, incidents: incidentPoints }),
    [map, cameras, fields, lanes, incidentPoints],
  );
  useEffect(() => map?.setLevels(levelsOf(traffic ?? [])), [map, traffic]);
  useEffect(() => map?.setShown(shown), [map, shown]);
  useEffect(() => map?.setFrames(framesOf(site)), [map, site]);
  useFirstView(map, site, selectedId);
  useRoadUsers(map, site, shown.has('users') || shown.has('density'));
}

function framesOf(site: readonly SiteCamera[]): ReadonlyMap<string, GeoFrame> {
  return new Map(site.flatMap(({ camera, scene }) => (scene?.geo ? [[camera.cameraId, scene.geo] as const] : [])));
}

/** The map opens on the camera of the address, else on the whole site; after that it stays where the operator moves it. */
function useFirstView(map: RoadMap | null, site: readonly SiteCamera[], selectedId: string | null): void {
  const shownOn = useRef<RoadMap | null>(null);
  useEffect(() => {
    if (!map || shownOn.current === map) return;
    const selected = extentOf(site.filter(({ camera }) => camera.cameraId === selectedId));
    const places = selected.length > 0 ? selected : extentOf(site);
    if (places.length === 0) return;
    shownOn.current = map;
    map.fit(places);
  }, [map, site, selectedId]);
}

/** Ten times a second, past React and Redux straight to the map, and only while somebody looks. */
function useRoadUsers(map: RoadMap | null, site: readonly SiteCamera[], wanted: boolean): void {
  const console = useConsole();
  const placed = site.filter(({ scene }) => scene?.geo && scene.calibration).map(({ camera }) => camera.cameraId);
  const ids = placed.slice(0, mostCameras).join(' ');
  useEffect(() => {
    if (!map || !wanted || ids === '') return undefined;
    const feed = console.roadUsers({ cameraIds: ids.split(' ') }, { item: (users) => map.putUsers(users) });
    return () => feed.stop();
  }, [console, map, wanted, ids]);
}

import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Camera } from '../../../app/camera/camera.ts';
import type { CameraState } from '../../../app/camera/cameraState.ts';
import type { TrafficState } from '../../../app/contracts/trafficCalls.ts';
import type { Incident } from '../../../app/incident/incident.ts';
import { earthOf, type EarthPoint } from '../../../app/space/geo.ts';
import type { Scene } from '../../../app/traffic/scene/scene.ts';
import { fieldOnEarth, lanesOnEarth, placementOf } from './placedScene.ts';

export type LevelOfService = NonNullable<TrafficState['lanes'][number]['levelOfService']>;

/** A camera as the map knows it. */
export interface SiteCamera {
  readonly camera: Camera;
  readonly state: CameraState;
  /** `null` while nobody has drawn one. */
  readonly scene: Scene | null;
}

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const position = ({ latDeg, lonDeg }: EarthPoint): [number, number] => [lonDeg, latDeg];
const feature = (geometry: Geometry, properties: Record<string, string | number | boolean>): Feature => ({
  type: 'Feature',
  properties,
  geometry,
});

/** A point for each camera that lies on earth. */
export function cameraFeatures(cameras: readonly SiteCamera[], selectedId: string | null): FeatureCollection {
  return collection(
    cameras.flatMap(({ camera, state, scene }) => {
      const placement = scene && placementOf(scene);
      if (!placement) return [];
      const { cameraId, number } = camera;
      const isSelected = cameraId === selectedId;
      return feature(
        { type: 'Point', coordinates: position(placement.earth) },
        { cameraId, icon: cameraIconName(number, state, isSelected), order: isSelected ? 1 : 0 },
      );
    }),
  );
}

/** How far the line reaches that shows where an uncalibrated camera looks, metres. */
const sightM = 30;

/** What each camera sees of the road; of one without a calibration only the direction is known, and a line shows it. */
export function fieldFeatures(cameras: readonly SiteCamera[], selectedId: string | null): FeatureCollection {
  return collection(
    cameras.flatMap(({ camera: { cameraId }, state, scene }) => {
      const placement = scene && placementOf(scene);
      if (!placement) return [];
      const outline = fieldOnEarth(scene).map(position);
      const [first] = outline;
      const { earth, bearingDeg } = placement;
      const ahead = earthOf({ ...earth, yBearingDeg: bearingDeg }, { xM: 0, yM: sightM });
      const geometry: Geometry = first
        ? { type: 'Polygon', coordinates: [[...outline, first]] }
        : { type: 'LineString', coordinates: [position(earth), position(ahead)] };
      return feature(geometry, { cameraId, live: state === 'live', selected: cameraId === selectedId });
    }),
  );
}

const laneKey = (cameraId: string, laneId: string): string => `${cameraId}/${laneId}`;

/** The lanes of all scenes; `key` is what `levelsOf` speaks of. */
export function laneFeatures(cameras: readonly SiteCamera[]): FeatureCollection {
  return collection(
    cameras.flatMap(({ camera: { cameraId }, scene }) =>
      (scene ? lanesOnEarth(scene) : []).map(({ laneId, widthM, course }) => {
        const cos = Math.cos(((course[0]?.latDeg ?? 0) * Math.PI) / 180);
        return feature(
          { type: 'LineString', coordinates: course.map(position) },
          { key: laneKey(cameraId, laneId), metresWide: widthM / cos },
        );
      }),
    ),
  );
}

/** Level of service by lane key; lanes of which nothing can be said are absent. */
export function levelsOf(traffic: readonly TrafficState[]): ReadonlyMap<string, LevelOfService> {
  return new Map(
    traffic.flatMap(({ cameraId, state, lanes }) =>
      state === 'measuring'
        ? lanes.flatMap(({ laneId, levelOfService }) =>
            levelOfService === null ? [] : [[laneKey(cameraId, laneId), levelOfService] as const],
          )
        : [],
    ),
  );
}

/** What lasts, at its place on the road, or at its camera where the place is not known. */
export function incidentFeatures(incidents: readonly Incident[], cameras: readonly SiteCamera[]): FeatureCollection {
  const scenes = new Map(cameras.map(({ camera, scene }) => [camera.cameraId, scene]));
  return collection(
    incidents.flatMap(({ incidentId, cameraId, severity, endedAtMs, partOf, place }) => {
      const scene = scenes.get(cameraId);
      if (endedAtMs !== null || partOf !== null || !scene?.geo) return [];
      const earth = place.ground ? earthOf(scene.geo, place.ground) : placementOf(scene)?.earth;
      if (!earth) return [];
      return feature(
        { type: 'Point', coordinates: position(earth) },
        { incidentId, icon: `incident/${severity}`, order: severityOrder[severity] },
      );
    }),
  );
}

const severityOrder = { low: 0, medium: 1, high: 2, critical: 3 } as const;

/** Read back by mapIcons.ts, which draws an icon when the map asks for it. */
const cameraIconName = (number: number, state: CameraState, isSelected: boolean): string =>
  `camera/${state}/${isSelected ? 'selected' : 'usual'}/${number}`;

/** Everything that should be in sight when the whole site is shown. */
export function extentOf(cameras: readonly SiteCamera[]): readonly EarthPoint[] {
  return cameras.flatMap(({ scene }) => {
    const placement = scene && placementOf(scene);
    return placement ? [placement.earth, ...fieldOnEarth(scene)] : [];
  });
}

import type { FeatureCollection } from 'geojson';
import type { RoadPosition } from '../../../app/contracts/trafficCalls.ts';
import type { EarthPoint, GeoFrame } from '../../../app/space/geo.ts';
import type { LevelOfService } from './siteFeatures.ts';
import type { MapLayerName } from './siteLayers.ts';

/** What is drawn; each part keeps its identity while it does not change. */
export interface MapContent {
  readonly cameras: FeatureCollection;
  readonly fields: FeatureCollection;
  readonly lanes: FeatureCollection;
  readonly incidents: FeatureCollection;
}

/** What happens on the map. */
export interface MapEvents {
  camera(cameraId: string): void;
  incident(incidentId: string): void;
  /** The operator pointed at a place where nothing of the site lies. */
  place(earth: EarthPoint): void;
  /** What is wrong with the base map, one sentence; the plain one is shown. */
  problem(text: string): void;
  /** Who made the base map, for the corner. */
  attribution(text: string): void;
}

/** A map in an element of the page. */
export interface RoadMap {
  show(content: MapContent): void;
  /** Level of service by lane key. */
  setLevels(levels: ReadonlyMap<string, LevelOfService>): void;
  /** Where the ground frames of the cameras lie; users of other cameras are not drawn. */
  setFrames(frames: ReadonlyMap<string, GeoFrame>): void;
  setShown(layers: ReadonlySet<MapLayerName>): void;
  putUsers(users: readonly RoadPosition[]): void;
  /** Brings all the places into view. */
  fit(places: readonly EarthPoint[]): void;
  zoomBy(levels: number): void;
  /** While true a click means a place, whatever lies there. */
  setPlacing(on: boolean): void;
  close(): void;
}

/** Rejects with one sentence where no map can be drawn. */
export type OpenRoadMap = (container: HTMLElement, events: MapEvents) => Promise<RoadMap>;

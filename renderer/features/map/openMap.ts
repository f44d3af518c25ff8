import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
// oxlint-disable-next-line import/default -- the query makes Vite give the address of the built worker
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { pageClock } from '../../bridge/pageClock.ts';
import { mapText } from '../../text/map.ts';
import { drawnMap } from './drawnMap.ts';
import { DensityGrid } from './densityGrid.ts';
import { FramePace } from './framePace.ts';
import { graticule } from './graticule.ts';
import { type Anchor, anchorAt, earthOfLocal, localFrame, type LocalFrame } from './localFrame.ts';
import { MovingUsers } from './movingUsers.ts';
import { openBase } from './openBase.ts';
import type { MapEvents, RoadMap } from './roadMap.ts';
import { switchableLayers } from './siteLayers.ts';
import { UsersLayer } from './usersLayer.ts';

/** The map's library starts its worker by this address; nothing else may be started by a bare string. */
window.trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => (url === workerUrl ? url : refused(url)),
});
setWorkerUrl(workerUrl);

const densityPeriodMs = 2000;

/** Draws with maplibre over the site's map file. Rejects with one sentence where WebGL is missing. */
export async function openMap(container: HTMLElement, events: MapEvents): Promise<RoadMap> {
  const base = await openBase();
  if (base.kind === 'none' && base.problem !== null) events.problem(base.problem);
  if (base.kind !== 'none') events.attribution(base.attribution);
  const map = drawnMap(container, base);
  await new Promise<void>((resolve) => map.once('load', () => resolve()));
  map.getCanvas().setAttribute('aria-label', mapText.canvas);

  const nowMs = (): number => pageClock.monoMs();
  const quiet = window.matchMedia('(prefers-reduced-motion: reduce)');
  const users = new MovingUsers();
  const pace = new FramePace(pageClock, () => map.triggerRepaint());
  const layer = new UsersLayer(users, nowMs, () => quiet.matches, pace);
  const density = new DensityGrid();
  let anchor: Anchor | null = null;
  let frames: ReadonlyMap<string, LocalFrame> = new Map();
  let levels: ReadonlyMap<string, string> = new Map();
  let placing = false;
  let densityShownMs = 0;
  map.addLayer(layer, 'incidents');
  map.on('webglcontextrestored', () => {
    map.removeLayer(layer.id);
    map.addLayer(layer, 'incidents');
  });
  let saidBroken = false;
  map.on('error', (event) => {
    if (saidBroken || !('sourceId' in event) || event.sourceId !== 'base') return;
    saidBroken = true;
    events.problem(mapText.brokenTiles);
  });
  const source = (id: string): GeoJSONSource | undefined => map.getSource<GeoJSONSource>(id);

  const drawGraticule = (): void => {
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    if (base.kind === 'none') void source('graticule')?.setData(graticule(box));
  };
  map.on('moveend', drawGraticule);
  drawGraticule();

  const hitAt = ({ point }: MapMouseEvent) =>
    map.queryRenderedFeatures(point, { layers: ['cameras', 'incidents'] })[0]?.properties;
  map.on('click', (event) => {
    const hit = placing ? undefined : hitAt(event);
    if (typeof hit?.['cameraId'] === 'string') events.camera(hit['cameraId']);
    else if (typeof hit?.['incidentId'] === 'string') events.incident(hit['incidentId']);
    else events.place({ latDeg: event.lngLat.lat, lonDeg: event.lngLat.lng });
  });
  map.on('mousemove', (event) => {
    map.getCanvas().style.cursor = placing ? 'crosshair' : hitAt(event) ? 'pointer' : '';
  });

  function showDensity(): void {
    if (!anchor || nowMs() - densityShownMs < densityPeriodMs) return;
    densityShownMs = nowMs();
    const on = anchor;
    void source('density')?.setData({
      type: 'FeatureCollection',
      features: density.cells().map(({ eastM, northM, spentS }) => {
        const { latDeg, lonDeg } = earthOfLocal(on, eastM, northM);
        return { type: 'Feature', properties: { spentS }, geometry: { type: 'Point', coordinates: [lonDeg, latDeg] } };
      }),
    });
  }

  return {
    show(content) {
      for (const [id, features] of Object.entries(content)) void source(id)?.setData(features);
    },
    setLevels(next) {
      for (const key of levels.keys()) if (!next.has(key)) map.removeFeatureState({ source: 'lanes', id: key });
      for (const [key, level] of next) {
        if (levels.get(key) !== level) map.setFeatureState({ source: 'lanes', id: key }, { level });
      }
      levels = next;
    },
    setFrames(next) {
      const [first] = next.values();
      if (first && !anchor) layer.setAnchor((anchor = anchorAt(first)));
      const on = anchor;
      frames = on ? new Map([...next].map(([cameraId, geo]) => [cameraId, localFrame(geo, on)])) : new Map();
    },
    setShown(shown) {
      for (const [name, ids] of Object.entries(switchableLayers)) {
        const visibility = shown.has(name as keyof typeof switchableLayers) ? 'visible' : 'none';
        for (const id of ids) map.setLayoutProperty(id, 'visibility', visibility);
      }
      layer.shown = shown.has('users');
      map.triggerRepaint();
    },
    putUsers(positions) {
      users.put(positions, frames, nowMs());
      density.add(users.placesNow(), nowMs());
      showDensity();
      pace.ask();
    },
    fit(places) {
      const lats = places.map(({ latDeg }) => latDeg);
      const lons = places.map(({ lonDeg }) => lonDeg);
      if (places.length === 0) return;
      const [[west, south], [east, north]] = [
        [Math.min(...lons), Math.min(...lats)],
        [Math.max(...lons), Math.max(...lats)],
      ] as const;
      map.fitBounds([west, south, east, north], { padding: 48, maxZoom: 19, duration: quiet.matches ? 0 : 400 });
    },
    zoomBy(by) {
      map.zoomTo(map.getZoom() + by, { duration: quiet.matches ? 0 : 200 });
    },
    setPlacing(on) {
      placing = on;
      map.getCanvas().style.cursor = on ? 'crosshair' : '';
    },
    close() {
      pace.stop();
      map.remove();
    },
  };
}

function refused(url: string): never {
  throw new TypeError(`No script is started from ${url}.`);
}

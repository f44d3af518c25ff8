/// <reference types="vite/client" />
import { type GeoJSONSource, Map as LibreMap, setWorkerUrl } from 'maplibre-gl';
// oxlint-disable-next-line import/default -- the query makes Vite give the address of the built worker
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { RoadPosition } from '../../../app/contracts/trafficCalls.ts';
import { earthOf } from '../../../app/space/geo.ts';
import { pageClock } from '../../../renderer/bridge/pageClock.ts';
import { FramePace } from '../../../renderer/features/map/framePace.ts';
import { anchorAt, localFrame } from '../../../renderer/features/map/localFrame.ts';
import { MovingUsers } from '../../../renderer/features/map/movingUsers.ts';
import { UsersLayer } from '../../../renderer/features/map/usersLayer.ts';

declare global {
  interface Window {
    /** Messages of a thousand road users, a frame drawn after each; `nothing` draws the frames alone. */
    playTicks(way: TickWay, ticks: number): Promise<void>;
    /** Draws so many moving users for a while: frames a second, and milliseconds of the layer's own work a frame. */
    measureFrames(users: number, forMs: number): Promise<{ fps: number; layerMs: number }>;
    ready: boolean;
  }
}

export type TickWay = 'layer' | 'setData' | 'nothing';

setWorkerUrl(workerUrl);
const geo = { latDeg: 48, lonDeg: 11, yBearingDeg: 0 };
const anchor = anchorAt(geo);
const frames = new Map([['a', localFrame(geo, anchor)]]);
const users = new MovingUsers();
let shown = 0;
let layerMs = 0;

const container = document.createElement('div');
container.style.width = '1280px';
container.style.height = '720px';
document.body.append(container);
const map = new LibreMap({
  container,
  center: [11, 48],
  zoom: 15,
  attributionControl: false,
  style: {
    version: 8,
    sources: { users: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
    layers: [{ id: 'points', type: 'circle', source: 'users', paint: { 'circle-radius': 3 } }],
  },
});
const pace = new FramePace(pageClock, () => map.triggerRepaint());
const layer = new UsersLayer(
  users,
  () => pageClock.monoMs(),
  () => false,
  pace,
);
const draw = layer.render.bind(layer);
layer.render = (gl, input): void => {
  const begun = performance.now();
  draw(gl, input);
  layerMs += performance.now() - begun;
  shown += 1;
};
layer.setAnchor(anchor);
map.once('load', () => {
  map.addLayer(layer);
  window.ready = true;
});

function positions(count: number, tick: number): RoadPosition[] {
  return Array.from({ length: count }, (_, trackId) => ({
    ...{ cameraId: 'a', trackId, className: 'car', headingRad: 0, speedKmh: 50 },
    xM: ((trackId * 7 + tick * 1.4) % 900) - 450,
    yM: ((trackId * 13) % 500) - 250,
  }));
}

const nextFrame = (): Promise<void> => new Promise((resolve) => void requestAnimationFrame(() => resolve()));
const pass = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

const messages = Array.from({ length: 8 }, (_, tick) => positions(1000, tick));

window.playTicks = async (way, ticks) => {
  for (let tick = 0; tick < ticks; tick++) {
    const came = messages[tick % messages.length] ?? [];
    if (way === 'layer') users.put(came, frames, pageClock.monoMs());
    if (way === 'setData') {
      await map.getSource<GeoJSONSource>('users')?.setData({
        type: 'FeatureCollection',
        features: came.map((user) => {
          const { latDeg, lonDeg } = earthOf(geo, user);
          return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lonDeg, latDeg] } };
        }),
      });
    }
    map.triggerRepaint();
    await nextFrame();
  }
};

window.measureFrames = async (count, forMs) => {
  [shown, layerMs] = [0, 0];
  const begun = performance.now();
  for (let tick = 0; performance.now() - begun < forMs; tick++) {
    users.put(positions(count, tick), frames, pageClock.monoMs());
    pace.ask();
    await pass(100);
  }
  return { fps: (shown * 1000) / (performance.now() - begun), layerMs: layerMs / Math.max(1, shown) };
};

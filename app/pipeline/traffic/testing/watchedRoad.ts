import type { Observation } from '../../../contracts/vision.ts';
import type { Incident } from '../../../incident/incident.ts';
import { carAt, flatRoad, imageAt, laneAlong } from '../../../traffic/road/testing/flatRoad.ts';
import type { Scene } from '../../../traffic/scene/scene.ts';
import { createWorld, type ScriptedVision, type World } from '../../station/testing/world.ts';

export const north = {
  ...{ number: 1, name: 'North', sourceUrl: 'rtsp://10.0.0.1/', enabled: true, analysisFps: 5 },
  playback: { pace: 'realTime', loop: true } as const,
};

/** One calibrated lane, `east`. */
export function road(): Scene {
  const { scene } = flatRoad({ lanes: [laneAlong('east', 30)] });
  const { calibration } = scene;
  if (calibration?.method !== 'points') throw new Error('the flat road is calibrated by points');
  const controlPoints = [20, 100].map((xM) => ({ image: imageAt(xM, 40), ground: { xM, yM: 40 } }));
  return { ...scene, calibration: { ...calibration, controlPoints } };
}

export interface WatchedRoad {
  readonly world: World;
  readonly vision: ScriptedVision;
  readonly version: number;
  /** Every incident that windows were told of, as it was told last. */
  readonly incidents: ReadonlyMap<string, Incident>;
}

/** A station whose camera `id-1` watches the road. */
export async function watched(world = createWorld()): Promise<WatchedRoad> {
  const vision = world.startVision();
  await world.window.addCamera({ settings: north });
  const scene = road();
  const { version } = await world.window.saveScene({ cameraId: 'id-1', baseVersion: null, note: 'drawn', scene });
  return { world, vision, version, incidents: incidentsOf(world) };
}

export function incidentsOf({ window }: World): ReadonlyMap<string, Incident> {
  const incidents = new Map<string, Incident>();
  window.incidents({}, { item: ({ incidents: came }) => came.forEach((one) => incidents.set(one.incidentId, one)) });
  return incidents;
}

/**
 * Frames of one car, five a second; `placeM` says where it is along the road after so many seconds, `viewAt` how the
 * picture looks then.
 */
export async function drive(
  world: World,
  observe: (frame: Observation) => void,
  seconds: number,
  placeM: (s: number) => number,
  viewAt: (s: number) => Observation['view'] = () => null,
): Promise<void> {
  for (let frame = 0; frame <= seconds * 5; frame++) {
    const { cx, cy, w, h } = carAt(placeM(frame / 5), 30);
    observe({
      ...{ cameraId: 'id-1', epoch: 1, atMs: world.clock.wallMs(), width: 1280, height: 720 },
      ...{ tracks: [[7, 'car', 0.8, cx, cy, w, h]], ended: [], signals: {}, view: viewAt(frame / 5) },
    });
    await world.clock.advance(200);
  }
}

/** It comes, stops for good at 60 m, and is driven on after a while. */
export const stopsAt60 = (untilS: number) => (s: number) => (s < 4 ? 15 * s : 60 + 15 * Math.max(0, s - untilS));

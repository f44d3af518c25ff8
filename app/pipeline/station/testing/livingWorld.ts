import type { CameraSettings } from '../../../camera/camera.ts';
import type { Stores } from '../../../store/ports.ts';
import { createWorld, runningInference, statusOf, type World } from './world.ts';

/** The camera of a living world. */
export const north: CameraSettings = {
  number: 1,
  name: 'North gate',
  sourceUrl: 'rtsp://10.0.0.1/live',
  enabled: true,
  analysisFps: 5,
  playback: { pace: 'realTime', loop: true },
};

/** What an operator reads of each alert that stands. */
export function alertTexts(world: World): string[] {
  return world.health().alerts.map((alert) => `${alert.severity} ${alert.key}: ${alert.text}`);
}

/** A world with a model in use, a camera and a vision process, at rest. */
export async function livingWorld(change?: (stores: Stores) => Stores) {
  const world = createWorld(change);
  await world.modelInUse('/m.onnx');
  const { cameraId } = await world.window.addCamera({ settings: north });
  const vision = world.startVision();
  await world.settle();
  vision.say({ cameras: [statusOf(cameraId)], inference: runningInference });
  await world.clock.advance(1000);
  return { world, vision, cameraId };
}

import type { World } from './world.ts';

/** A camera as a site file names it. */
export const north = { number: 1, name: 'North gate', sourceUrl: 'rtsp://10.0.0.1/live' };

/** Another one. */
export const south = { number: 2, name: 'South gate', sourceUrl: 'rtsp://10.0.0.2/live' };

/** The text of a site file with these cameras. */
export function site(...cameras: object[]): string {
  return JSON.stringify({ schemaVersion: 1, cameras });
}

/** What an import said, and the cameras that the station has then. */
export async function imported(world: World, text: string) {
  const report = await world.window.importSite({ text });
  const cameras = world.stores.cameras.list().map(({ number, name, cameraId }) => `${number} ${name} ${cameraId}`);
  return { report, cameras };
}

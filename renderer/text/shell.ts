import type { ProcessHealth } from '../../app/contracts/console.ts';
import type { CameraState } from '../../app/camera/cameraState.ts';

/** Texts around the pages. */
export const shellText = {
  product: 'ITS Camera AI console',
  skip: 'Skip to the page',
  navigation: 'Pages',
  pages: {
    wall: 'Wall',
    incidents: 'Incidents',
    map: 'Map',
    cameras: 'Cameras',
    scene: 'Scene',
    analytics: 'Analytics',
    models: 'Models',
    health: 'Health',
    settings: 'Settings',
  },
  statusBar: 'Status',
  connecting: 'Connecting to the station',
  connected: 'Station connected',
  silent: 'The station is silent; figures are from before',
  reconnecting: (time: string) => `No connection to the station since ${time}; figures are from before`,
  noCameras: 'No cameras',
  live: (count: number) => `${count} live`,
  ill: (count: number) => `${count} ill`,
  opening: (count: number) => `${count} opening`,
  off: (count: number) => `${count} off`,
  camerasHeading: 'Cameras',
  detection: {
    unknown: 'Detection not known',
    none: 'Detection off: no model chosen',
    loading: 'Detection is starting',
    running: (framesPerS: string) => `Detection running, ${framesPerS} frames/s`,
    failed: (time: string) => `Detection off since ${time}`,
    failedNoTime: 'Detection off',
  },
  startNormally: 'Start normally',
  demo: {
    text: 'Demo site: the road is simulated, its pictures and their detection are the product’s own. Nothing here is real.',
    leave: 'Use real cameras',
  },
  alerts: {
    title: 'Alerts',
    count: (count: number) => (count === 0 ? 'No alerts' : count === 1 ? '1 alert' : `${count} alerts`),
    none: 'Nothing needs your attention.',
    since: (time: string) => `since ${time}`,
    close: 'Close the alerts',
    severity: { info: 'Note', warning: 'Warning', critical: 'Critical' },
  },
  broken: {
    title: 'This page stopped working',
    text: 'The other pages, the cameras and the detection go on. Open the page again; if it stops again, note the text below for support.',
    again: 'Open the page again',
  },
} as const;

export const stateWords: Readonly<Record<CameraState, string>> = {
  off: 'Off',
  opening: 'Opening',
  live: 'Live',
  stalled: 'Stalled',
  failed: 'Not working',
};

export const workerStateWords: Readonly<Record<ProcessHealth['state'], string>> = {
  starting: 'Starting',
  running: 'Running',
  restarting: 'Restarting',
  failed: 'Failed',
  stopped: 'Stopped',
};

/** A failed call as one sentence; the station's own messages are sentences already. */
export const failureText = (thrown: unknown): string =>
  thrown instanceof Error && thrown.message !== ''
    ? thrown.message
    : 'The station refused without a reason. Try again; if it stays so, restart the console.';

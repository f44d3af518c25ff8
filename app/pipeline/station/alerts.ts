import type { Camera } from '../../camera/camera.ts';
import type { CameraStatus } from '../../camera/cameraState.ts';
import { type ProcessHealth, safeModeKey } from '../../contracts/console.ts';
import { repetitionTexts } from '../../detect/pictureWatch.ts';
import type { InferenceStatus, VisionStatus } from '../../contracts/vision.ts';
import type { AlertWish } from './alertBook.ts';

/** Everything that alerts are derived from. Ages are of the monotonic clock. */
export interface AlertFacts {
  readonly cameras: readonly Camera[];
  /** How long each enabled camera has not been live, ms; absent while it is. */
  readonly notLiveForMs: ReadonlyMap<string, number>;
  readonly vision: VisionStatus | null;
  /** How long no vision process has been linked, ms; `null` while one is. */
  readonly visionGoneForMs: number | null;
  /** Why safe mode holds the vision process back; `null` when it does not. */
  readonly visionHeldBackBecause: string | null;
  readonly hasActiveModel: boolean;
  readonly processes: readonly ProcessHealth[];
  readonly freeDiskMb: number | null;
  readonly lostCredentials: readonly string[];
  readonly tracks: { readonly waiting: number; readonly lost: number; readonly problem: string | null };
  readonly incidents: { readonly waiting: number; readonly lost: number; readonly problem: string | null };
  readonly configureProblem: string | null;
  /** Those that others raised: the store, the machine. */
  readonly raised: readonly AlertWish[];
}

/** How long a camera, or the whole video processing, may be away before an operator is told. */
const graceMs = 10_000;
const lowDiskMb = 2000;
const criticalDiskMb = 300;

/** The one place that decides what an operator must know. */
export function alertsOf(facts: AlertFacts): AlertWish[] {
  return [
    ...facts.raised,
    ...facts.processes.filter((process) => process.state === 'failed').map(failedProcess),
    ...visionAlerts(facts),
    ...storeAlerts(facts),
    ...facts.cameras.flatMap((camera) => cameraAlerts(camera, facts)),
  ];
}

function failedProcess(process: ProcessHealth): AlertWish {
  return {
    key: `process-failed:${process.name}`,
    severity: 'critical',
    text: `The part "${process.name}" of the station failed too often and was not started again${ending(process.lastProblem)}`,
    tip: 'Restart the station. If it fails again, run "its doctor".',
  };
}

function visionAlerts(facts: AlertFacts): AlertWish[] {
  if (facts.visionHeldBackBecause !== null) {
    return [
      {
        key: safeModeKey,
        severity: 'critical',
        text: `Safe mode: no camera is shown or analysed. ${facts.visionHeldBackBecause}`,
        tip: 'Press "Start normally" to have pictures again. If it crashes again, run "its doctor" and keep its log for support.',
      },
    ];
  }
  if (facts.visionGoneForMs !== null) {
    const failed = facts.processes.some((process) => process.state === 'failed' && process.name.startsWith('vision'));
    if (facts.visionGoneForMs < graceMs || failed) return [];
    return [
      {
        key: 'vision-gone',
        severity: 'critical',
        text: 'The video processing is not running: no camera is shown or analysed.',
        tip: 'It is started again by itself. If this stays for a minute, restart the station.',
      },
    ];
  }
  const alerts: AlertWish[] = [];
  if (facts.configureProblem !== null) {
    alerts.push({
      key: 'vision-configuration',
      severity: 'critical',
      text: `The video processing did not take the newest settings${ending(facts.configureProblem)}`,
      tip: 'The station tries again by itself.',
    });
  }
  if (facts.vision) alerts.push(...detectionAlerts(facts.vision.inference, facts.hasActiveModel));
  return alerts;
}

function detectionAlerts(inference: InferenceStatus, hasActiveModel: boolean): AlertWish[] {
  if (!hasActiveModel) {
    return [
      {
        key: 'no-model',
        severity: 'warning',
        text: 'No model is in use, so nothing is detected and nothing is counted.',
        tip: 'Import a YOLO11 model on the page Models and put it in use.',
      },
    ];
  }
  if (inference.offSinceAtMs === null) return [];
  return [
    {
      key: 'detection-off',
      severity: 'critical',
      text: `Detection is off: cameras are shown, nothing is counted${ending(inference.problem)}`,
      tip: 'It is started again by itself. If it stays off, put another model in use on the page Models.',
      sinceAtMs: inference.offSinceAtMs,
    },
  ];
}

function storeAlerts(facts: AlertFacts): AlertWish[] {
  const alerts: AlertWish[] = [];
  if (facts.freeDiskMb !== null && facts.freeDiskMb < lowDiskMb) {
    alerts.push({
      key: 'disk-low',
      severity: facts.freeDiskMb < criticalDiskMb ? 'critical' : 'warning',
      text: `The disk of the station has ${Math.floor(facts.freeDiskMb)} MB left.`,
      tip: 'Free some space, or keep tracks for fewer days (Settings).',
    });
  }
  if (facts.incidents.problem !== null || facts.incidents.lost > 0) {
    const { waiting, lost, problem } = facts.incidents;
    alerts.push({
      key: 'incidents-not-saved',
      severity: 'critical',
      text: `Incidents are not saved and so not shown: ${waiting} wait, ${lost} were lost since the start${ending(problem)}`,
      tip: 'Watch the wall yourself until this is mended. See that the disk has space and the data folder can be written.',
    });
  }
  const { waiting, lost, problem } = facts.tracks;
  if (problem !== null || lost > 0) {
    alerts.push({
      key: 'tracks-not-saved',
      severity: 'critical',
      text: `Tracks are not saved: ${waiting} wait, ${lost} were lost since the start${ending(problem)}`,
      tip: 'Check the disk of the station.',
    });
  }
  return alerts;
}

function cameraAlerts(camera: Camera, facts: AlertFacts): AlertWish[] {
  const title = `Camera ${camera.number} "${camera.name}"`;
  const status = facts.vision?.cameras.find((candidate) => candidate.cameraId === camera.cameraId);
  const alerts: AlertWish[] = [];
  if (facts.lostCredentials.includes(camera.cameraId)) {
    alerts.push({
      key: `credentials-lost:${camera.cameraId}`,
      severity: 'warning',
      text: `${title}: the stored user name and password cannot be read any more.`,
      tip: 'Enter them again in the settings of the camera.',
    });
  }
  const repeated = status?.warnings.find((warning) => repeatedPictures.has(warning));
  if (repeated !== undefined) alerts.push(oldPictures(camera.cameraId, title, repeated));
  const notLiveForMs = facts.notLiveForMs.get(camera.cameraId);
  if (notLiveForMs === undefined || facts.visionGoneForMs !== null) return alerts;
  const wrongCredentials = status?.reason?.code === 'credentials';
  if (notLiveForMs >= graceMs || wrongCredentials) alerts.push(notLive(camera.cameraId, title, status));
  return alerts;
}

const repeatedPictures: ReadonlySet<string> = new Set(Object.values(repetitionTexts));

/** What looks live and is not is worse than no picture. */
function oldPictures(cameraId: string, title: string, text: string): AlertWish {
  return {
    key: `picture-repeated:${cameraId}`,
    severity: 'warning',
    text: `${title}: ${text}`,
    tip: 'Do not rely on its picture. Restart the camera; if it happens again, have it and its cable checked.',
  };
}

function notLive(cameraId: string, title: string, status: CameraStatus | undefined): AlertWish {
  return {
    key: `camera-not-live:${cameraId}`,
    severity: 'warning',
    text: `${title} shows no live picture${ending(status?.reason?.text ?? null)}`,
    tip: status?.reason?.tip ?? 'The console tries again by itself. Check the camera and its network.',
  };
}

/** `: what went wrong.`, or a full stop where nobody knows. */
function ending(detail: string | null): string {
  if (!detail) return '.';
  return `: ${detail.replace(/[.\s]+$/, '')}.`;
}

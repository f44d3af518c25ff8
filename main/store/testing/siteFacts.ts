import type { CameraSettings } from '../../../app/camera/camera.ts';
import type { Model } from '../../../app/model/model.ts';
import type { FinishedTrack } from '../../../app/track/finishedTrack.ts';

/** Camera 1, or what it was changed to. */
export function north(changes: Partial<CameraSettings> = {}): CameraSettings {
  return {
    number: 1,
    name: 'North gate',
    sourceUrl: 'rtsp://10.0.0.1/live',
    enabled: true,
    analysisFps: 5,
    playback: { pace: 'realTime', loop: true },
    ...changes,
  };
}

/** Camera 2, switched off. */
export const south = north({
  number: 2,
  name: 'South gate',
  sourceUrl: 'rtsp://10.0.0.2/live',
  enabled: false,
  analysisFps: 2.5,
});

/** A model that was tried and found good. */
export function modelOf(modelId: string, importedAtMs: number): Model {
  return {
    modelId,
    name: `${modelId}.onnx`,
    sha256: 'ab'.repeat(32),
    sizeBytes: 1234,
    inputShape: [0, 3, 640, 640],
    outputLayout: 'yolo',
    precision: 'fp16',
    classes: ['person', 'car'],
    importedAtMs,
    active: false,
    backend: 'cpu',
    timings: [{ backend: 'cpu', ok: true, medianMs: 55.5, createMs: 200, problem: null }],
    selfTest: { ok: true, found: [{ className: 'car', score: 0.75 }], problem: null },
  };
}

/** A car that was seen twice. */
export function trackOf(trackId: number, firstAtMs: number, lengthMs: number, cameraId = 'a'): FinishedTrack {
  return {
    cameraId,
    epoch: 1,
    trackId,
    className: 'car',
    score: 0.8125,
    firstAtMs,
    width: 1280,
    height: 720,
    path: [
      [5000, 100.25, 200, 40, 30.5],
      [5000 + lengthMs, 110.5, 201.75, 41.5, 31],
    ],
  };
}

/** A car that was seen in 500 pictures. */
export function longTrack(trackId: number): FinishedTrack {
  return {
    cameraId: 'a',
    epoch: 1,
    trackId,
    className: 'car',
    score: 0.5,
    firstAtMs: trackId,
    width: 640,
    height: 360,
    path: Array.from({ length: 500 }, (_, at): [number, number, number, number, number] => [at * at, at, 1, 2, 3]),
  };
}

import type { Clock } from '../../app/base/clock.ts';
import { toAppError } from '../../app/base/error.ts';
import type { Log } from '../../app/base/log.ts';
import type { StreamQuality } from '../../app/camera/cameraState.ts';
import { isRecording, parseSource } from '../../app/camera/sourceUrl.ts';
import type { CameraJob, LearntView } from '../../app/contracts/vision.ts';
import type { Point, Size } from '../../app/space/box.ts';
import type { TrackObservation } from '../../app/track/track.ts';
import type { PictureCondition } from '../../app/traffic/road/roadUser.ts';
import { viewConditionOf } from '../../app/traffic/view/viewCondition.ts';
import type { ViewFingerprint } from '../../app/traffic/view/viewFingerprint.ts';
import { viewFingerprintBytes, viewFingerprintFrom } from '../../app/traffic/view/viewFingerprintCodec.ts';
import { driftPxOf } from '../../app/traffic/view/viewState.ts';
import { ViewMeter } from './viewMeter.ts';

/** What is known of a view follows the light; a station that starts again shall find the light that it left. */
export const keepEveryMs = 600_000;

export interface CameraViewPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** The view of the camera's scene was learnt, or what is known of it is ten minutes older than when it was told. */
  readonly learntView: (view: LearntView) => void;
}

/** One analysed camera's view: what observations say of it, and how far it drifted. */
export class CameraView {
  readonly #cameraId: string;
  readonly #ports: CameraViewPorts;
  readonly #meter: ViewMeter;
  #sceneVersion: number | null;
  #toldMonoMs: number;

  constructor({ cameraId, sourceUrl, sceneVersion, viewFingerprint }: CameraJob, ports: CameraViewPorts) {
    this.#cameraId = cameraId;
    this.#ports = ports;
    this.#sceneVersion = sceneVersion;
    const known = viewFingerprint && this.#read(viewFingerprint);
    this.#toldMonoMs = known ? ports.clock.monoMs() : Number.NEGATIVE_INFINITY;
    this.#meter = new ViewMeter(ports.clock, known, { isRecorded: isRecording(parseSource(sourceUrl).source) });
  }

  /** A new scene is drawn on the view of its time, which is learnt anew. */
  set sceneVersion(version: number | null) {
    if (version === this.#sceneVersion) return;
    this.#sceneVersion = version;
    this.#toldMonoMs = Number.NEGATIVE_INFINITY;
    this.#meter.learnAnew();
  }

  /** Call it with every analysed frame: see `ViewMeter`. */
  frame(rgb: Uint8Array, input: Size, source: Size): void {
    this.#meter.frame(rgb, input, source);
    const now = this.#ports.clock.monoMs();
    if (this.#sceneVersion === null || now - this.#toldMonoMs < keepEveryMs) return;
    const { fingerprint } = this.#meter;
    if (!fingerprint || this.#meter.view().state !== 'ok') return;
    this.#toldMonoMs = now;
    const bytes = viewFingerprintBytes(fingerprint);
    this.#ports.learntView({ cameraId: this.#cameraId, sceneVersion: this.#sceneVersion, bytes });
  }

  /** For an observation; `null` until the first picture was measured. */
  condition({ brightness, contrast, sharpness }: StreamQuality): PictureCondition | null {
    if (brightness === null || contrast === null || sharpness === null) return null;
    const view = viewConditionOf(this.#meter.view());
    return { brightness, contrast, sharpness, view, isRepeated: this.#meter.isRepeated };
  }

  /** How far the view lies beside its place, to the right and down. @param widthPx of the source */
  driftPx(widthPx: number): Point {
    return driftPxOf(this.#meter.view(), widthPx);
  }

  /** The boxes where they would be if the camera had not drifted, as the scene was drawn. @param widthPx of the source */
  inPlace(observed: readonly TrackObservation[], widthPx: number): readonly TrackObservation[] {
    const { x, y } = this.driftPx(widthPx);
    if (x === 0 && y === 0) return observed;
    return observed.map((one) => {
      const { cx, cy, w, h } = one.boxInImage;
      return { ...one, boxInImage: { cx: cx - x, cy: cy - y, w, h } };
    });
  }

  #read(bytes: Uint8Array): ViewFingerprint | null {
    try {
      return viewFingerprintFrom(bytes);
    } catch (thrown) {
      const { message } = toAppError(thrown);
      this.#ports.log.log('warn', message, { cameraId: this.#cameraId });
      return null;
    }
  }
}

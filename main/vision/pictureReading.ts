import type { StreamQuality } from '../../app/camera/cameraState.ts';
import type { CameraJob, Observation } from '../../app/contracts/vision.ts';
import { SignalReader } from '../../app/pipeline/traffic/signalReader.ts';
import type { Size } from '../../app/space/box.ts';
import type { TrackObservation } from '../../app/track/track.ts';
import type { FrameStamp } from '../sources/source.ts';
import { CameraView, type CameraViewPorts } from './cameraView.ts';
import { ForegroundMeter } from './foregroundMeter.ts';
import { MediaWallTime } from './mediaWallTime.ts';

/** What one camera's frames show besides road users: lamps, things on the road, and the state of the view. */
export class PictureReading {
  readonly #input: Size;
  readonly #view: CameraView | null;
  readonly #foreground: ForegroundMeter | null;
  /** Frames of a stream opened anew are looked at while older ones are still with the detector. */
  readonly #wallTime = new MediaWallTime();
  #signals: SignalReader;
  #signalStates: Observation['signals'] = {};

  /** @param ports with `input`, pixels of the letterboxed frames; the view is watched where the camera is analysed */
  constructor(job: CameraJob, ports: CameraViewPorts & { readonly input: Size; readonly isAnalysed: boolean }) {
    this.#input = ports.input;
    this.#view = ports.isAnalysed ? new CameraView(job, ports) : null;
    this.#foreground = ports.isAnalysed ? new ForegroundMeter(ports.input, job) : null;
    this.#signals = new SignalReader(job.signalHeads);
  }

  /** Another version of the scene. */
  set scene(scene: Pick<CameraJob, 'signalHeads' | 'roadOutlines' | 'sceneVersion'>) {
    this.#signals = new SignalReader(scene.signalHeads);
    if (this.#view) this.#view.sceneVersion = scene.sceneVersion;
    if (this.#foreground) this.#foreground.scene = scene;
  }

  /** Call it with every frame. @param rgb letterboxed, row by row */
  look(rgb: Uint8Array, { epoch, ptsUs, arrivedAtMs, source }: FrameStamp, quality: StreamQuality): void {
    const { width, height } = this.#input;
    this.#view?.frame(rgb, { width, height }, source);
    const drift = this.#view?.driftPx(source.width) ?? { x: 0, y: 0 };
    const condition = this.#view?.condition(quality) ?? null;
    const atMs = this.#wallTime.of(epoch, ptsUs / 1000, arrivedAtMs);
    this.#foreground?.frame(rgb, source, drift, condition, atMs);
    this.#signalStates = Object.fromEntries(this.#signals.read(ptsUs / 1000, { width, height, rgb }, source, drift));
  }

  /** Where the road users of a frame are: they are no things that lie on the road. */
  roadUsers(observed: readonly TrackObservation[], source: Size, atMs: number): void {
    const boxes = observed.map(({ boxInImage }) => boxInImage);
    this.#foreground?.roadUsers(boxes, source, atMs);
  }

  /** The boxes as the scene was drawn: see `CameraView`. @param widthPx of the source */
  inPlace(observed: readonly TrackObservation[], widthPx: number): readonly TrackObservation[] {
    return this.#view?.inPlace(observed, widthPx) ?? observed;
  }

  /** For an observation. */
  told(quality: StreamQuality): Pick<Observation, 'signals' | 'staticObjects' | 'view'> {
    return {
      signals: this.#signalStates,
      staticObjects: this.#foreground
        ?.objects()
        ?.map(({ objectId, score, sinceAtMs, boxInImage: { cx, cy, w, h } }) => [
          ...([objectId, score, sinceAtMs] as const),
          ...([cx, cy, w, h] as const),
        ]),
      view: this.#view?.condition(quality) ?? null,
    };
  }
}

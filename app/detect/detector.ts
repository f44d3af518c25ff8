import type { Detection, DetectionFilter } from './detection.ts';
import type { Size } from '../space/box.ts';

/** What a loaded model needs and gives. */
export interface DetectorShape {
  /** Pixels of the model's input picture. */
  readonly input: Size;
  /** Largest batch one run may take. */
  readonly maxBatch: number;
  readonly classes: readonly string[];
  readonly backend: string;
}

/**
 * Pictures in, boxes out. A picture is letterboxed RGB, u8, height x width x 3, row-major, exactly
 * `3 * input.width * input.height` bytes; it may sit on a SharedArrayBuffer and is read only during the call.
 * Boxes come back in pixels of each picture's source size (the letterbox undone), best score first.
 */
export interface Detector {
  readonly shape: DetectorShape;
  detect(pictures: readonly DetectorPicture[], filter: DetectionFilter): Promise<Detection[][]>;
}

export interface DetectorPicture {
  readonly rgb: Uint8Array;
  /** Size of the source picture that was letterboxed into `rgb`. */
  readonly source: Size;
}

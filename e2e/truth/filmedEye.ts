import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../app/base/random.ts';
import { createFilmCamera, type FilmCamera } from '../../app/demo/film/filmCamera.ts';
import { frameFor } from '../../app/demo/film/frame.ts';
import { type LightName, lightOf } from '../../app/demo/film/lightOf.ts';
import type { CameraPose, SceneInstant } from '../../app/demo/scene.ts';
import { demoCameras } from '../../app/demo/site/demoCameras.ts';
import { siteScenery } from '../../app/demo/site/siteScenery.ts';
import { defaultScores } from '../../app/detect/classFilter.ts';
import type { Detection, DetectionFilter } from '../../app/detect/detection.ts';
import { letterboxed } from '../../app/detect/letterbox.ts';
import { detectorFilter } from '../../app/pipeline/roadTracker.ts';
import { modelStructureOf } from '../../main/inference/modelStructure.ts';
import { createOnnxDetector, type OnnxDetector } from '../../main/inference/onnxDetector.ts';
import { readOnnx } from '../../main/inference/onnxFile.ts';
import type { IncidentsRoad } from './incidentsRoad.ts';

/** As wide as the shipped detector's larger input; half the demo cameras' own picture. */
const filmSize = { width: 640, height: 360 };
const modelFile = fileURLToPath(new URL('../../models/road-384x640-fp32.onnx', import.meta.url));

const scenery = siteScenery();
const frame = frameFor(filmSize.width, filmSize.height);

/** How a road is filmed. */
export interface Film {
  readonly light: LightName;
  readonly seed: number;
  /** Times of the simulation: from when there are pictures, and until when. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Called after each step. */
  readonly stepped?: () => void;
}

/** The shipped detector, looking at pictures of the simulated road. */
export class FilmedEye {
  readonly #detector: OnnxDetector;
  readonly #filter: DetectionFilter;
  readonly #cacheFolder: string;
  readonly #rgb = new Uint8Array(3 * filmSize.width * filmSize.height);

  static async open(): Promise<FilmedEye> {
    const cacheFolder = await mkdtemp(join(tmpdir(), 'filmed-eye-'));
    const { classes } = modelStructureOf(readOnnx(await readFile(modelFile)));
    const detector = await createOnnxDetector({ path: modelFile, backend: 'cpu', cacheFolder, classes });
    const filter = detectorFilter({ classes, scoreByClass: defaultScores(classes), nmsIou: 0.6 });
    return new FilmedEye(detector, filter, cacheFolder);
  }

  private constructor(detector: OnnxDetector, filter: DetectionFilter, cacheFolder: string) {
    this.#detector = detector;
    this.#filter = filter;
    this.#cacheFolder = cacheFolder;
  }

  async close(): Promise<void> {
    await this.#detector.dispose();
    await rm(this.#cacheFolder, { recursive: true });
  }

  /**
   * Lets the one watch of a road see pictures from a time on; before it, so that the rules learn what is ordinary, boxes
   * of the truth.
   */
  async watch(road: IncidentsRoad, { light, seed, fromMs, untilMs, stepped }: Film): Promise<void> {
    const { simulation, watches } = road;
    const [watch] = watches;
    if (!watch || watches.length > 1) throw new Error('one camera is filmed at a time');
    const { camera, stride } = watch.plan;
    let film: FilmCamera | null = null;
    for (let step = 0; simulation.timeMs <= untilMs; step++) {
      const instant = simulation.instant();
      let seen: readonly Detection[] | undefined;
      if (step % stride === 0 && instant.timeMs >= fromMs) {
        film ??= cameraAt(camera, light, seed);
        seen = await this.#look(film, instant, watch.header.cameras[0]!.size);
      }
      watch.step(step, instant, new Map(), seen);
      stepped?.();
      simulation.step();
    }
  }

  /** What is found in a picture of an instant, in pixels of the camera's own picture. */
  async #look(film: FilmCamera, instant: SceneInstant, source: CameraPose['size']): Promise<readonly Detection[]> {
    film.render(instant, this.#rgb);
    const { rgb } = letterboxed({ rgb: this.#rgb, ...filmSize }, this.#detector.shape.input);
    const [found = []] = await this.#detector.detect([{ rgb, source }], this.#filter);
    return found;
  }
}

/** A demo camera by a light; the seed gives the light's own hour and the picture's noise. */
function cameraAt(camera: string, light: LightName, seed: number): FilmCamera {
  const pose: CameraPose = { ...demoCameras.find(({ name }) => name === camera)!, size: filmSize };
  return createFilmCamera(scenery, pose, lightOf(light, seededRandom(seed)), seed, frame);
}
